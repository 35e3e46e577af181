// title: Common contacts of several numbers
// question: Which numbers are in touch with two or more of these numbers?
// param: numbers entities required the numbers to compare
// param: least integer 2 fewest of the numbers a contact must be in touch with
// param: limit integer 200 most rows to return
// returns: contact entity the common contact
// returns: numbers integer how many of the numbers asked about it is in touch with
// returns: in_touch_with entities which of them
// returns: calls integer calls between it and them, both directions
// returns: messages integer messages between it and them, both directions
// returns: first_utc utc first contact with any of them
// returns: last_utc utc last contact with any of them
// returns: contacts_overall integer all ordinary numbers it is in touch with; a high figure makes a common contact less telling
// innocent: Popular numbers such as a taxi office or a takeaway are common contacts of many. Service numbers are left out here; phones/services_contacted lists them.
// source: common-contact table, everyday analyst practice
// since: 0.1
UNWIND $numbers AS wanted
WITH DISTINCT wanted
MATCH (number:Phone|Account {id: wanted})-[link:CONTACTED]-(contact:Phone|Account)
WHERE NOT coalesce(contact.service, false) AND NOT contact.id IN $numbers
WITH contact, number, sum(link.calls) AS calls, sum(link.messages) AS messages,
     min(link.first_utc) AS first_utc, max(link.last_utc) AS last_utc
ORDER BY number.id
WITH contact, collect(number.id) AS in_touch_with, sum(calls) AS calls, sum(messages) AS messages,
     min(first_utc) AS first_utc, max(last_utc) AS last_utc
WHERE size(in_touch_with) >= $least
MATCH (contact)-[:CONTACTED]-(any:Phone|Account)
WHERE NOT coalesce(any.service, false)
RETURN contact.id AS contact, size(in_touch_with) AS numbers, in_touch_with, calls, messages, first_utc, last_utc,
       count(DISTINCT any) AS contacts_overall
ORDER BY numbers DESC, calls + messages DESC, contact
LIMIT $limit
