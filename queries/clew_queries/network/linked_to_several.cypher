// title: What several entities are all linked to
// question: Which person, phone, address, vehicle or account is directly linked to two or more of these?
// param: entities entities required the entities to compare, of any kind
// param: least integer 2 fewest of them it must be linked to
// param: limit integer 200 most rows to return
// returns: between entity the common neighbour
// returns: linked integer how many of those asked about it is linked to
// returns: linked_to entities which of them
// innocent: A shop, a street, a school or an employer is linked to many. Services and cameras are left out.
// source: common neighbours in a link chart
// since: 0.1
UNWIND $entities AS wanted
MATCH (entity:Person|Alias|Phone|Line|Handset|Sim|Address|Place|Vehicle|Account|Organisation {id: wanted})--
      (between:Person|Alias|Phone|Line|Handset|Sim|Address|Vehicle|Account|Organisation)
WHERE NOT coalesce(between.service, false) AND NOT between.id IN $entities
WITH DISTINCT between, entity
ORDER BY entity.id
WITH between, collect(entity.id) AS linked_to
WHERE size(linked_to) >= $least
RETURN between.id AS between, size(linked_to) AS linked, linked_to
ORDER BY linked DESC, between
LIMIT $limit
