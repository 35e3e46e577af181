// title: Addresses with the most people at one time
// question: At which addresses were most people recorded at the same time, for certain and at most?
// param: least_people integer 2 fewest people at one time, counting uncertain stays
// param: limit integer 200 most rows to return
// returns: address entity the address
// returns: at_most integer most people at one time when unknown starts and ends are taken as open
// returns: for_certain integer people at that moment whose start and end are both recorded
// returns: moment_utc utc the first moment at which that many were recorded; empty when it is before every known start
// returns: service boolean true when it is a registered provider such as a hostel
// innocent: A hostel, a licensed shared house, a large family, student or farm housing; stays that were never ended.
// source: overcrowding counted by overlap of stays, with open ends kept apart from known ones
// since: 0.1
MATCH (person:Person)-[stay:LIVES_AT]->(address:Address)
WITH address, collect({who: person.id, start: stay.from_utc, finish: stay.to_utc}) AS stays
UNWIND stays AS begun
WITH DISTINCT address, stays, begun.start AS moment
UNWIND stays AS stay
WITH address, moment, stay
// The number of people can only rise when a stay begins, so counting at each start finds the peak.
WHERE (stay.start IS NULL OR stay.start <= moment) AND (stay.finish IS NULL OR moment IS NULL OR stay.finish >= moment)
WITH address, moment, count(DISTINCT stay.who) AS at_most,
     count(DISTINCT CASE WHEN stay.start <= moment AND stay.finish >= moment THEN stay.who END) AS for_certain
ORDER BY at_most DESC, for_certain DESC, moment
WITH address, collect({at_most: at_most, for_certain: for_certain, moment: moment})[0] AS peak
WHERE peak.at_most >= $least_people
RETURN address.id AS address, peak.at_most AS at_most, peak.for_certain AS for_certain, peak.moment AS moment_utc,
       coalesce(address.service, false) AS service
ORDER BY at_most DESC, for_certain DESC, address
LIMIT $limit
