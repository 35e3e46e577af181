// title: Contact between people through their numbers
// question: Are any of these people in touch with one another through a number recorded for them?
// param: people entities required the people to compare, two or more
// param: limit integer 200 most rows to return
// returns: from_person entity person recorded for the calling number
// returns: from_number entity calling or sending number
// returns: to_person entity person recorded for the called number
// returns: to_number entity called or receiving number
// returns: calls integer calls in this direction
// returns: messages integer messages in this direction
// returns: first_utc utc first contact in this direction
// returns: last_utc utc last contact in this direction
// innocent: A number recorded for a person may be used by another; a call is not a conversation.
// source: association between subjects through attributed numbers, everyday analyst practice
// since: 0.1
UNWIND $people AS wanted
MATCH (from:Person {id: wanted})-[:USES|SUBSCRIBER_OF]->(a:Phone|Account)-[contact:CONTACTED]->(b:Phone|Account)
      <-[:USES|SUBSCRIBER_OF]-(to:Person)
WHERE to.id IN $people AND to.id <> from.id
  AND NOT coalesce(a.service, false) AND NOT coalesce(b.service, false)
WITH DISTINCT from, a, contact, b, to
WITH from, a, b, to, sum(contact.calls) AS calls, sum(contact.messages) AS messages,
     min(contact.first_utc) AS first_utc, max(contact.last_utc) AS last_utc
RETURN from.id AS from_person, a.id AS from_number, to.id AS to_person, b.id AS to_number, calls, messages,
       first_utc, last_utc
ORDER BY calls + messages DESC, from_person, to_person, from_number, to_number
LIMIT $limit
