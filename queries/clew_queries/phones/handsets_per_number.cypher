// title: Numbers and SIMs used in several handsets
// question: Which numbers or SIMs moved from one handset to another?
// param: least integer 2 fewest handsets
// param: limit integer 200 most rows to return
// returns: used entity the number or SIM
// returns: handsets integer different handsets it was used in
// returns: in_handsets entities those handsets, earliest use first
// returns: first_utc utc first use held
// returns: last_utc utc last use held
// innocent: A new or borrowed handset; a broken one replaced.
// source: handset and SIM matrix; a number that is valuable is kept while handsets change round it
// since: 0.1
MATCH (used:Phone|Sim)-[link:IN_HANDSET]->(handset:Handset)
WITH used, handset, min(link.first_utc) AS first_utc, max(link.last_utc) AS last_utc
ORDER BY first_utc, handset.id
WITH used, collect(handset.id) AS in_handsets, min(first_utc) AS first_utc, max(last_utc) AS last_utc
WHERE size(in_handsets) >= $least
RETURN used.id AS used, size(in_handsets) AS handsets, in_handsets, first_utc, last_utc
ORDER BY handsets DESC, used
LIMIT $limit
