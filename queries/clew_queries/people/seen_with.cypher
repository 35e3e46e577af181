// title: Recorded together with one person
// question: With whom was this person recorded, how often, and how well is that known?
// param: person entity required the person
// param: limit integer 200 most rows to return
// returns: companion entity the other person
// returns: capacity text stop, travel or missing: what kind of record says so
// returns: sightings integer times recorded together
// returns: first_utc utc first time
// returns: last_utc utc last time
// returns: exhibits integer exhibits that say so
// returns: lowest_grade text lowest grading among them
// innocent: Being seen beside somebody says nothing about why; a companion may be family, a helper or a stranger.
// source: companions in stop and intelligence reports
// since: 0.1
MATCH (person:Person {id: $person})-[link:SEEN_WITH]-(companion:Person)
RETURN companion.id AS companion, link.capacity AS capacity, link.sightings AS sightings, link.first_utc AS first_utc, link.last_utc AS last_utc,
       size(link.exhibits) AS exhibits, link.lowest_grade AS lowest_grade
ORDER BY sightings DESC, companion, link.id
LIMIT $limit
