-- One row per event, told by one of its observations.

-- Words of a message stand in the handset's row where the network's has none.
CREATE MACRO event_table(open_only) AS TABLE
WITH seen AS (
    SELECT * FROM observations WHERE NOT open_only UNION ALL SELECT * FROM observations_open WHERE open_only
),
several AS (
    SELECT event_id, count(*) AS observations, min_by(text, record_id) AS words
    FROM seen WHERE record_id IN (SELECT record_id FROM shared) GROUP BY event_id
)
SELECT o.* EXCLUDE (event_id, skew_s) REPLACE (coalesce(o.text, s.words) AS text), coalesce(s.observations, 1) AS observations
FROM seen o LEFT JOIN several s USING (event_id)
WHERE o.record_id = o.event_id;
