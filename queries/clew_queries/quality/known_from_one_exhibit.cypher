// title: Entities known from one exhibit only
// question: Which people, phones, addresses, vehicles and accounts does a single exhibit speak of?
// param: least_links integer 2 fewest links an entity must have to be listed
// param: limit integer 200 most rows to return
// returns: entity entity the entity
// returns: exhibit text the one exhibit
// returns: records integer records that speak of it
// returns: links integer links that depend on it
// innocent: One good record is enough to exist; what is missing is a second, independent one.
// source: corroboration needs two independent kinds of evidence
// since: 0.1
MATCH (entity:Person|Alias|Phone|Line|Handset|Sim|Address|Place|Vehicle|Account|Organisation)
WHERE size(entity.exhibits) = 1
WITH entity, COUNT { (entity)--(:Person|Alias|Phone|Line|Handset|Sim|Address|Place|Vehicle|Account|Organisation) } AS links
WHERE links >= $least_links
RETURN entity.id AS entity, entity.exhibits[0] AS exhibit, entity.records AS records, links
ORDER BY links DESC, entity
LIMIT $limit
