// title: Links that nothing confirms
// question: Which links rest on one intelligence exhibit alone, or only on a likeness between two records?
// param: limit integer 200 most rows to return
// returns: one entity where the link starts
// returns: relation text link type
// returns: other entity where the link ends
// returns: reason text why it was made, when recorded
// returns: lowest_grade text lowest grading of its records
// returns: exhibits integer exhibits that say so
// innocent: Not confirmed means that nothing else says so yet, not that it is wrong.
// source: review list before a product is relied on, everyday analyst practice
// since: 0.1
MATCH (one:Person|Alias|Phone|Line|Handset|Sim|Address|Place|Vehicle|Account|Organisation)-[link]->(other:Person|Alias|Phone|Line|Handset|Sim|Address|Place|Vehicle|Account|Organisation)
WHERE link.confirmed = false
RETURN one.id AS one, type(link) AS relation, other.id AS other, link.reason AS reason, link.lowest_grade AS lowest_grade,
       size(link.exhibits) AS exhibits
ORDER BY relation, one, other, link.id
LIMIT $limit
