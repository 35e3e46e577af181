// title: Numbers saved in several devices
// question: Which numbers, e-mails and handles are saved in the address books of several devices?
// param: least_devices integer 2 fewest devices
// param: limit integer 200 most rows to return
// returns: number entity the saved number, e-mail or handle
// returns: devices integer devices it is saved in
// returns: saved_in entities those devices
// returns: named_differently boolean true when it is saved under more than one name
// returns: people entities people recorded for the number
// innocent: A common friend, a shop, a school: anybody well known in one place.
// source: common-contact table across address books, everyday analyst practice
// since: 0.1
MATCH (number:Phone|Account)-[link:IN_CONTACTS_OF]->(device:Account)
WHERE NOT coalesce(number.service, false)
WITH number, device, link
ORDER BY device.id
WITH number, collect(DISTINCT device.id) AS saved_in, collect(CASE WHEN link.saved_as <> '' THEN toLower(link.saved_as) END) AS names
WHERE size(saved_in) >= $least_devices
OPTIONAL MATCH (person:Person)-[:USES|SUBSCRIBER_OF|HOLDS_ACCOUNT]->(number)
WITH DISTINCT number, saved_in, names, person
ORDER BY person.id
RETURN number.id AS number, size(saved_in) AS devices, saved_in,
       any(name IN names WHERE name <> names[0] OR name CONTAINS '; ') AS named_differently, collect(person.id) AS people
ORDER BY devices DESC, number
LIMIT $limit
