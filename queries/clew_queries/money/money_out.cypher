// title: Money out of one account
// question: Whom did this account or person pay, how often and when?
// param: payer entity required the account or person who paid
// param: limit integer 200 most rows to return
// returns: paid_to entity the account or number paid
// returns: payments integer payments
// returns: first_utc utc first payment
// returns: last_utc utc last payment
// returns: people entities people recorded for what was paid
// returns: service boolean true when the payee is a registered provider
// innocent: Rent, bills, family, a top-up for a friend. Amounts are in the bank rows.
// source: money-out schedule, everyday financial practice
// since: 0.1
MATCH (payer:Account|Person {id: $payer})-[paid:PAID]->(payee)
WITH payee, sum(paid.payments) AS payments, min(paid.first_utc) AS first_utc, max(paid.last_utc) AS last_utc
OPTIONAL MATCH (person:Person)-[:HOLDS_ACCOUNT|USES|SUBSCRIBER_OF]->(payee)
WITH DISTINCT payee, payments, first_utc, last_utc, person
ORDER BY person.id
RETURN payee.id AS paid_to, payments, first_utc, last_utc, collect(person.id) AS people,
       coalesce(payee.service, false) AS service
ORDER BY payments DESC, paid_to
LIMIT $limit
