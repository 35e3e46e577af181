-- Who is protected and why. `$reference` is the first day of the data: a person who was a child then stays protected.
CREATE TABLE person_facts AS
SELECT
    x.entity_id, n.record_id, n.exhibit_id, n.part, n.row_ref, p.evidence_type,
    n.name_key, n.birth_date, n.age_years, coalesce(n.age_disputed, false) AS age_disputed, n.categories, n.vulnerability,
    CASE length(n.birth_date)
        WHEN 10 THEN try_cast(n.birth_date AS DATE)
        WHEN 7 THEN last_day(try_cast(n.birth_date || '-01' AS DATE))
        WHEN 4 THEN try_cast(n.birth_date || '-12-31' AS DATE)
    END AS latest_birth,
    CASE length(n.birth_date)
        WHEN 10 THEN try_cast(n.birth_date AS DATE)
        WHEN 7 THEN try_cast(n.birth_date || '-01' AS DATE)
        WHEN 4 THEN try_cast(n.birth_date || '-01-01' AS DATE)
    END AS earliest_birth
FROM person n
JOIN exhibit_parts p USING (exhibit_id, part)
JOIN ends x ON x.kind = 'person' AND x.value = n.record_id;

CREATE TABLE person_ages AS
SELECT
    *,
    coalesce(date_sub('year', latest_birth, $reference::DATE), age_years)::SMALLINT AS youngest,
    coalesce(date_sub('year', earliest_birth, $reference::DATE), age_years)::SMALLINT AS oldest
FROM person_facts;

CREATE TABLE person_reasons AS
SELECT entity_id, record_id, exhibit_id, part, row_ref, evidence_type, 'under 18' AS reason FROM person_ages WHERE youngest < 18
UNION ALL
SELECT entity_id, record_id, exhibit_id, part, row_ref, evidence_type, 'age disputed' FROM person_ages WHERE age_disputed
UNION ALL
SELECT entity_id, record_id, exhibit_id, part, row_ref, evidence_type, 'recorded as victim' FROM person_ages
WHERE list_contains(categories, 'victim')
UNION ALL
SELECT entity_id, record_id, exhibit_id, part, row_ref, evidence_type, 'recorded as possible victim' FROM person_ages
WHERE list_contains(categories, 'potential_victim')
UNION ALL
SELECT entity_id, record_id, exhibit_id, part, row_ref, evidence_type, 'protected by whoever sent the record' FROM person_ages
WHERE list_contains(categories, 'protected');

-- A record that may be of a protected person is shown as carefully as that person: a possible match, or the same
-- full name with no birth date that speaks against it. A bare name in a link list would give a child away.
-- Whoever protected a person before sending the record did this already, with more in hand than is left in it.
CREATE TABLE same_as_protected AS
SELECT DISTINCT o.entity_id, 'has the name of a protected person' AS reason
FROM person_facts o
JOIN person_facts k ON k.name_key = o.name_key AND k.entity_id <> o.entity_id
WHERE k.entity_id IN (SELECT entity_id FROM person_reasons WHERE reason <> 'protected by whoever sent the record')
    AND o.entity_id NOT IN (SELECT entity_id FROM person_reasons)
    AND o.name_key LIKE '% %'
    AND (o.birth_date IS NULL OR k.birth_date IS NULL
        OR starts_with(o.birth_date, k.birth_date) OR starts_with(k.birth_date, o.birth_date))
UNION
SELECT DISTINCT other AS entity_id, 'possibly the same person as a protected one' AS reason
FROM (
    SELECT a_id AS one, b_id AS other FROM links WHERE type = 'POSSIBLY_SAME_AS'
    UNION ALL SELECT b_id, a_id FROM links WHERE type = 'POSSIBLY_SAME_AS'
)
WHERE one IN (SELECT entity_id FROM person_reasons WHERE reason <> 'protected by whoever sent the record')
    AND other NOT IN (SELECT entity_id FROM person_reasons);

CREATE TABLE status AS
WITH reasons AS (
    SELECT entity_id, reason FROM person_reasons
    UNION ALL SELECT entity_id, reason FROM same_as_protected
),
gathered AS (
    SELECT entity_id, list_sort(list(DISTINCT reason)) AS reasons FROM reasons GROUP BY entity_id
),
grounds AS (
    SELECT entity_id, min_by(struct_pack(record_id := record_id, exhibit_id := exhibit_id, part := part, row_ref := row_ref,
        evidence_type := evidence_type), record_id) AS ground
    FROM person_reasons GROUP BY entity_id
)
SELECT
    f.entity_id,
    any_value(g.reasons) IS NOT NULL AS protected,
    coalesce(any_value(g.reasons), []) AS reasons,
    max_by(f.birth_date, length(f.birth_date)) AS birth_date,
    min(f.youngest) AS youngest_years,
    max(f.oldest) AS oldest_years,
    bool_or(f.age_disputed) AS age_disputed,
    min(f.youngest) IS NULL AS age_unknown,
    list_sort(list_distinct(flatten(list(coalesce(f.categories, []))))) AS categories,
    max(f.vulnerability) AS vulnerability,
    coalesce(any_value(d.ground.record_id), min(f.record_id)) AS record_id,
    coalesce(any_value(d.ground.exhibit_id), min_by(f.exhibit_id, f.record_id)) AS exhibit_id,
    coalesce(any_value(d.ground.part), min_by(f.part, f.record_id)) AS part,
    coalesce(any_value(d.ground.row_ref), min_by(f.row_ref, f.record_id)) AS row_ref,
    coalesce(any_value(d.ground.evidence_type), min_by(f.evidence_type, f.record_id)) AS evidence_type
FROM person_ages f
LEFT JOIN gathered g USING (entity_id)
LEFT JOIN grounds d USING (entity_id)
GROUP BY f.entity_id;
