// title: Vehicles seen at the same places as one vehicle
// question: Which other vehicles were recorded at several of the places where this vehicle was recorded?
// param: vehicle entity required the vehicle
// param: least_places integer 2 fewest places in common
// param: limit integer 200 most rows to return
// returns: other entity the other vehicle
// returns: places integer places in common
// returns: same_period integer of them, places where the two periods of sightings overlap
// returns: at entities those places
// innocent: Everybody on one main road passes the same cameras; this shows places in common, not travel together.
// source: first look before a timed convoy test; never a single camera
// hops: 2
// since: 0.1
MATCH (vehicle:Vehicle {id: $vehicle})-[mine:SEEN_AT]->(place:Place)<-[theirs:SEEN_AT]-(other:Vehicle)
WHERE other <> vehicle
WITH other, place,
     max(CASE WHEN mine.first_utc <= theirs.last_utc AND theirs.first_utc <= mine.last_utc THEN 1 ELSE 0 END) AS overlap
ORDER BY place.id
WITH other, sum(overlap) AS same_period, collect(place.id) AS at
WHERE size(at) >= $least_places
RETURN other.id AS other, size(at) AS places, same_period, at
ORDER BY places DESC, same_period DESC, other
LIMIT $limit
