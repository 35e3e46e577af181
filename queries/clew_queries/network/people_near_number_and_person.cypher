// title: People near both a number and a person
// question: Who is within two steps of this number and also within two steps of this person, such as a missing child?
// param: number entity required the number, such as a line
// param: person entity required the person
// param: limit integer 200 most rows to return
// returns: near_both entity a person within two steps of each; protected persons are not listed
// returns: steps_to_number integer 1 when recorded for the number, 2 when through one thing between
// returns: steps_to_person integer 1 when linked directly, 2 when through one thing between
// returns: through_to_number entities what stands between them and the number
// returns: through_to_person entities what stands between them and the person
// innocent: Parents, friends, carers and youth workers of a child are near both; two steps is a question, not an answer.
// source: who links a line to a missing child; two steps only, on a recorded request with a reason
// hops: 2
// since: 0.1
MATCH to_person = (person:Person {id: $person})-[:USES|SUBSCRIBER_OF|LIVES_AT|KEEPER_OF|DRIVES|HOLDS_ACCOUNT|WORKS_FOR|OPERATES|FAMILY_OF|SEEN_WITH|PAID|LINKED_TO*1..2]-(near:Person)
WHERE near <> person AND NOT coalesce(near.protected, false)
  AND none(between IN nodes(to_person)[1..-1] WHERE coalesce(between.service, false) OR between.id = $number)
WITH near, min(length(to_person)) AS steps_to_person, collect(nodes(to_person)[1..-1]) AS between_person
MATCH to_number = (near)-[:USES|SUBSCRIBER_OF|CONTACTED|IN_HANDSET|IN_CONTACTS_OF|PAID|HOLDS_ACCOUNT|LINKED_TO*1..2]-(number:Phone|Account {id: $number})
WHERE none(between IN nodes(to_number)[1..-1] WHERE coalesce(between.service, false) OR between.id = $person)
WITH near, steps_to_person, between_person, min(length(to_number)) AS steps_to_number,
     collect(nodes(to_number)[1..-1]) AS between_number
RETURN near.id AS near_both, steps_to_number, steps_to_person,
       COLLECT { UNWIND between_number AS route UNWIND route AS step WITH DISTINCT step.id AS id RETURN id ORDER BY id } AS through_to_number,
       COLLECT { UNWIND between_person AS route UNWIND route AS step WITH DISTINCT step.id AS id RETURN id ORDER BY id } AS through_to_person
ORDER BY steps_to_number + steps_to_person, near_both
LIMIT $limit
