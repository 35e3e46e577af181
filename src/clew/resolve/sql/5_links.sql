-- One row per observation or record and relation, then one link per type, pair and capacity with counts, times and
-- exhibits.

-- A contact is counted once per event, by the ends of the event; every observation of it lends its exhibit.
CREATE MACRO event_links(open_only) AS TABLE
WITH every AS (
    SELECT * FROM observations WHERE NOT open_only UNION ALL SELECT * FROM observations_open WHERE open_only
),
-- Only few events are seen more than once; the others need neither a join nor a window.
seen AS (SELECT o.*, s.event IS NOT NULL AS several FROM every o LEFT JOIN shared s USING (record_id)),
of_event AS (
    SELECT a_id, b_id, third_id, place_id, true AS counted, event_kind, duration_s, start_utc, exhibit_id, evidence_type, grade,
        handling
    FROM seen WHERE NOT several
    UNION ALL
    SELECT e.a_id, e.b_id, e.third_id, e.place_id, o.record_id = o.event_id, e.event_kind, e.duration_s,
        e.start_utc, o.exhibit_id, o.evidence_type, o.grade, o.handling
    FROM seen o JOIN seen e ON e.record_id = o.event_id WHERE o.several AND e.several
),
-- Each exhibit states the handset and SIM of its own subject.
of_subject AS (
    SELECT 'IN_HANDSET' AS type, subject_id AS x, imei_id AS y, NULL AS capacity, * FROM seen
    UNION ALL SELECT 'IN_HANDSET', imsi_id, imei_id, NULL, * FROM seen
    UNION ALL SELECT 'USES', imsi_id, subject_id, 'SIM of the number', * FROM seen
)
SELECT 'CONTACTED' AS type, a_id, b_id, NULL AS capacity, * EXCLUDE (a_id, b_id, third_id, place_id)
FROM of_event WHERE event_kind IN ('call', 'message') AND a_id IS NOT NULL AND b_id IS NOT NULL
UNION ALL
SELECT 'CONTACTED', a_id, third_id, 'forwarded', * EXCLUDE (a_id, b_id, third_id, place_id)
FROM of_event WHERE event_kind = 'call' AND a_id IS NOT NULL AND third_id IS NOT NULL
UNION ALL
SELECT 'PAID', a_id, b_id, NULL, * EXCLUDE (a_id, b_id, third_id, place_id)
FROM of_event WHERE event_kind IN ('payment', 'topup') AND a_id IS NOT NULL AND b_id IS NOT NULL
UNION ALL
SELECT 'SEEN_AT', a_id, place_id, CASE event_kind WHEN 'sighting' THEN NULL ELSE event_kind END,
    * EXCLUDE (a_id, b_id, third_id, place_id)
FROM of_event
WHERE event_kind IN ('sighting', 'location', 'stop', 'missing', 'travel') AND a_id IS NOT NULL AND place_id IS NOT NULL
UNION ALL
SELECT 'SEEN_WITH', a_id, third_id, event_kind, * EXCLUDE (a_id, b_id, third_id, place_id)
FROM of_event WHERE event_kind IN ('stop', 'travel', 'missing') AND a_id IS NOT NULL AND third_id IS NOT NULL
UNION ALL
SELECT type, x, y, capacity, true AS counted, event_kind, duration_s, start_utc, exhibit_id, evidence_type, grade, handling
FROM of_subject WHERE NOT several AND x IS NOT NULL AND y IS NOT NULL
UNION ALL
SELECT type, x, y, capacity, row_number() OVER (PARTITION BY type, x, y, event_id ORDER BY record_id) = 1,
    event_kind, duration_s, start_utc, exhibit_id, evidence_type, grade, handling
FROM of_subject WHERE several AND x IS NOT NULL AND y IS NOT NULL;

