// title: Phones of the people of one address
// question: Which numbers are recorded for the people of this address?
// param: address entity required the address
// param: limit integer 200 most rows to return
// returns: number entity the number
// returns: people integer people of this address it is recorded for
// returns: recorded_for entities those people
// returns: service boolean true when it is a service number
// innocent: Earlier and later tenants count too; a number recorded for a person may be used by another.
// source: address profile, everyday analyst practice
// hops: 2
// since: 0.1
MATCH (:Address {id: $address})<-[:LIVES_AT]-(person:Person)-[:USES|SUBSCRIBER_OF]->(number:Phone)
WITH DISTINCT number, person
ORDER BY person.id
WITH number, collect(person.id) AS recorded_for
RETURN number.id AS number, size(recorded_for) AS people, recorded_for,
       coalesce(number.service, false) AS service
ORDER BY people DESC, number
LIMIT $limit
