// title: Keepers and drivers of one vehicle
// question: Who kept, hired or drove this vehicle, and when?
// param: vehicle entity required the vehicle
// param: limit integer 200 most rows to return
// returns: person entity the person or organisation
// returns: relation text link type
// returns: capacity text in what capacity, as the exhibit words it
// returns: from_utc utc stated start
// returns: to_utc utc stated end
// returns: exhibits integer exhibits that say so
// returns: lowest_grade text lowest grading among them
// innocent: The keeper need not drive; a hire or works vehicle has many drivers; plates are moved and copied.
// source: keeper and hire history, everyday analyst practice
// since: 0.1
MATCH (vehicle:Vehicle {id: $vehicle})<-[link:KEEPER_OF|DRIVES|USES|OPERATES]-(person:Person|Organisation)
RETURN person.id AS person, type(link) AS relation, link.capacity AS capacity, link.from_utc AS from_utc,
       link.to_utc AS to_utc, size(link.exhibits) AS exhibits, link.lowest_grade AS lowest_grade
ORDER BY from_utc, person, relation, link.id
LIMIT $limit
