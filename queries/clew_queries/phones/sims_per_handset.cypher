// title: Handsets with several numbers or SIMs
// question: Which handsets held several numbers or SIMs?
// param: least integer 3 fewest numbers and SIMs together
// param: limit integer 200 most rows to return
// returns: handset entity the handset
// returns: numbers integer different numbers used in it
// returns: sims integer different SIMs used in it
// returns: used entities those numbers and SIMs
// returns: first_utc utc first use held
// returns: last_utc utc last use held
// innocent: Handsets with two SIM slots, resale, a repair shop, a family hand-me-down, a number kept on a new SIM.
// source: handset and SIM matrix
// since: 0.1
MATCH (handset:Handset)<-[link:IN_HANDSET]-(used:Phone|Sim)
WITH handset, used, min(link.first_utc) AS first_utc, max(link.last_utc) AS last_utc
ORDER BY used.id
WITH handset, sum(CASE WHEN used:Phone THEN 1 ELSE 0 END) AS numbers, sum(CASE WHEN used:Sim THEN 1 ELSE 0 END) AS sims,
     collect(used.id) AS used, min(first_utc) AS first_utc, max(last_utc) AS last_utc
WHERE numbers + sims >= $least
RETURN handset.id AS handset, numbers, sims, used, first_utc, last_utc
ORDER BY numbers + sims DESC, handset
LIMIT $limit
