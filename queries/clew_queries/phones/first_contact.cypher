// title: First and last contact between two numbers
// question: When were these two numbers first in touch, and who called whom?
// param: number_a entity required one number
// param: number_b entity required the other number
// param: limit integer 200 most rows to return
// returns: from_number entity calling or sending number
// returns: to_number entity called or receiving number
// returns: capacity text `forwarded` for calls passed on to the other number
// returns: first_utc utc first contact in this direction
// returns: last_utc utc last contact in this direction
// returns: calls integer calls in this direction
// returns: messages integer messages in this direction
// returns: exhibits integer exhibits that say so
// innocent: The first contact held is not the first there was: records begin where a request began.
// source: sequence of events between two subjects, everyday analyst practice
// since: 0.1
MATCH (a:Phone|Account {id: $number_a})-[link:CONTACTED]-(b:Phone|Account {id: $number_b})
RETURN startNode(link).id AS from_number, endNode(link).id AS to_number, link.capacity AS capacity, link.first_utc AS first_utc,
       link.last_utc AS last_utc, link.calls AS calls, link.messages AS messages, size(link.exhibits) AS exhibits
ORDER BY first_utc, from_number, link.id
LIMIT $limit
