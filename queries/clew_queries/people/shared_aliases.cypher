// title: Nicknames recorded for several people
// question: Which nickname or handle is recorded for more than one person?
// param: least_people integer 2 fewest people an alias must have to be listed
// param: limit integer 200 most rows to return
// returns: alias entity the nickname or handle
// returns: people integer people it is recorded for
// returns: known_as entities those people
// innocent: Nicknames are common; the name of a line is a brand that several people answer to.
// source: street names are many-to-many; never an identity by themselves
// since: 0.1
MATCH (person:Person)-[:KNOWN_AS]->(alias:Alias)
WITH DISTINCT alias, person
ORDER BY person.id
WITH alias, collect(person.id) AS known_as
WHERE size(known_as) >= $least_people
RETURN alias.id AS alias, size(known_as) AS people, known_as
ORDER BY people DESC, alias
LIMIT $limit
