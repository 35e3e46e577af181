// title: All shortest paths between two entities
// question: How are these two linked, by the fewest steps, with every path of that length?
// param: start entity required one entity, of any kind
// param: finish entity required the other entity
// param: limit integer 200 most rows to return
// returns: steps integer links on the path, four at most
// returns: path entities the entities along it, from start to finish
// returns: relations text the link types along it, in order
// returns: fewest_records integer records behind the link with the fewest
// returns: fewest_exhibits integer exhibits behind the link with the fewest
// innocent: Any two people are a few steps apart; the number of steps is no reason for anything. Read what each link is.
// source: path question of the link chart; never through services, and not through cameras and masts, where everybody passes
// hops: 2
// since: 0.1
MATCH (start:Person|Alias|Phone|Line|Handset|Sim|Address|Place|Vehicle|Account|Organisation {id: $start})
MATCH (finish:Person|Alias|Phone|Line|Handset|Sim|Address|Place|Vehicle|Account|Organisation {id: $finish})
// Not allShortestPaths: an engine may look for the shortest path first and drop it for its service afterwards,
// and would then miss the longer path that goes round the service.
MATCH path = (start)
  (()--(next:Person|Alias|Phone|Line|Handset|Sim|Address|Place|Vehicle|Account|Organisation)
   WHERE next.id = $finish OR (NOT coalesce(next.service, false) AND NOT next:Place)){1,4}
  (finish)
WITH collect(path) AS paths, min(length(path)) AS fewest
UNWIND [path IN paths WHERE length(path) = fewest] AS path
WITH [node IN nodes(path) | node.id] AS ids, [link IN relationships(path) | type(link)] AS types,
     reduce(few = null, link IN relationships(path) | CASE WHEN few < link.records THEN few ELSE link.records END) AS records,
     reduce(few = null, link IN relationships(path) | CASE WHEN few < size(link.exhibits) THEN few ELSE size(link.exhibits) END) AS exhibits
// Parallel links, such as calls in both directions, are one path; the better supported link counts.
WITH ids, types, max(records) AS fewest_records, max(exhibits) AS fewest_exhibits
RETURN size(types) AS steps, ids AS path,
       reduce(text = '', type IN types | text + CASE WHEN text = '' THEN '' ELSE ' - ' END + type) AS relations,
       fewest_records, fewest_exhibits
ORDER BY reduce(key = '', id IN ids | key + id + ' '), relations
LIMIT $limit
