// title: People of one address, over time
// question: Who is recorded at this address, from when to when?
// param: address entity required the address
// param: limit integer 200 most rows to return
// returns: person entity the person
// returns: capacity text in what capacity, as the exhibit words it
// returns: own boolean true when the person gave it as their own
// returns: from_utc utc stated start
// returns: to_utc utc stated end
// returns: exhibits integer exhibits that say so
// returns: lowest_grade text lowest grading among them
// innocent: A stay without an end is a record nobody closed, not a stay that lasts.
// source: occupancy record, everyday analyst practice
// since: 0.1
MATCH (address:Address {id: $address})<-[stay:LIVES_AT]-(person:Person)
RETURN person.id AS person, stay.capacity AS capacity, coalesce(stay.as_own, false) AS own, stay.from_utc AS from_utc,
       stay.to_utc AS to_utc, size(stay.exhibits) AS exhibits, stay.lowest_grade AS lowest_grade
ORDER BY from_utc, to_utc, person, stay.id
LIMIT $limit
