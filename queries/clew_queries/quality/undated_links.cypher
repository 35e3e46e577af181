// title: People's homes, phones, vehicles and accounts without dates
// question: For which of a person's addresses, numbers, vehicles and accounts is neither a start nor an end recorded?
// param: limit integer 200 most rows to return
// returns: person entity the person
// returns: relation text link type
// returns: other entity what the person is linked to
// returns: exhibits integer exhibits that say so
// innocent: Many lists hold no dates; an undated link is true of some time, not of every time.
// source: identity of a number or a plate has dates; occupancy cannot be counted without them
// since: 0.1
MATCH (person:Person)-[link:USES|SUBSCRIBER_OF|LIVES_AT|KEEPER_OF|DRIVES|HOLDS_ACCOUNT]->(other)
WHERE link.from_utc IS NULL AND link.to_utc IS NULL
RETURN person.id AS person, type(link) AS relation, other.id AS other, size(link.exhibits) AS exhibits
ORDER BY person, relation, other, link.id
LIMIT $limit
