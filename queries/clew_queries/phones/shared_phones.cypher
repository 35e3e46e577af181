// title: Phones that several people use
// question: Which numbers are recorded for several people, and are those people family?
// param: least_people integer 2 fewest people a number must have to be listed
// param: limit integer 200 most rows to return
// returns: number entity the number
// returns: people integer people it is recorded for
// returns: with_family integer of them, people who have recorded family among the others
// returns: shared_by entities those people
// innocent: Families and flatmates share a phone, an employer issues one, a parent subscribes for a child.
// source: one identifier used by many people; recorded family is the first explanation to test
// since: 0.1
MATCH (person:Person)-[:USES|SUBSCRIBER_OF]->(number:Phone)
WHERE NOT coalesce(number.service, false)
WITH DISTINCT number, person
ORDER BY person.id
WITH number, collect(person.id) AS shared_by,
     sum(CASE WHEN EXISTS { (person)-[:FAMILY_OF]-(:Person)-[:USES|SUBSCRIBER_OF]->(number) } THEN 1 ELSE 0 END) AS with_family
WHERE size(shared_by) >= $least_people
RETURN number.id AS number, size(shared_by) AS people, with_family, shared_by
ORDER BY people DESC, number
LIMIT $limit
