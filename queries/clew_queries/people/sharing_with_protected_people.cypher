// title: People who share an identifier or address with a protected person
// question: Who is recorded with the same phone, account, vehicle, address or organisation as a protected person?
// param: limit integer 200 most rows to return
// returns: protected_person entity the protected person, by pseudonym
// returns: other entity the other person
// returns: shared entities what both are recorded for
// returns: family boolean true when a family relation is recorded
// innocent: Parents, carers, youth workers and flatmates share these; none of it cancels a safeguarding review.
// source: safeguarding first: who is near a child or a possible victim
// since: 0.1
MATCH (protected:Person {protected: true})-[:USES|SUBSCRIBER_OF|LIVES_AT|KEEPER_OF|DRIVES|HOLDS_ACCOUNT|WORKS_FOR]->(shared)
      <-[:USES|SUBSCRIBER_OF|LIVES_AT|KEEPER_OF|DRIVES|HOLDS_ACCOUNT|WORKS_FOR|OPERATES]-(other:Person)
WHERE NOT coalesce(shared.service, false) AND other <> protected
WITH DISTINCT protected, other, shared
ORDER BY shared.id
WITH protected, other, collect(shared.id) AS shared
RETURN protected.id AS protected_person, other.id AS other, shared, EXISTS { (protected)-[:FAMILY_OF]-(other) } AS family
ORDER BY size(shared) DESC, protected_person, other
LIMIT $limit
