// title: People recorded at two addresses at the same time
// question: For whom do two recorded stays at different addresses overlap?
// param: limit integer 200 most rows to return
// returns: person entity the person
// returns: address_a entity one address
// returns: address_b entity the other address
// returns: overlap_from_utc utc start of the overlap
// returns: overlap_to_utc utc end of the overlap; empty when neither stay has a stated end
// innocent: Old records are seldom ended; students, separated parents and workers in tied housing have two homes.
// source: a given address that is not where a person lives: shared-address and occupancy work
// since: 0.1
MATCH (a:Address)<-[stay_a:LIVES_AT]-(person:Person)-[stay_b:LIVES_AT]->(b:Address)
WHERE a.id < b.id
  AND stay_a.from_utc <= coalesce(stay_b.to_utc, stay_a.from_utc)
  AND stay_b.from_utc <= coalesce(stay_a.to_utc, stay_b.from_utc)
RETURN DISTINCT person.id AS person, a.id AS address_a, b.id AS address_b,
       CASE WHEN stay_a.from_utc > stay_b.from_utc THEN stay_a.from_utc ELSE stay_b.from_utc END AS overlap_from_utc,
       CASE WHEN stay_a.to_utc IS NULL OR stay_b.to_utc < stay_a.to_utc THEN stay_b.to_utc ELSE stay_a.to_utc END AS overlap_to_utc
ORDER BY person, overlap_from_utc, address_a, address_b
LIMIT $limit
