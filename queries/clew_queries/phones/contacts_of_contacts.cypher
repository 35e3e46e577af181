// title: Contacts of contacts, without services
// question: Which numbers does this number reach through one of its contacts, though not directly?
// param: number entity required the number
// param: least_through integer 1 fewest contacts a number must be reached through
// param: limit integer 200 most rows to return
// returns: reached entity a number two steps away
// returns: contacts_between integer contacts it is reached through
// returns: through entities those contacts
// innocent: Two steps away is no relation at all: most people are two calls from a stranger.
// source: second-step expansion with service numbers never crossed; only on a recorded request with a reason
// since: 0.1
// hops: 2
MATCH (number:Phone|Account {id: $number})-[:CONTACTED]-(between:Phone|Account)-[:CONTACTED]-(reached:Phone|Account)
WHERE reached <> number AND NOT coalesce(between.service, false) AND NOT coalesce(reached.service, false)
  AND NOT EXISTS { (number)-[:CONTACTED]-(reached) }
WITH DISTINCT reached, between
ORDER BY between.id
WITH reached, collect(between.id) AS through
WHERE size(through) >= $least_through
RETURN reached.id AS reached, size(through) AS contacts_between, through
ORDER BY contacts_between DESC, reached
LIMIT $limit