-- Links that sum up events the exhibit does not list. Two exhibits may have summed up the same events (last week's
-- export of a case and today's): of each link the exhibit that states most counts, the others do not add to it.
CREATE MACRO told_before(open_only) AS TABLE
WITH stated AS (
    SELECT m.record_id, m.relation, a.entity_id AS a_id, b.entity_id AS b_id, coalesce(m.capacity, '') AS capacity, m.exhibit_id,
        sum(coalesce(m.records, 1)) OVER (PARTITION BY m.relation, a_id, b_id, coalesce(m.capacity, ''), m.exhibit_id) AS n
    FROM membership m
    JOIN exhibit_parts p USING (exhibit_id, part)
    JOIN ends a ON a.kind = m.a_kind AND a.value = m.a
    JOIN ends b ON b.kind = m.b_kind AND b.value = m.b
    WHERE coalesce(m.records, m.calls, m.messages, m.payments, m.sightings) IS NOT NULL
        AND (NOT open_only OR is_open(coalesce(m.handling, nullif(p.exhibit_handling, ''))))
)
SELECT record_id FROM stated
QUALIFY exhibit_id <> first_value(exhibit_id) OVER (PARTITION BY relation, a_id, b_id, capacity ORDER BY n DESC, exhibit_id);

CREATE MACRO link_rows(open_only) AS TABLE
SELECT
    type, a_id, b_id, capacity, false AS as_own, counted::BIGINT AS records, (counted AND event_kind = 'call')::BIGINT AS calls,
    (counted AND event_kind = 'message')::BIGINT AS messages,
    (counted AND event_kind IN ('payment', 'topup'))::BIGINT AS payments,
    (counted AND event_kind IN ('sighting', 'location', 'stop', 'missing', 'travel'))::BIGINT AS sightings,
    CASE WHEN counted THEN duration_s END AS duration_s, start_utc AS at_utc, start_utc AS until_utc,
    NULL::TIMESTAMPTZ AS from_utc, NULL::TIMESTAMPTZ AS to_utc,
    exhibit_id, evidence_type, grade, handling, NULL AS reason, NULL AS saved_as, NULL AS record_id
FROM event_links(open_only)
UNION ALL
SELECT
    m.relation, a.entity_id, b.entity_id, m.capacity, coalesce(m.as_own, false),
    -- A link that sums up events states how many; any other is one record and no event.
    CASE WHEN t.record_id IS NULL THEN coalesce(m.records, 1) ELSE 0 END,
    CASE WHEN t.record_id IS NULL THEN coalesce(m.calls, 0) ELSE 0 END,
    CASE WHEN t.record_id IS NULL THEN coalesce(m.messages, 0) ELSE 0 END,
    CASE WHEN t.record_id IS NULL THEN coalesce(m.payments, 0) ELSE 0 END,
    CASE WHEN t.record_id IS NULL THEN coalesce(m.sightings, 0) ELSE 0 END,
    NULL, m.first_utc, m.last_utc, m.from_utc, m.to_utc,
    m.exhibit_id, p.evidence_type, coalesce(m.grade, nullif(p.exhibit_grade, '')),
    coalesce(m.handling, nullif(p.exhibit_handling, '')),
    -- What another case exported: why two persons may be one, or the name an identifier is saved under.
    CASE WHEN m.relation = 'POSSIBLY_SAME_AS' THEN m.note END, CASE WHEN m.relation = 'IN_CONTACTS_OF' THEN m.note END,
    m.record_id
FROM membership m
JOIN exhibit_parts p USING (exhibit_id, part)
JOIN ends a ON a.kind = m.a_kind AND a.value = m.a
JOIN ends b ON b.kind = m.b_kind AND b.value = m.b
LEFT JOIN told_before(open_only) t ON t.record_id = m.record_id
UNION ALL
SELECT
    'IN_CONTACTS_OF', v.entity_id, o.entity_id, NULL, false, 1, 0, 0, 0, 0, NULL, NULL, NULL, NULL, NULL,
    c.exhibit_id, p.evidence_type, coalesce(c.grade, nullif(p.exhibit_grade, '')),
    coalesce(c.handling, nullif(p.exhibit_handling, '')), NULL, c.display_name, c.record_id
FROM contact c
JOIN exhibit_parts p USING (exhibit_id, part)
JOIN ends v ON v.kind = c.id_kind AND v.value = c.value
JOIN ends o ON o.kind = c.owner_kind AND o.value = c.owner
UNION ALL
SELECT
    'POSSIBLY_SAME_AS', l.entity_id, r.entity_id, NULL, false, 1, 0, 0, 0, 0, NULL, NULL, NULL, NULL, NULL,
    n.exhibit_id, p.evidence_type, NULL, coalesce(n.handling, nullif(p.exhibit_handling, '')), s.reason, NULL, n.record_id
FROM possibly_same s
JOIN ends l ON l.kind = 'person' AND l.value = s.left_record
JOIN ends r ON r.kind = 'person' AND r.value = s.right_record
JOIN person n ON n.record_id IN (s.left_record, s.right_record)
JOIN exhibit_parts p ON p.exhibit_id = n.exhibit_id AND p.part = n.part;

CREATE MACRO link_table(open_only) AS TABLE
SELECT
    'lk-' || substr(md5(concat_ws('|', type, a_id, b_id, coalesce(capacity, ''))), 1, 16) AS link_id,
    type, a_id, b_id, capacity,
    bool_or(as_own) AS as_own,
    sum(records)::BIGINT AS records,
    sum(calls)::BIGINT AS calls,
    sum(messages)::BIGINT AS messages,
    sum(payments)::BIGINT AS payments,
    sum(sightings)::BIGINT AS sightings,
    sum(duration_s)::BIGINT AS duration_s,
    min(at_utc) AS first_utc,
    max(until_utc) AS last_utc,
    min(from_utc) AS from_utc,
    max(to_utc) AS to_utc,
    list_sort(list(DISTINCT exhibit_id)) AS exhibits,
    list_sort(list(DISTINCT evidence_type)) AS evidence_types,
    -- The weakest grade is the one latest in the alphabet of its information letter, then of its source digit.
    max_by(grade, coalesce(regexp_extract(grade, '[A-E]'), '') || coalesce(regexp_extract(grade, '[1-5]'), ''))
        AS lowest_grade,
    -- The strictest code: anything that forbids release first, then conditions, then free sharing.
    max_by(handling, CASE WHEN handling IS NULL THEN 0 WHEN NOT is_open(handling) THEN 3 WHEN handling LIKE 'P%' THEN 1 ELSE 2 END)
        AS handling,
    type <> 'POSSIBLY_SAME_AS'
        AND NOT (bool_and(evidence_type = 'intelligence') AND count(DISTINCT exhibit_id) = 1) AS confirmed,
    min(reason) AS reason,
    array_to_string(list_sort(list(DISTINCT saved_as)), '; ') AS saved_as,
    coalesce(list_sort(list(DISTINCT record_id) FILTER (record_id IS NOT NULL)), []) AS record_ids
FROM link_rows(open_only)
WHERE a_id <> b_id AND (NOT open_only OR is_open(handling))
GROUP BY type, a_id, b_id, capacity;

CREATE TABLE links AS FROM link_table(false);
