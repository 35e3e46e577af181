// title: What was seen at one place
// question: Which vehicles, phones and people were recorded at this camera, mast, area or address?
// param: place entity required the place or address
// param: limit integer 200 most rows to return
// returns: seen entity the vehicle, phone or person
// returns: capacity text stop, missing, travel or location; empty for a sighting by camera
// returns: sightings integer times recorded there
// returns: first_utc utc first time
// returns: last_utc utc last time
// returns: exhibits integer exhibits that say so
// innocent: A phone that used a mast was somewhere in its area, and most vehicles at a camera are passing.
// source: place profile, everyday analyst practice
// since: 0.1
MATCH (place:Place|Address {id: $place})<-[link:SEEN_AT]-(seen)
RETURN seen.id AS seen, link.capacity AS capacity, link.sightings AS sightings, link.first_utc AS first_utc, link.last_utc AS last_utc,
       size(link.exhibits) AS exhibits
ORDER BY sightings DESC, seen, link.id
LIMIT $limit
