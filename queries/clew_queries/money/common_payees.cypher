// title: Payees that several accounts have in common
// question: Which accounts or numbers were paid by two or more of these accounts or people?
// param: payers entities required the accounts or people to compare
// param: least integer 2 fewest of them that must have paid
// param: limit integer 200 most rows to return
// returns: paid_to entity the common payee
// returns: payers integer how many of those asked about paid it
// returns: payments integer their payments to it
// returns: first_utc utc first payment
// returns: last_utc utc last payment
// returns: paid_by entities which of them
// innocent: People of one town pay the same shops, landlords and clubs.
// source: wages leaving to one destination shared by several workers
// since: 0.1
UNWIND $payers AS wanted
WITH DISTINCT wanted
MATCH (payer:Account|Person {id: wanted})-[paid:PAID]->(payee)
WHERE NOT coalesce(payee.service, false)
WITH payee, payer, sum(paid.payments) AS payments, min(paid.first_utc) AS first_utc, max(paid.last_utc) AS last_utc
ORDER BY payer.id
WITH payee, collect(payer.id) AS paid_by, sum(payments) AS payments, min(first_utc) AS first_utc, max(last_utc) AS last_utc
WHERE size(paid_by) >= $least
RETURN payee.id AS paid_to, size(paid_by) AS payers, payments, first_utc, last_utc, paid_by
ORDER BY payers DESC, payments DESC, paid_to
LIMIT $limit
