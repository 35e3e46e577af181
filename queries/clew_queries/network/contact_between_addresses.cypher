// title: Contact between the people of two addresses
// question: Are the phones of the people of one address in touch with those of another?
// param: address_a entity required one address
// param: address_b entity required the other address
// param: limit integer 200 most rows to return
// returns: person_a entity person of the first address
// returns: number_a entity number recorded for that person
// returns: person_b entity person of the second address
// returns: number_b entity number recorded for that person
// returns: calls integer calls, both directions
// returns: messages integer messages, both directions
// returns: first_utc utc first contact
// returns: last_utc utc last contact
// innocent: Neighbours, relatives and former tenants stay in touch; a number may be used by another than its person.
// source: contact between premises, everyday analyst practice
// hops: 2
// since: 0.1
MATCH (:Address {id: $address_a})<-[:LIVES_AT]-(a:Person)-[:USES|SUBSCRIBER_OF]->(number_a:Phone)
WITH DISTINCT a, number_a
MATCH (number_a)-[contact:CONTACTED]-(number_b:Phone)<-[:USES|SUBSCRIBER_OF]-(b:Person)-[:LIVES_AT]->(:Address {id: $address_b})
WHERE a <> b AND NOT coalesce(number_a.service, false) AND NOT coalesce(number_b.service, false)
WITH DISTINCT a, number_a, b, number_b, contact
WITH a, number_a, b, number_b, sum(contact.calls) AS calls, sum(contact.messages) AS messages,
     min(contact.first_utc) AS first_utc, max(contact.last_utc) AS last_utc
RETURN a.id AS person_a, number_a.id AS number_a, b.id AS person_b, number_b.id AS number_b, calls, messages,
       first_utc, last_utc
ORDER BY calls + messages DESC, person_a, person_b, number_a, number_b
LIMIT $limit
