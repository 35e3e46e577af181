// title: People recorded for a number, over time
// question: Who is recorded as using or subscribing to this number, from when to when, and how well is that known?
// param: number entity required the number, handset, SIM or account
// param: limit integer 200 most rows to return
// returns: person entity the person
// returns: relation text link type
// returns: capacity text in what capacity, as the exhibit words it
// returns: own boolean true when the person gave it as their own
// returns: from_utc utc stated start
// returns: to_utc utc stated end
// returns: exhibits integer exhibits that say so
// returns: lowest_grade text lowest grading among them
// innocent: A subscriber need not be the user; numbers are lent, passed on and issued again.
// source: attribution report, the subscriber and self-identification strands
// since: 0.1
MATCH (number:Phone|Sim|Handset|Account {id: $number})<-[link:USES|SUBSCRIBER_OF|HOLDS_ACCOUNT]-(person:Person)
RETURN person.id AS person, type(link) AS relation, link.capacity AS capacity, coalesce(link.as_own, false) AS own,
       link.from_utc AS from_utc, link.to_utc AS to_utc, size(link.exhibits) AS exhibits, link.lowest_grade AS lowest_grade
ORDER BY from_utc, person, relation, link.id
LIMIT $limit
