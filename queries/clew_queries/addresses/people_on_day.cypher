// title: People of one address on one day
// question: Who was recorded at this address on this day, for certain or possibly?
// param: address entity required the address
// param: day date required the day, in UTC
// param: limit integer 200 most rows to return
// returns: person entity the person
// returns: certain boolean true when start and end are both recorded and the day lies between; false when one is open
// returns: capacity text in what capacity, as the exhibit words it
// returns: from_utc utc stated start
// returns: to_utc utc stated end
// returns: lowest_grade text lowest grading among the records
// innocent: Being recorded at an address is not being there that day; old stays are seldom ended.
// source: occupancy record put to one date, everyday analyst practice
// since: 0.1
WITH datetime(toString($day) + 'T00:00:00Z') AS day
MATCH (address:Address {id: $address})<-[stay:LIVES_AT]-(person:Person)
WHERE (stay.from_utc IS NULL OR stay.from_utc < day + duration({days: 1})) AND (stay.to_utc IS NULL OR stay.to_utc >= day)
RETURN person.id AS person, stay.from_utc IS NOT NULL AND stay.to_utc IS NOT NULL AS certain, stay.capacity AS capacity,
       stay.from_utc AS from_utc, stay.to_utc AS to_utc, stay.lowest_grade AS lowest_grade
ORDER BY certain DESC, from_utc, person, stay.id
LIMIT $limit
