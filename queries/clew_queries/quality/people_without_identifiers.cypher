// title: People with no phone, address, vehicle or account
// question: Which people are known by name only?
// param: limit integer 200 most rows to return
// returns: person entity the person
// returns: records integer records that speak of them
// returns: links integer other links, such as family or employer
// returns: exhibits integer exhibits that speak of them
// innocent: Nobody has asked yet, or the record needed no more.
// source: gaps list, everyday analyst practice
// since: 0.1
MATCH (person:Person)
WHERE NOT EXISTS { (person)-[:USES|SUBSCRIBER_OF|LIVES_AT|KEEPER_OF|DRIVES|HOLDS_ACCOUNT]->() }
RETURN person.id AS person, person.records AS records, COUNT { (person)--(:Person|Alias|Phone|Line|Handset|Sim|Address|Place|Vehicle|Account|Organisation) } AS links, size(person.exhibits) AS exhibits
ORDER BY links DESC, person
LIMIT $limit
