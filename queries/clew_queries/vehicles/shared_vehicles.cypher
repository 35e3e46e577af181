// title: Vehicles of several people
// question: Which vehicles are recorded for several people, and do those people share an address?
// param: least_people integer 2 fewest people a vehicle must have to be listed
// param: limit integer 200 most rows to return
// returns: vehicle entity the vehicle
// returns: people integer people who keep, hire or drive it
// returns: with_housemate integer of them, people who share a recorded address with another of them
// returns: shared_by entities those people
// innocent: A family car, a works van, a hire car between two hirers, a sale.
// source: shared vehicle between people of different homes, everyday analyst practice
// since: 0.1
MATCH (person:Person)-[:KEEPER_OF|DRIVES|USES]->(vehicle:Vehicle)
WITH DISTINCT vehicle, person
ORDER BY person.id
WITH vehicle, collect(person) AS people
WHERE size(people) >= $least_people
UNWIND people AS person
OPTIONAL MATCH (person)-[:LIVES_AT]->(address:Address)
WHERE NOT coalesce(address.service, false)
WITH vehicle, people, address, collect(DISTINCT person.id) AS here
UNWIND CASE WHEN address IS NOT NULL AND size(here) > 1 THEN here ELSE [null] END AS housemate
WITH vehicle, [person IN people | person.id] AS shared_by, count(DISTINCT housemate) AS with_housemate
RETURN vehicle.id AS vehicle, size(shared_by) AS people, with_housemate, shared_by
ORDER BY people DESC, vehicle
LIMIT $limit
