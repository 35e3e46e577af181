// title: Numbers in touch with the phones of protected persons
// question: Which numbers are in touch with a phone recorded for a protected person, and does the contact go both ways?
// param: limit integer 200 most rows to return
// returns: contact entity the number in touch with a protected person's phone
// returns: protected_people entities protected persons whose phone it is in touch with, by pseudonym
// returns: both_ways boolean true when some contact went each way
// returns: calls integer calls, both directions
// returns: messages integer messages, both directions
// returns: first_utc utc first contact
// returns: last_utc utc last contact
// returns: people entities people recorded for the contact
// innocent: Family, friends, school, a care home, a youth worker. They are context and never cancel a safeguarding review.
// source: safeguarding first: any contact with a child or possible victim is looked at
// since: 0.1
MATCH (protected:Person {protected: true})-[:USES|SUBSCRIBER_OF]->(phone:Phone|Account)-[link:CONTACTED]-(contact:Phone|Account)
WHERE NOT coalesce(phone.service, false) AND NOT coalesce(contact.service, false)
  AND NOT EXISTS { (protected)-[:USES|SUBSCRIBER_OF]->(contact) }
WITH contact, protected, link
ORDER BY protected.id
WITH contact, collect(DISTINCT protected.id) AS protected_people, collect(DISTINCT link) AS links
UNWIND links AS link
WITH contact, protected_people, count(DISTINCT startNode(link) = contact) = 2 AS both_ways, sum(link.calls) AS calls,
     sum(link.messages) AS messages, min(link.first_utc) AS first_utc, max(link.last_utc) AS last_utc
OPTIONAL MATCH (person:Person)-[:USES|SUBSCRIBER_OF]->(contact)
WITH DISTINCT contact, protected_people, both_ways, calls, messages, first_utc, last_utc, person
ORDER BY person.id
RETURN contact.id AS contact, protected_people, both_ways, calls, messages, first_utc, last_utc, collect(person.id) AS people
ORDER BY size(protected_people) DESC, both_ways DESC, calls + messages DESC, contact
LIMIT $limit
