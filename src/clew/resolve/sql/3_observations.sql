-- What every exhibit saw, and of which event. `same_event` numbers the events of the observations that were
-- compared, with the skew of each one's clock; every other observation is an event of its own.
-- `is_open` is defined by clew.ledger.handling.

-- The observation an event is told by: a network's before a handset's, one that is intact before one recovered after
-- deletion, the sender's before the recipient's, then the first. Its time is the event's; times are never averaged.
CREATE TABLE shared AS
SELECT record_id, event FROM same_event
WHERE event IN (SELECT event FROM same_event GROUP BY event HAVING count(*) > 1);

CREATE MACRO leader_table(open_only) AS TABLE
SELECT
    o.record_id,
    first_value(o.record_id) OVER (
        PARTITION BY s.event
        ORDER BY (o.evidence_type <> 'billing'), o.deleted, (o.subject_id IS DISTINCT FROM o.a_id), o.start_utc, o.record_id
    ) AS event_id
FROM observed o JOIN shared s USING (record_id)
WHERE NOT open_only OR is_open(o.handling);

CREATE MACRO observation_table(open_only) AS TABLE
SELECT coalesce(l.event_id, o.record_id) AS event_id, o.* EXCLUDE (deleted, subject_kind, timed), s.skew_s
FROM observed o
LEFT JOIN (FROM leader_table(open_only)) l USING (record_id)
LEFT JOIN same_event s USING (record_id)
WHERE NOT open_only OR is_open(o.handling);

CREATE TABLE observations AS FROM observation_table(false);
