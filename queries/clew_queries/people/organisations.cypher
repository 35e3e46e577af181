// title: Organisations and their people
// question: Who is recorded as working for each organisation, who as operating it, and who in another way?
// param: least_people integer 1 fewest people an organisation must have to be listed
// param: limit integer 200 most rows to return
// returns: organisation entity the organisation
// returns: people integer people linked to it in any way
// returns: workers entities people recorded as working for it
// returns: operators entities people recorded as operating it
// returns: others entities people an exhibit links to it in another way
// returns: service boolean true when it is a registered provider
// innocent: The employer may be ordinary and unaware; workers of one firm share it and nothing else.
// source: control is often outside the workplace, so employer and people are shown side by side
// since: 0.1
MATCH (organisation:Organisation)-[:WORKS_FOR|OPERATES|LINKED_TO]-(person:Person)
WITH DISTINCT organisation, person
ORDER BY person.id
WITH organisation, person,
     EXISTS { (person)-[:WORKS_FOR]->(organisation) } AS works, EXISTS { (person)-[:OPERATES]->(organisation) } AS operates
WITH organisation, count(person) AS people,
     collect(CASE WHEN works THEN person.id END) AS workers,
     collect(CASE WHEN operates THEN person.id END) AS operators,
     collect(CASE WHEN NOT works AND NOT operates THEN person.id END) AS others
WHERE people >= $least_people
RETURN organisation.id AS organisation, people, workers, operators, others, coalesce(organisation.service, false) AS service
ORDER BY people DESC, organisation
LIMIT $limit
