// title: Payers of several people's phones
// question: Who pays for several numbers, and how many people are those numbers recorded for?
// param: least_numbers integer 3 fewest numbers paid for
// param: limit integer 200 most rows to return
// returns: payer entity the account or person who paid
// returns: numbers integer different numbers paid for
// returns: people integer people recorded for those numbers
// returns: unrecorded integer of the numbers, those nobody is recorded for
// returns: payments integer payments or top-ups
// returns: paid_for entities those numbers
// innocent: A parent with three children, an employer, a charity, a shop till.
// source: top-up hub: one payer for three or more unrelated numbers
// since: 0.1
MATCH (payer:Account|Person)-[paid:PAID]->(number:Phone)
WHERE NOT coalesce(payer.service, false)
WITH payer, number, sum(paid.payments) AS payments
ORDER BY number.id
WITH payer, collect(number) AS numbers, sum(payments) AS payments
WHERE size(numbers) >= $least_numbers
UNWIND numbers AS number
OPTIONAL MATCH (person:Person)-[:USES|SUBSCRIBER_OF]->(number)
WITH payer, numbers, payments, count(DISTINCT person) AS people,
     count(DISTINCT CASE WHEN person IS NULL THEN number.id END) AS unrecorded
RETURN payer.id AS payer, size(numbers) AS numbers, people, unrecorded, payments, [number IN numbers | number.id] AS paid_for
ORDER BY numbers DESC, payments DESC, payer
LIMIT $limit
