// title: What these people share
// question: Which identifiers, addresses, vehicles, accounts, names and organisations do two or more of these people have in common?
// param: people entities required the people to compare
// param: limit integer 200 most rows to return
// returns: shared entity what they have in common
// returns: people integer how many of the people asked about have it
// returns: shared_by entities which of them
// innocent: Family, flatmates and workmates share homes, cars and numbers.
// source: shared-identifier comparison, everyday analyst practice
// since: 0.1
UNWIND $people AS wanted
MATCH (person:Person {id: wanted})-[:USES|SUBSCRIBER_OF|LIVES_AT|KEEPER_OF|DRIVES|HOLDS_ACCOUNT|WORKS_FOR|KNOWN_AS|OPERATES]->(shared)
WHERE NOT coalesce(shared.service, false)
WITH DISTINCT shared, person
ORDER BY person.id
WITH shared, collect(person.id) AS shared_by
WHERE size(shared_by) >= 2
RETURN shared.id AS shared, size(shared_by) AS people, shared_by
ORDER BY people DESC, shared
LIMIT $limit
