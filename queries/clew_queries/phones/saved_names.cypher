// title: Names under which a number is saved
// question: Under which names is this number, e-mail or handle saved in the address books of devices?
// param: number entity required the number, e-mail or handle
// param: limit integer 200 most rows to return
// returns: device entity the device whose address book it is
// returns: saved_as text the saved name; several joined by a semicolon, empty when only the number is saved
// returns: records integer entries that say so
// returns: owners entities people recorded for the device
// innocent: A saved name is what one person called another once; a line's name is not a person's.
// source: attribution report, the contact-label strand
// since: 0.1
MATCH (number:Phone|Account {id: $number})-[link:IN_CONTACTS_OF]->(device:Account)
OPTIONAL MATCH (person:Person)-[:USES|HOLDS_ACCOUNT]->(device)
WITH DISTINCT device, link, person
ORDER BY person.id
WITH device, link, collect(person.id) AS owners
RETURN device.id AS device, CASE WHEN link.saved_as <> '' THEN link.saved_as END AS saved_as, link.records AS records, owners
ORDER BY device, link.id
LIMIT $limit
