// title: Who pays for whose phone
// question: Which accounts or people paid for which numbers, and is the payer a person recorded for the number?
// param: limit integer 200 most rows to return
// returns: payer entity the account or person who paid
// returns: payer_people entities that person, or the people recorded for that account
// returns: service boolean true when the payer is a service or registered provider, such as a shop
// returns: number entity the number paid for
// returns: number_people entities people recorded for the number
// returns: same_person boolean true when one person stands on both sides; empty when nobody is recorded on one of them
// returns: payments integer payments or top-ups
// returns: first_utc utc first payment
// returns: last_utc utc last payment
// innocent: A parent, partner or friend tops up a phone; a shop sells vouchers to everybody.
// source: top-up payer, a strand of attribution and of safeguarding
// since: 0.1
MATCH (payer:Account|Person)-[paid:PAID]->(number:Phone)
WITH payer, number, sum(paid.payments) AS payments, min(paid.first_utc) AS first_utc, max(paid.last_utc) AS last_utc
CALL (payer) {
  OPTIONAL MATCH (holder:Person)-[:HOLDS_ACCOUNT|USES]->(payer)
  WITH DISTINCT holder ORDER BY holder.id
  RETURN collect(holder.id) AS holders
}
CALL (number) {
  OPTIONAL MATCH (person:Person)-[:USES|SUBSCRIBER_OF]->(number)
  WITH DISTINCT person ORDER BY person.id
  RETURN collect(person.id) AS number_people
}
WITH payer, CASE WHEN payer:Person THEN [payer.id] ELSE holders END AS payer_people, number, number_people,
     payments, first_utc, last_utc
RETURN payer.id AS payer, payer_people, coalesce(payer.service, false) AS service,
       number.id AS number, number_people,
       CASE WHEN size(payer_people) > 0 AND size(number_people) > 0
            THEN any(person IN payer_people WHERE person IN number_people) END AS same_person,
       payments, first_utc, last_utc
ORDER BY same_person, payments DESC, payer, number
LIMIT $limit
