-- What each exhibit saw, with the ends as entities. `ends` maps (kind, value) to entity_id and label.

CREATE TABLE observed AS
SELECT
    e.record_id, e.exhibit_id, e.part, e.row_ref, p.evidence_type, e.event_kind,
    s.entity_id AS subject_id,
    a.entity_id AS a_id, e.a_kind,
    b.entity_id AS b_id, e.b_kind,
    t.entity_id AS third_id,
    e.direction, e.service, e.status, e.start_utc, e.end_utc, e.ambiguous, e.duration_s,
    h.entity_id AS imei_id, i.entity_id AS imsi_id,
    e.cell_first, e.cell_last,
    coalesce(l.entity_id, CASE WHEN e.b_kind IN ('place', 'address') THEN b.entity_id END) AS place_id,
    e.lat, e.lon, e.position_kind, e.amount_minor, e.currency, e.channel, e.text,
    coalesce(e.grade, nullif(p.exhibit_grade, '')) AS grade,
    coalesce(e.handling, nullif(p.exhibit_handling, '')) AS handling,
    coalesce(e.deleted, false) AS deleted, e.subject_kind,
    coalesce(e.issues, '') NOT LIKE '%no time of day%' AS timed
FROM event e
JOIN exhibit_parts p USING (exhibit_id, part)
LEFT JOIN ends s ON s.kind = e.subject_kind AND s.value = e.subject
LEFT JOIN ends a ON a.kind = e.a_kind AND a.value = e.a
LEFT JOIN ends b ON b.kind = e.b_kind AND b.value = e.b
LEFT JOIN ends t ON t.kind = e.third_kind AND t.value = e.third
LEFT JOIN ends h ON h.kind = 'imei' AND h.value = e.imei
LEFT JOIN ends i ON i.kind = 'imsi' AND i.value = e.imsi
LEFT JOIN ends l ON l.kind = 'place' AND l.value = e.place;

-- Which record speaks of which entity. Events are found through `observations` and are not repeated here.
CREATE TABLE entity_records AS
SELECT DISTINCT
    x.entity_id, r.record_id, r.record_kind, r.exhibit_id, r.part, r.row_ref, p.evidence_type,
    coalesce(r.grade, nullif(p.exhibit_grade, '')) AS grade,
    coalesce(r.handling, nullif(p.exhibit_handling, '')) AS handling
FROM (
    SELECT record_id, 'person' AS record_kind, exhibit_id, part, row_ref, grade, handling, 'person' AS kind, record_id AS value FROM person
    UNION ALL SELECT record_id, 'identifier', exhibit_id, part, row_ref, grade, handling, id_kind, value FROM identifier
    UNION ALL SELECT record_id, 'membership', exhibit_id, part, row_ref, grade, handling, a_kind, a FROM membership
    UNION ALL SELECT record_id, 'membership', exhibit_id, part, row_ref, grade, handling, b_kind, b FROM membership
    UNION ALL SELECT record_id, 'contact', exhibit_id, part, row_ref, grade, handling, owner_kind, owner FROM contact
    UNION ALL SELECT record_id, 'contact', exhibit_id, part, row_ref, grade, handling, id_kind, value FROM contact
    UNION ALL SELECT record_id, 'role', exhibit_id, part, row_ref, grade, handling, subject_kind, subject FROM role
    UNION ALL SELECT record_id, 'statement', exhibit_id, part, row_ref, grade, handling, subject_kind, subject FROM statement
    UNION ALL SELECT record_id, 'coverage', exhibit_id, part, row_ref, grade, handling, subject_kind, subject FROM coverage
    UNION ALL SELECT record_id, 'note', exhibit_id, part, row_ref, grade, handling, about_kind, about FROM note
) r
JOIN exhibit_parts p USING (exhibit_id, part)
JOIN ends x USING (kind, value);
