// title: People's links that rest on one record
// question: Which links between a person and something else does a single record support?
// param: limit integer 200 most rows to return
// returns: person entity the person
// returns: relation text link type
// returns: other entity what the person is linked to
// returns: exhibit text the exhibit that says so
// returns: lowest_grade text its grading
// innocent: A single record may be right; it may also be one slip of a pen.
// source: a bridge or a rank that depends on one row is named with that row
// since: 0.1
MATCH (person:Person)-[link]->(other:Person|Alias|Phone|Line|Handset|Sim|Address|Place|Vehicle|Account|Organisation)
WHERE link.records = 1
RETURN person.id AS person, type(link) AS relation, other.id AS other, link.exhibits[0] AS exhibit,
       link.lowest_grade AS lowest_grade
ORDER BY person, relation, other, link.id
LIMIT $limit
