// title: Contacts, referees and next of kin named by several people
// question: Which person, number or e-mail do several people name as next of kin, referee, interpreter or contact?
// param: least_people integer 2 fewest people who must name it
// param: limit integer 200 most rows to return
// returns: named entity the person, number or e-mail that is named
// returns: people integer people who name it
// returns: capacities text as what it is named
// returns: named_by entities those people
// innocent: A teacher, a charity, an employer or an adviser is named by many; an interpreter serves many.
// source: one referee, interpreter or next of kin on many people's forms, a recurring missed sign
// since: 0.1
MATCH (person:Person)-[link:LINKED_TO]->(named:Person|Phone|Account)
WHERE link.capacity IN ['next_of_kin', 'referee', 'interpreter', 'contact']
WITH named, person, link
ORDER BY link.capacity, person.id
WITH named, collect(DISTINCT link.capacity) AS capacities, collect(DISTINCT person.id) AS ids
WHERE size(ids) >= $least_people
UNWIND ids AS id
WITH named, capacities, id
ORDER BY id
WITH named, capacities, collect(id) AS named_by
RETURN named.id AS named, size(named_by) AS people,
       reduce(text = '', one IN capacities | text + CASE WHEN text = '' THEN '' ELSE ', ' END + one) AS capacities, named_by
ORDER BY people DESC, named
LIMIT $limit
