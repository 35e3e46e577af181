// title: Pairs of people who share several kinds of identifier
// question: Which two people share identifiers of different kinds, such as one phone and one address and one account?
// param: least_kinds integer 2 fewest different kinds a pair must share
// param: most_people integer 50 an identifier that more people than this have is not compared: it says little of any two
// param: limit integer 200 most rows to return
// returns: person_a entity one of the two
// returns: person_b entity the other
// returns: kinds integer different kinds of identifier they share
// returns: family boolean true when a family relation between them is recorded
// returns: shared entities what they share
// innocent: Couples and families share a home, a car and an account; their recorded relation is shown.
// source: co-sharing of identifiers of several types, stronger than any one of them
// since: 0.1
MATCH (person:Person)-[:USES|SUBSCRIBER_OF|LIVES_AT|KEEPER_OF|DRIVES|HOLDS_ACCOUNT]->(shared)
WHERE NOT coalesce(shared.service, false)
WITH shared, collect(DISTINCT person) AS people
WHERE size(people) >= 2 AND size(people) <= $most_people
UNWIND people AS a
UNWIND people AS b
WITH a, b, shared
WHERE a.id < b.id
WITH a, b, shared
ORDER BY shared.id
WITH a, b, count(DISTINCT shared.kind) AS kinds, collect(shared.id) AS shared
WHERE kinds >= $least_kinds
RETURN a.id AS person_a, b.id AS person_b, kinds, EXISTS { (a)-[:FAMILY_OF]-(b) } AS family, shared
ORDER BY kinds DESC, size(shared) DESC, person_a, person_b
LIMIT $limit
