// title: Person records that may be one person
// question: Which person records may belong to one person, why, and what do they share?
// param: limit integer 200 most rows to return
// returns: person_a entity one record
// returns: person_b entity the other record
// returns: reason text why they may be the same
// returns: shared entities identifiers and addresses both are recorded for, services included
// innocent: Relatives share names, homes and phones; twins share a birth date.
// source: identity is decided by a person; candidates are shown with their reason and never merged
// since: 0.1
MATCH (a:Person)-[link:POSSIBLY_SAME_AS]->(b:Person)
OPTIONAL MATCH (a)-[:USES|SUBSCRIBER_OF|LIVES_AT|KEEPER_OF|DRIVES|HOLDS_ACCOUNT|KNOWN_AS|WORKS_FOR]->(shared)
      <-[:USES|SUBSCRIBER_OF|LIVES_AT|KEEPER_OF|DRIVES|HOLDS_ACCOUNT|KNOWN_AS|WORKS_FOR]-(b)
WITH DISTINCT a, b, link, shared
ORDER BY shared.id
WITH a, b, link, collect(shared.id) AS shared
RETURN a.id AS person_a, b.id AS person_b, link.reason AS reason, shared
ORDER BY size(shared) DESC, person_a, person_b, link.id
LIMIT $limit
