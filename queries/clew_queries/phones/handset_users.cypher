// title: Numbers, SIMs and people of one handset
// question: Who used this handset: which numbers and SIMs were in it, when, and who is recorded for them?
// param: handset entity required the handset
// param: limit integer 200 most rows to return
// returns: used entity a number or SIM that was in the handset, or a person recorded with the handset itself
// returns: first_utc utc first use held
// returns: last_utc utc last use held
// returns: records integer records that say so
// returns: people entities people recorded for that number or SIM
// innocent: A sold, lent or repaired handset changes hands, and a handset number can be copied.
// source: handset history, everyday analyst practice
// since: 0.1
MATCH (handset:Handset {id: $handset})<-[link:IN_HANDSET|USES]-(used:Phone|Sim|Person)
OPTIONAL MATCH (person:Person)-[:USES|SUBSCRIBER_OF]->(used)
WITH DISTINCT used, link, person
ORDER BY person.id
WITH used, link, collect(person.id) AS people
RETURN used.id AS used, link.first_utc AS first_utc, link.last_utc AS last_utc, link.records AS records, people
ORDER BY first_utc, used, link.id
LIMIT $limit
