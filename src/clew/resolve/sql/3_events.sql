-- One row per event, and what every exhibit saw of it. `same_event` numbers the events of the observations that were
-- compared, with the skew of each one's clock; every other observation is an event of its own.
-- `is_open` is defined by clew.ledger.handling.

-- The observation an event is told by: a network's before a handset's, one that is intact before one recovered after
-- deletion, the sender's before the recipient's, then the first. Its time is the event's; times are never averaged.
CREATE MACRO observation_table(open_only) AS TABLE
SELECT
    first_value(record_id) OVER (
        PARTITION BY coalesce(s.event::VARCHAR, record_id)
        ORDER BY (o.evidence_type <> 'billing'), o.deleted, (o.subject_id IS DISTINCT FROM o.a_id), o.start_utc, o.record_id
    ) AS event_id,
    o.* EXCLUDE (deleted, subject_kind, timed), s.skew_s
FROM observed o LEFT JOIN same_event s USING (record_id)
WHERE NOT open_only OR is_open(o.handling);

CREATE TABLE observations AS FROM observation_table(false);
CREATE TABLE observations_open AS FROM observation_table(true);

-- Words of a message stand in the handset's row where the network's has none.
CREATE MACRO event_table(open_only) AS TABLE
WITH seen AS (
    SELECT * FROM observations WHERE NOT open_only UNION ALL SELECT * FROM observations_open WHERE open_only
),
several AS (
    SELECT event_id, count(*) AS observations, min_by(text, record_id) AS words FROM seen GROUP BY event_id
)
SELECT o.* EXCLUDE (event_id, skew_s) REPLACE (coalesce(o.text, s.words) AS text), s.observations
FROM seen o JOIN several s USING (event_id)
WHERE o.record_id = o.event_id;

CREATE TABLE events AS FROM event_table(false);
CREATE TABLE events_open AS FROM event_table(true);
