// title: Identifiers nobody is recorded for
// question: Which phones, accounts, vehicles and addresses have no person, and how much is known of them?
// param: limit integer 200 most rows to return
// returns: identifier entity the identifier
// returns: kind text kind of identifier
// returns: records integer records that speak of it
// returns: links integer links to other things
// returns: exhibits integer exhibits that speak of it
// innocent: Most numbers in any record belong to people the case has no business with.
// source: gaps list, handsets and SIMs left out, whose people are found through their numbers; subscriber, keeper and holder checks still to be made
// since: 0.1
MATCH (identifier:Phone|Account|Vehicle|Address)
WHERE NOT coalesce(identifier.service, false) AND identifier.kind <> 'device'
  AND NOT EXISTS { (:Person)-[:USES|SUBSCRIBER_OF|HOLDS_ACCOUNT|KEEPER_OF|DRIVES|LIVES_AT]->(identifier) }
RETURN identifier.id AS identifier, identifier.kind AS kind, identifier.records AS records,
       COUNT { (identifier)--(:Person|Alias|Phone|Line|Handset|Sim|Address|Place|Vehicle|Account|Organisation) } AS links, size(identifier.exhibits) AS exhibits
ORDER BY links DESC, records DESC, identifier
LIMIT $limit
