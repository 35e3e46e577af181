// title: Vehicles of the people of one address
// question: Which vehicles do the people recorded at this address keep or drive?
// param: address entity required the address
// param: limit integer 200 most rows to return
// returns: vehicle entity the vehicle
// returns: person entity the person of this address
// returns: relation text link type
// returns: capacity text in what capacity, as the exhibit words it
// returns: from_utc utc stated start
// returns: to_utc utc stated end
// innocent: Anybody who ever lived there counts, whether or not the vehicle was theirs at the time.
// source: address profile, everyday analyst practice
// hops: 2
// since: 0.1
MATCH (:Address {id: $address})<-[:LIVES_AT]-(person:Person)
WITH DISTINCT person
MATCH (person)-[link:KEEPER_OF|DRIVES]->(vehicle:Vehicle)
RETURN vehicle.id AS vehicle, person.id AS person, type(link) AS relation, link.capacity AS capacity,
       link.from_utc AS from_utc, link.to_utc AS to_utc
ORDER BY vehicle, person, relation, link.id
LIMIT $limit
