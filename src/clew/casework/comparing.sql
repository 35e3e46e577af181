-- Numbers and telephones an exhibit holds the traffic of: its subjects, the telephone of a number, the numbers of a
-- telephone (stated, or by a bill that shows its handset or SIM).
CREATE OR REPLACE TEMP TABLE compared_own AS
WITH subjects AS (
    SELECT DISTINCT exhibit_id, subject_id AS id FROM observations
    WHERE exhibit_id IN ($one, $other) AND subject_id IS NOT NULL
), tied AS (
    SELECT a_id AS device, b_id AS id FROM links JOIN entities ON entity_id = a_id AND kind = 'device' WHERE type = 'USES'
), numbers AS (
    FROM tied UNION SELECT t.device, o.subject_id FROM tied t JOIN observations o ON t.id IN (o.imei_id, o.imsi_id)
    WHERE o.evidence_type = 'billing' AND o.subject_id IS NOT NULL
)
FROM subjects
UNION SELECT s.exhibit_id, n.id FROM subjects s JOIN numbers n ON n.device = s.id
UNION SELECT s.exhibit_id, n.device FROM subjects s JOIN numbers n ON n.id = s.id;

-- Every call and message of the two, with whether the other exhibit has it, whether it could, and what may explain it.
-- A period of records has an hour's margin: clocks, and days cut at midnight.
CREATE OR REPLACE TEMP TABLE compared AS
WITH both_sides AS (
    SELECT $one AS exhibit_id, $other AS against UNION ALL SELECT $other, $one
), held AS (
    SELECT exhibit_id, event_kind, min(start_utc) AS since, max(start_utc) AS until FROM observations
    WHERE exhibit_id IN ($one, $other) AND event_kind IN ('call', 'message') GROUP BY ALL
), stated AS (
    SELECT exhibit_id, min(from_utc) AS since, max(to_utc) AS until FROM coverage
    WHERE exhibit_id IN ($one, $other) AND basis = 'stated' GROUP BY exhibit_id
), devices AS (
    SELECT a_id AS device, count(DISTINCT b_id) FILTER (b.kind = 'phone') > 1
        OR count(DISTINCT b_id) FILTER (b.kind = 'imsi') > 1 AS several
    FROM links JOIN entities a ON a.entity_id = a_id AND a.kind = 'device' JOIN entities b ON b.entity_id = b_id
    WHERE type = 'USES' GROUP BY a_id
), handsets AS (
    SELECT DISTINCT s.exhibit_id, l.b_id AS imei FROM compared_own s JOIN links l ON l.a_id = s.id AND l.type = 'USES'
    JOIN entities a ON a.entity_id = l.a_id AND a.kind = 'device' JOIN entities b ON b.entity_id = l.b_id AND b.kind = 'imei'
), types AS (
    SELECT exhibit_id, min(evidence_type) AS evidence_type FROM observations
    WHERE exhibit_id IN ($one, $other) GROUP BY exhibit_id
)
SELECT
    o.*, x.against, t.evidence_type AS against_type,
    EXISTS (FROM observations p WHERE p.event_id = o.event_id AND p.exhibit_id = x.against) AS matched,
    o.a_id IS NULL OR o.b_id IS NULL AS withheld,
    coalesce((o.a_id IN (SELECT id FROM compared_own w WHERE w.exhibit_id = x.against))
        OR (o.b_id IN (SELECT id FROM compared_own w WHERE w.exhibit_id = x.against)), false) AS comparable,
    h.since IS NULL AS kind_missing,
    o.start_utc - to_microseconds(coalesce((o.skew_s * 1000000)::BIGINT, 0)) NOT BETWEEN
        coalesce(least(s.since, h.since), h.since) - INTERVAL 1 HOUR
        AND coalesce(greatest(s.until, h.until), h.until) + INTERVAL 1 HOUR
        AS outside,
    coalesce(d.several, false) AS several_sims,
    o.imei_id IS NOT NULL AND EXISTS (FROM handsets k WHERE k.exhibit_id = x.against)
        AND NOT EXISTS (FROM handsets k WHERE k.exhibit_id = x.against AND k.imei = o.imei_id) AS other_handset
FROM observations o
JOIN both_sides x USING (exhibit_id)
LEFT JOIN types t ON t.exhibit_id = x.against
LEFT JOIN held h ON h.exhibit_id = x.against AND h.event_kind = o.event_kind
LEFT JOIN stated s ON s.exhibit_id = x.against
LEFT JOIN devices d ON d.device = o.subject_id
WHERE o.event_kind IN ('call', 'message');
