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
// hops: 2
// since: 0.1
MATCH (number:Phone|Account {id: $number})
CALL (number) {
  MATCH (number)-[:CONTACTED]-(reached:Phone|Account)
  RETURN reached, null AS between
  UNION
  MATCH (number)-[:CONTACTED]-(between:Phone|Account)-[:CONTACTED]-(reached:Phone|Account)
  WHERE reached <> number AND NOT coalesce(between.service, false) AND NOT coalesce(reached.service, false)
  RETURN reached, between
}
WITH reached, between
ORDER BY between.id
// A number without `between` was reached directly.
WITH reached, collect(between.id) AS through, count(*) AS routes
WHERE size(through) = routes AND routes >= $least_through
RETURN reached.id AS reached, routes AS contacts_between, through
ORDER BY contacts_between DESC, reached
LIMIT $limit
