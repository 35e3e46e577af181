// title: Where one vehicle was seen
// question: At which cameras and places was this vehicle recorded, how often and when?
// param: vehicle entity required the vehicle
// param: limit integer 200 most rows to return
// returns: place entity the camera or place
// returns: capacity text stop, travel or location; empty for a sighting by camera
// returns: sightings integer times recorded there
// returns: first_utc utc first time
// returns: last_utc utc last time
// returns: exhibits integer exhibits that say so
// innocent: A camera reads a plate, not a driver; plates are misread and copied, and cameras stand on main roads.
// source: number-plate sightings of a subject vehicle, everyday analyst practice
// since: 0.1
MATCH (vehicle:Vehicle {id: $vehicle})-[link:SEEN_AT]->(place:Place|Address)
RETURN place.id AS place, link.capacity AS capacity, link.sightings AS sightings, link.first_utc AS first_utc, link.last_utc AS last_utc,
       size(link.exhibits) AS exhibits
ORDER BY sightings DESC, place, link.id
LIMIT $limit
