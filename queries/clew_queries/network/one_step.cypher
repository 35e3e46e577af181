// title: Everything one step away
// question: What is linked directly to this, how, by how many exhibits, and how well is that known?
// param: entity entity required a person, phone, address, vehicle, account or any other entity
// param: limit integer 200 most rows to return
// returns: other entity what it is linked to
// returns: relation text link type
// returns: capacity text in what capacity, as the exhibit words it
// returns: outward boolean true when the link goes from the entity to the other
// returns: records integer records that say so
// returns: exhibits integer exhibits that say so
// returns: first_utc utc first time of an event behind the link
// returns: last_utc utc last time of an event behind the link
// returns: lowest_grade text lowest grading among them
// returns: service boolean true when the other is a service or registered provider
// innocent: A link says that an exhibit joins the two, and no more than that.
// source: one-step expansion, the widest that needs no recorded reason
// since: 0.1
MATCH (entity:Person|Alias|Phone|Line|Handset|Sim|Address|Place|Vehicle|Account|Organisation {id: $entity})-[link]-
      (other:Person|Alias|Phone|Line|Handset|Sim|Address|Place|Vehicle|Account|Organisation)
RETURN other.id AS other, type(link) AS relation, link.capacity AS capacity, startNode(link) = entity AS outward, link.records AS records,
       size(link.exhibits) AS exhibits, link.first_utc AS first_utc, link.last_utc AS last_utc,
       link.lowest_grade AS lowest_grade, coalesce(other.service, false) AS service
ORDER BY relation, other, outward, link.id
LIMIT $limit
