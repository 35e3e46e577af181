// title: Bank accounts that several people hold
// question: Which bank accounts are recorded for several people, and are those people family?
// param: least_people integer 2 fewest holders
// param: limit integer 200 most rows to return
// returns: account entity the bank account
// returns: people integer people it is recorded for
// returns: with_family integer of them, people who have recorded family among the others
// returns: gave_as_own integer of them, people who gave it as their own
// returns: held_by entities those people
// innocent: A joint or family account, a carer or deputy, wages paid to a friend who has an account.
// source: several people's wages into one account, a recurring missed sign in reviews of exploitation cases
// since: 0.1
MATCH (person:Person)-[link:HOLDS_ACCOUNT|USES]->(account:Account {kind: 'account'})
WHERE NOT coalesce(account.service, false)
WITH account, person, max(CASE WHEN link.as_own THEN 1 ELSE 0 END) AS own,
     CASE WHEN EXISTS { (person)-[:FAMILY_OF]-(:Person)-[:HOLDS_ACCOUNT|USES]->(account) } THEN 1 ELSE 0 END AS family
ORDER BY person.id
WITH account, count(person) AS people, sum(family) AS with_family, sum(own) AS gave_as_own, collect(person.id) AS held_by
WHERE people >= $least_people
RETURN account.id AS account, people, with_family, gave_as_own, held_by
ORDER BY people DESC, account
LIMIT $limit
