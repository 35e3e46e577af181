// title: Addresses that the same people passed through
// question: Which two addresses have several people in common?
// param: least_people integer 2 fewest people in common
// param: limit integer 200 most rows to return
// returns: address_a entity one address
// returns: address_b entity the other address
// returns: people integer people recorded at both, at any time
// returns: recorded_at_both entities those people
// innocent: A family or a shared house that moved; one landlord or employer with two houses.
// source: groups that are housed and moved together
// since: 0.1
MATCH (a:Address)<-[:LIVES_AT]-(person:Person)-[:LIVES_AT]->(b:Address)
WHERE a.id < b.id AND NOT coalesce(a.service, false) AND NOT coalesce(b.service, false)
WITH DISTINCT a, b, person
ORDER BY person.id
WITH a, b, collect(person.id) AS recorded_at_both
WHERE size(recorded_at_both) >= $least_people
RETURN a.id AS address_a, b.id AS address_b, size(recorded_at_both) AS people, recorded_at_both
ORDER BY people DESC, address_a, address_b
LIMIT $limit
