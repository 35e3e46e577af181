// title: Services these numbers are in touch with
// question: Which service numbers, short codes and senders, left out of other comparisons, are these numbers in touch with?
// param: numbers entities required the numbers to look at
// param: limit integer 200 most rows to return
// returns: service entity the service number or sender
// returns: numbers integer how many of the numbers asked about it is in touch with
// returns: in_touch_with entities which of them
// returns: calls integer calls, both directions
// returns: messages integer messages, both directions
// returns: first_utc utc first contact
// returns: last_utc utc last contact
// innocent: Nearly everybody is in touch with the same networks, banks and surgeries.
// source: services are left out of overlaps and stay visible here; a bank or a top-up line can still be a line of enquiry
// since: 0.1
UNWIND $numbers AS wanted
WITH DISTINCT wanted
MATCH (number:Phone|Account {id: wanted})-[link:CONTACTED]-(service:Phone|Account {service: true})
WITH service, number, sum(link.calls) AS calls, sum(link.messages) AS messages,
     min(link.first_utc) AS first_utc, max(link.last_utc) AS last_utc
ORDER BY number.id
WITH service, collect(number.id) AS in_touch_with, sum(calls) AS calls, sum(messages) AS messages,
     min(first_utc) AS first_utc, max(last_utc) AS last_utc
RETURN service.id AS service, size(in_touch_with) AS numbers, in_touch_with, calls, messages, first_utc, last_utc
ORDER BY numbers DESC, calls + messages DESC, service
LIMIT $limit
