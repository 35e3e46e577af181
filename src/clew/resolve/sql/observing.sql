-- The calls and messages that can be compared: both ends known, a time of day, seen by a network or a handset.
-- `party` names every device and what it uses by one name; `own_number` is the number of a device that has just one.
WITH compared AS (
    SELECT o.*,
        coalesce(pa.party, o.a_id) AS a_party, coalesce(pb.party, o.b_id) AS b_party, coalesce(ps.party, o.subject_id) AS s_party,
        CASE WHEN o.a_kind = 'device' THEN na.number ELSE o.a_id END AS a_stated,
        CASE WHEN o.b_kind = 'device' THEN nb.number ELSE o.b_id END AS b_stated
    FROM observed o
    LEFT JOIN party pa ON pa.entity_id = o.a_id LEFT JOIN party pb ON pb.entity_id = o.b_id
    LEFT JOIN party ps ON ps.entity_id = o.subject_id
    LEFT JOIN own_number na ON na.device_id = o.a_id LEFT JOIN own_number nb ON nb.device_id = o.b_id
    WHERE o.event_kind IN ('call', 'message') AND o.evidence_type IN ('billing', 'handset')
        AND o.a_id IS NOT NULL AND o.b_id IS NOT NULL AND o.start_utc IS NOT NULL AND o.timed
)
SELECT
    record_id,
    epoch_us(start_utc) AS time,
    -- An app's call is never a network's.
    hash(least(a_party, b_party), greatest(a_party, b_party), event_kind,
        CASE WHEN service = 'app' THEN lower(coalesce(channel, 'app')) ELSE '' END) >> 1 AS key,
    -- The bill of one number, or one part of an extraction. A list without a subject has an outgoing and an incoming leg.
    hash(exhibit_id, part, coalesce(subject_id, direction, '')) >> 1 AS observer,
    CASE WHEN evidence_type = 'billing' THEN -1 ELSE dense_rank() OVER (ORDER BY exhibit_id) END AS clock,
    CASE WHEN event_kind = 'message' THEN -1 ELSE coalesce(duration_s, -1) END AS duration,
    CASE WHEN coalesce(direction, 'unknown') = 'unknown' AND subject_id IS NOT NULL THEN 0
        WHEN a_party < b_party THEN 1 ELSE 2 END AS direction,
    event_kind = 'message' AS text,
    event_kind = 'message' AND s_party = b_party AND a_party <> b_party AS late,
    CASE WHEN event_kind = 'message' AND trim(text) <> '' THEN (hash(trim(text)) >> 1) | 1 ELSE 0 END AS body,
    CASE WHEN a_stated IS NULL OR b_stated IS NULL THEN 0
        ELSE (hash(least(a_stated, b_stated), greatest(a_stated, b_stated)) >> 1) | 1 END AS exact,
    exhibit_id
FROM compared ORDER BY record_id
