// title: Devices whose owner is not recorded
// question: Which extracted devices has nobody been recorded for, and what is saved or exchanged on them?
// param: limit integer 200 most rows to return
// returns: device entity the device
// returns: saved_contacts integer identifiers saved in its address book
// returns: contacts integer identifiers it exchanged calls or messages with
// returns: exhibits integer exhibits that speak of it
// innocent: A device report seldom names its owner; the person it was taken from need not be its user.
// source: attribution is an authorised person's decision; until then the owner stays a placeholder
// since: 0.1
MATCH (device:Account {kind: 'device'})
WHERE NOT EXISTS { (:Person)-[:USES|HOLDS_ACCOUNT]->(device) }
RETURN device.id AS device, COUNT { ()-[:IN_CONTACTS_OF]->(device) } AS saved_contacts,
       COUNT { MATCH (device)-[:CONTACTED]-(contact) RETURN DISTINCT contact } AS contacts, size(device.exhibits) AS exhibits
ORDER BY saved_contacts + contacts DESC, device
LIMIT $limit
