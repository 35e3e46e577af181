// title: Recorded family and people of the same address
// question: Who is recorded as family of this person, or at an address of theirs?
// param: person entity required the person
// param: limit integer 200 most rows to return
// returns: other entity the other person
// returns: family boolean true when a family relation is recorded
// returns: relation text the relation as recorded
// returns: addresses entities addresses recorded for both
// innocent: Living together is not family, and people who are housed together may not have chosen it.
// source: test of the household explanation before any other reading of shared identifiers
// hops: 2
// since: 0.1
MATCH (person:Person {id: $person})
CALL (person) {
  MATCH (person)-[:FAMILY_OF]-(other:Person) RETURN other
  UNION
  MATCH (person)-[:LIVES_AT]->(address:Address)<-[:LIVES_AT]-(other:Person)
  WHERE NOT coalesce(address.service, false)
  RETURN other
}
WITH person, other WHERE other <> person
OPTIONAL MATCH (person)-[relation:FAMILY_OF]-(other)
WITH person, other, count(relation) > 0 AS family, min(relation.capacity) AS relation
OPTIONAL MATCH (person)-[:LIVES_AT]->(address:Address)<-[:LIVES_AT]-(other)
WHERE NOT coalesce(address.service, false)
WITH DISTINCT other, family, relation, address
ORDER BY address.id
RETURN other.id AS other, family, relation, collect(address.id) AS addresses
ORDER BY family DESC, size(addresses) DESC, other
LIMIT $limit
