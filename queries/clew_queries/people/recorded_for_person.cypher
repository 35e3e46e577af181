// title: Everything recorded for one person
// question: Which phones, addresses, vehicles, accounts, names and employers are recorded for this person, since when, and how well?
// param: person entity required the person
// param: limit integer 200 most rows to return
// returns: recorded entity what is recorded for the person
// returns: relation text link type
// returns: capacity text in what capacity, as the exhibit words it
// returns: own boolean true when the person gave it as their own
// returns: from_utc utc stated start
// returns: to_utc utc stated end
// returns: exhibits integer exhibits that say so
// returns: lowest_grade text lowest grading among them
// returns: service boolean true when it is a service or a registered provider
// innocent: A record says what somebody wrote down; a given number or address may be another person's.
// source: subject profile, everyday analyst practice
// since: 0.1
MATCH (person:Person {id: $person})-[link:USES|SUBSCRIBER_OF|LIVES_AT|KEEPER_OF|DRIVES|HOLDS_ACCOUNT|WORKS_FOR|KNOWN_AS|OPERATES]->(recorded)
RETURN recorded.id AS recorded, type(link) AS relation, link.capacity AS capacity, coalesce(link.as_own, false) AS own,
       link.from_utc AS from_utc, link.to_utc AS to_utc, size(link.exhibits) AS exhibits,
       link.lowest_grade AS lowest_grade, coalesce(recorded.service, false) AS service
ORDER BY relation, recorded, link.id
LIMIT $limit
