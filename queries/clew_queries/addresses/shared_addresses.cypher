// title: Addresses that several people share
// question: Which addresses are recorded for several people, and are those people family?
// param: least_people integer 2 fewest people an address must have to be listed
// param: limit integer 200 most rows to return
// returns: address entity the address
// returns: people integer people it is recorded for, at any time
// returns: with_family integer of them, people who have recorded family among the others
// returns: gave_as_own integer of them, people who gave it as their own
// returns: shared_by entities those people
// innocent: A family, a shared house, earlier and later tenants, a missing flat number that joins neighbours.
// source: one address given by many people; recorded family is the first explanation to test
// since: 0.1
MATCH (person:Person)-[stay:LIVES_AT]->(address:Address)
WHERE NOT coalesce(address.service, false)
WITH address, person, max(CASE WHEN stay.as_own THEN 1 ELSE 0 END) AS own,
     CASE WHEN EXISTS { (person)-[:FAMILY_OF]-(:Person)-[:LIVES_AT]->(address) } THEN 1 ELSE 0 END AS family
ORDER BY person.id
WITH address, count(person) AS people, sum(family) AS with_family, sum(own) AS gave_as_own, collect(person.id) AS shared_by
WHERE people >= $least_people
RETURN address.id AS address, people, with_family, gave_as_own, shared_by
ORDER BY people DESC, address
LIMIT $limit
