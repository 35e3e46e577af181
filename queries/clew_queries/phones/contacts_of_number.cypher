// title: Contacts of one number, both directions
// question: With which numbers is this number in touch, how much each way, and since when?
// param: number entity required the number
// param: limit integer 200 most rows to return
// returns: contact entity the other number
// returns: calls_out integer calls from the number to the contact
// returns: calls_in integer calls from the contact to the number
// returns: messages_out integer messages from the number to the contact
// returns: messages_in integer messages from the contact to the number
// returns: duration_s integer seconds of calls, both directions
// returns: first_utc utc first contact
// returns: last_utc utc last contact
// returns: service boolean true when the contact is a service number
// returns: people entities people recorded for the contact
// innocent: Counts reflect whose records are held; a contact missing here may be missing from the records only.
// source: frequency or top-contact table, everyday analyst practice
// since: 0.1
MATCH (number:Phone|Account {id: $number})-[link:CONTACTED]-(contact:Phone|Account)
WITH contact, link, startNode(link) = number AS outgoing
WITH contact,
     sum(CASE WHEN outgoing THEN link.calls ELSE 0 END) AS calls_out,
     sum(CASE WHEN outgoing THEN 0 ELSE link.calls END) AS calls_in,
     sum(CASE WHEN outgoing THEN link.messages ELSE 0 END) AS messages_out,
     sum(CASE WHEN outgoing THEN 0 ELSE link.messages END) AS messages_in,
     sum(link.duration_s) AS duration_s, min(link.first_utc) AS first_utc, max(link.last_utc) AS last_utc
OPTIONAL MATCH (person:Person)-[:USES|SUBSCRIBER_OF]->(contact)
WITH DISTINCT contact, calls_out, calls_in, messages_out, messages_in, duration_s, first_utc, last_utc, person
ORDER BY person.id
RETURN contact.id AS contact, calls_out, calls_in, messages_out, messages_in, duration_s, first_utc, last_utc,
       coalesce(contact.service, false) AS service, collect(person.id) AS people
ORDER BY calls_out + calls_in + messages_out + messages_in DESC, contact
LIMIT $limit
