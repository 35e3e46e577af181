// title: Accounts that collect from several and pay on
// question: Which accounts take money from several payers and also pay other accounts?
// param: least_payers integer 2 fewest payers
// param: limit integer 200 most rows to return
// returns: account entity the account between
// returns: payers integer accounts and people that paid it
// returns: payees integer accounts and people it paid, phones left out
// returns: payments_in integer payments to it
// returns: payments_out integer payments from it to accounts and people
// returns: holders entities people recorded as its holders
// returns: paid_by entities the payers
// returns: paid_to entities the payees
// innocent: Every shop and household does this; what matters is who pays in and how soon it leaves, which the bank rows show.
// source: collection account, everyday financial practice
// since: 0.1
MATCH (payer:Account|Person)-[paid:PAID]->(account:Account)
WHERE NOT coalesce(account.service, false) AND NOT coalesce(payer.service, false)
WITH account, payer, sum(paid.payments) AS payments
ORDER BY payer.id
WITH account, collect(payer.id) AS paid_by, sum(payments) AS payments_in
WHERE size(paid_by) >= $least_payers
MATCH (account)-[paid:PAID]->(payee:Account|Person)
WHERE NOT coalesce(payee.service, false)
WITH account, paid_by, payments_in, payee, sum(paid.payments) AS payments
ORDER BY payee.id
WITH account, paid_by, payments_in, collect(payee.id) AS paid_to, sum(payments) AS payments_out
OPTIONAL MATCH (holder:Person)-[:HOLDS_ACCOUNT|USES]->(account)
WITH DISTINCT account, paid_by, payments_in, paid_to, payments_out, holder
ORDER BY holder.id
RETURN account.id AS account, size(paid_by) AS payers, size(paid_to) AS payees, payments_in, payments_out,
       collect(holder.id) AS holders, paid_by, paid_to
ORDER BY payers DESC, payments_in DESC, account
LIMIT $limit
