// title: Identifiers that several people share
// question: Which phones, accounts, handsets, SIMs and vehicles are recorded for several people?
// param: least_people integer 2 fewest people an identifier must have to be listed
// param: limit integer 200 most rows to return
// returns: identifier entity the shared phone, account, handset, SIM or vehicle
// returns: people integer people it is recorded for
// returns: gave_as_own integer of them, people who gave it as their own
// returns: shared_by entities those people
// innocent: A family phone, a joint account, an employer's or adviser's number; two records of one person count twice.
// source: one identifier used by many people, a recurring missed sign in reviews of exploitation cases
// since: 0.1
MATCH (person:Person)-[link:USES|SUBSCRIBER_OF|HOLDS_ACCOUNT|KEEPER_OF|DRIVES]->(shared:Phone|Account|Handset|Sim|Vehicle)
WHERE NOT coalesce(shared.service, false)
WITH shared, person, max(CASE WHEN link.as_own THEN 1 ELSE 0 END) AS own
ORDER BY person.id
WITH shared, count(person) AS people, sum(own) AS gave_as_own, collect(person.id) AS shared_by
WHERE people >= $least_people
RETURN shared.id AS identifier, people, gave_as_own, shared_by
ORDER BY people DESC, gave_as_own DESC, identifier
LIMIT $limit
