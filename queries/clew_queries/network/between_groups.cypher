// title: Bridges between two groups
// question: Who or what is directly linked to both of these groups?
// param: group_a entities required one group, of any kind of entity
// param: group_b entities required the other group
// param: limit integer 200 most rows to return
// returns: bridge entity what stands between; protected persons are not listed
// returns: links_to_a integer members of the first group it is linked to
// returns: links_to_b integer members of the second group it is linked to
// returns: linked_to_a entities those of the first group
// returns: linked_to_b entities those of the second group
// returns: fewest_records integer records behind its weakest link to either group
// innocent: A shared shop, taxi or relative bridges groups; a bridge that rests on one record may be one mistake.
// source: brokers between groups, with the weakest record shown beside each
// since: 0.1
UNWIND $group_a AS wanted
MATCH (a:Person|Alias|Phone|Line|Handset|Sim|Address|Place|Vehicle|Account|Organisation {id: wanted})-[link_a]-
      (bridge:Person|Alias|Phone|Line|Handset|Sim|Address|Vehicle|Account|Organisation)
WHERE NOT coalesce(bridge.service, false) AND NOT coalesce(bridge.protected, false)
  AND NOT bridge.id IN $group_a AND NOT bridge.id IN $group_b
WITH bridge, a, max(link_a.records) AS records_a
ORDER BY a.id
WITH bridge, collect(a.id) AS linked_to_a, min(records_a) AS fewest_a
UNWIND $group_b AS wanted
MATCH (b:Person|Alias|Phone|Line|Handset|Sim|Address|Place|Vehicle|Account|Organisation {id: wanted})-[link_b]-(bridge)
WITH bridge, linked_to_a, fewest_a, b, max(link_b.records) AS records_b
ORDER BY b.id
WITH bridge, linked_to_a, fewest_a, collect(b.id) AS linked_to_b, min(records_b) AS fewest_b
RETURN bridge.id AS bridge, size(linked_to_a) AS links_to_a, size(linked_to_b) AS links_to_b, linked_to_a, linked_to_b,
       CASE WHEN fewest_a < fewest_b THEN fewest_a ELSE fewest_b END AS fewest_records
ORDER BY links_to_a + links_to_b DESC, fewest_records DESC, bridge
LIMIT $limit
