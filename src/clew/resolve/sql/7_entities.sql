-- Entities with their display name, and what is known of each. `shown` maps (kind, value) to a display text.
CREATE TABLE coverage_view AS
SELECT s.entity_id AS subject_id, c.from_utc, c.to_utc, coalesce(c.event_kinds, 'call,message') AS event_kinds,
    coalesce(c.basis, 'stated') AS basis, c.network, p.evidence_type, c.exhibit_id, c.record_id
FROM coverage c
JOIN exhibit_parts p USING (exhibit_id, part)
JOIN ends s ON s.kind = c.subject_kind AND s.value = c.subject
WHERE c.from_utc IS NOT NULL AND c.to_utc IS NOT NULL;

-- Billing that states no period covers at least from its first to its last event.
INSERT INTO coverage_view
SELECT subject_id, min(start_utc), max(start_utc),
    array_to_string(list_sort(list(DISTINCT event_kind)), ','), 'inferred', NULL, 'billing', exhibit_id, min(record_id)
FROM observations
WHERE evidence_type = 'billing' AND subject_id IS NOT NULL AND start_utc IS NOT NULL
    AND (subject_id, exhibit_id) NOT IN (SELECT (subject_id, exhibit_id) FROM coverage_view)
GROUP BY subject_id, exhibit_id;

CREATE TABLE roles AS
SELECT x.entity_id, r.role, r.from_utc, r.to_utc, r.evidence, r.exhibit_id, r.part, r.row_ref, r.record_id
FROM role r
JOIN ends x ON x.kind = r.subject_kind AND x.value = r.subject;

-- A name as people say it: forenames first when both parts are known.
CREATE TABLE spoken_names AS
SELECT x.entity_id,
    CASE WHEN n.forenames <> '' AND n.surname <> '' THEN n.forenames || ' ' || n.surname ELSE n.name END AS name,
    CASE WHEN n.forenames <> '' AND n.surname <> '' THEN n.surname || ' ' || n.forenames END AS surname_first
FROM person n JOIN ends x ON x.kind = 'person' AND x.value = n.record_id;

-- What several records state of one thing stands together; where they differ, every value is kept.
CREATE TABLE stated_attributes AS
WITH each AS (
    SELECT DISTINCT x.entity_id, i.attributes
    FROM identifier i JOIN ends x ON x.kind = i.id_kind AND x.value = i.value WHERE i.attributes IS NOT NULL
),
named AS (
    SELECT entity_id, attributes, unnest(json_keys(attributes)) AS name FROM each
),
gathered AS (
    SELECT entity_id, name, string_agg(DISTINCT value, '; ' ORDER BY value) AS value
    FROM (SELECT entity_id, name, json_extract_string(attributes, '$."' || name || '"') AS value FROM named)
    WHERE value IS NOT NULL GROUP BY entity_id, name
)
SELECT entity_id, to_json(map_from_entries(list((name, value) ORDER BY name)))::VARCHAR AS attributes
FROM gathered GROUP BY entity_id;

CREATE TABLE entities AS
WITH from_events AS (
    SELECT entity_id, count(DISTINCT event_id) AS n, min(start_utc) AS first_utc, max(start_utc) AS last_utc,
        list(DISTINCT exhibit_id) AS exhibits, list(DISTINCT evidence_type) AS evidence_types, bool_or(is_open(handling)) AS open
    FROM (
        SELECT unnest(list_distinct([subject_id, a_id, b_id, third_id, imei_id, imsi_id, place_id])) AS entity_id,
            event_id, start_utc, exhibit_id, evidence_type, handling
        FROM observations
    )
    WHERE entity_id IS NOT NULL GROUP BY entity_id
),
from_records AS (
    SELECT entity_id, count(*) AS n, list(DISTINCT exhibit_id) AS exhibits,
        list(DISTINCT evidence_type) AS evidence_types, bool_or(is_open(handling)) AS open
    FROM entity_records GROUP BY entity_id
),
person_names AS (
    -- The fullest spelling, then the first in the alphabet: independent of loading order.
    SELECT entity_id, max_by(name, length(name) * 1000 - unicode(name)) AS name FROM spoken_names GROUP BY entity_id
),
stated AS (
    SELECT x.entity_id, min(i.label) AS label FROM identifier i JOIN ends x ON x.kind = i.id_kind AND x.value = i.value
    GROUP BY x.entity_id
),
written AS (
    SELECT x.entity_id, min(m.b_raw) AS text
    FROM membership m JOIN ends x ON x.kind = m.b_kind AND x.value = m.b
    WHERE m.b_kind IN ('address', 'organisation', 'place', 'alias') AND m.b_raw IS NOT NULL
    GROUP BY x.entity_id
),
one AS (
    SELECT entity_id, any_value(label) AS label, any_value(kind) AS kind, min(founder) AS founder,
        CASE WHEN any_value(kind) = 'person' THEN NULL ELSE min(value) END AS value
    FROM ends GROUP BY entity_id
)
SELECT
    o.entity_id, o.label, o.kind, o.value,
    coalesce(nullif(n.name, ''), CASE WHEN o.kind = 'person' THEN 'name not recorded' END, nullif(s.label, ''), w.text,
        h.shown, o.value) AS name,
    h.number_type,
    coalesce(h.service, false) OR o.kind = 'service' AS service,
    j.attributes, o.founder AS founding_record,
    coalesce(e.n, 0) + coalesce(r.n, 0) AS records,
    list_sort(list_distinct(list_concat(coalesce(e.exhibits, []), coalesce(r.exhibits, [])))) AS exhibits,
    list_sort(list_distinct(list_concat(coalesce(e.evidence_types, []), coalesce(r.evidence_types, [])))) AS evidence_types,
    e.first_utc, e.last_utc,
    coalesce(e.open, false) OR coalesce(r.open, false) AS open
FROM one o
LEFT JOIN from_events e USING (entity_id)
LEFT JOIN from_records r USING (entity_id)
LEFT JOIN person_names n USING (entity_id)
LEFT JOIN stated s USING (entity_id)
LEFT JOIN stated_attributes j USING (entity_id)
LEFT JOIN written w USING (entity_id)
LEFT JOIN shown h ON h.kind = o.kind AND h.value = o.value;

-- Texts an analyst may type: folded names, aliases and identifiers.
CREATE TABLE search AS
SELECT DISTINCT entity_id, lower(strip_accents(text)) AS text
FROM (
    SELECT entity_id, name AS text FROM entities
    UNION ALL SELECT entity_id, value FROM entities
    UNION ALL SELECT entity_id, name FROM spoken_names
    UNION ALL SELECT entity_id, surname_first FROM spoken_names
    UNION ALL SELECT x.entity_id, n.name FROM person n JOIN ends x ON x.kind = 'person' AND x.value = n.record_id
    UNION ALL SELECT x.entity_id, n.name_raw FROM person n JOIN ends x ON x.kind = 'person' AND x.value = n.record_id
    UNION ALL SELECT x.entity_id, unnest(n.aliases) FROM person n JOIN ends x ON x.kind = 'person' AND x.value = n.record_id
    UNION ALL SELECT x.entity_id, m.b_raw FROM membership m JOIN ends x ON x.kind = m.b_kind AND x.value = m.b
    UNION ALL SELECT x.entity_id, c.display_name FROM contact c JOIN ends x ON x.kind = c.id_kind AND x.value = c.value
)
WHERE text IS NOT NULL AND text <> '';
