// title: Accounts paid by many
// question: Which accounts take payments from several accounts or people?
// param: least_payers integer 3 fewest payers
// param: limit integer 200 most rows to return
// returns: account entity the account that is paid
// returns: payers integer accounts and people that paid it
// returns: payments integer payments to it
// returns: first_utc utc first payment
// returns: last_utc utc last payment
// returns: holders entities people recorded as its holders
// returns: paid_by entities those payers
// innocent: A shop, a landlord, a savings club, a relative who collects for a present. Amounts are in the bank rows.
// source: destination shared by several payers, everyday financial practice
// since: 0.1
MATCH (payer:Account|Person)-[paid:PAID]->(account:Account)
WHERE NOT coalesce(account.service, false) AND NOT coalesce(payer.service, false)
WITH account, payer, sum(paid.payments) AS payments, min(paid.first_utc) AS first_utc, max(paid.last_utc) AS last_utc
ORDER BY payer.id
WITH account, collect(payer.id) AS paid_by, sum(payments) AS payments, min(first_utc) AS first_utc, max(last_utc) AS last_utc
WHERE size(paid_by) >= $least_payers
OPTIONAL MATCH (holder:Person)-[:HOLDS_ACCOUNT|USES]->(account)
WITH DISTINCT account, paid_by, payments, first_utc, last_utc, holder
ORDER BY holder.id
RETURN account.id AS account, size(paid_by) AS payers, payments, first_utc, last_utc, collect(holder.id) AS holders, paid_by
ORDER BY payers DESC, payments DESC, account
LIMIT $limit
