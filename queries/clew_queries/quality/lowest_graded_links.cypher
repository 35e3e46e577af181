// title: Links with the lowest grading
// question: Which links rest on information graded this low or lower?
// param: grade text D best information letter to list, A (highest) to E (lowest)
// param: limit integer 200 most rows to return
// returns: one entity where the link starts
// returns: relation text link type
// returns: other entity where the link ends
// returns: lowest_grade text lowest grading of its records, as recorded
// returns: exhibits integer exhibits that say so
// innocent: Information graded low may be true; it wants a second source.
// source: intelligence grading, three by five by two: digit for the source, letter for the information
// since: 0.1
MATCH (one:Person|Alias|Phone|Line|Handset|Sim|Address|Place|Vehicle|Account|Organisation)-[link]->(other:Person|Alias|Phone|Line|Handset|Sim|Address|Place|Vehicle|Account|Organisation)
WHERE link.lowest_grade IS NOT NULL
WITH one, link, other, [at IN range(0, size(link.lowest_grade) - 1) | substring(link.lowest_grade, at, 1)] AS marks
WITH one, link, other, [mark IN marks WHERE mark IN ['A', 'B', 'C', 'D', 'E']][0] AS letter
WHERE letter >= $grade
RETURN one.id AS one, type(link) AS relation, other.id AS other, link.lowest_grade AS lowest_grade,
       size(link.exhibits) AS exhibits
ORDER BY letter DESC, lowest_grade DESC, relation, one, other, link.id
LIMIT $limit
