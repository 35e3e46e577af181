-- Every distinct thing that stands at the end of a record: kind and canonical value.
CREATE TABLE end_values AS
SELECT DISTINCT kind, value
FROM (
    SELECT a_kind AS kind, a AS value FROM event
    UNION ALL SELECT b_kind, b FROM event
    UNION ALL SELECT third_kind, third FROM event
    UNION ALL SELECT subject_kind, subject FROM event
    UNION ALL SELECT 'imei', imei FROM event
    UNION ALL SELECT 'imsi', imsi FROM event
    -- A mast is no place anybody was seen at: cells stay in the events, where detectors read them.
    UNION ALL SELECT 'place', place FROM event WHERE event_kind NOT IN ('call', 'message', 'data')
    UNION ALL SELECT a_kind, a FROM membership
    UNION ALL SELECT b_kind, b FROM membership
    UNION ALL SELECT id_kind, value FROM identifier
    UNION ALL SELECT owner_kind, owner FROM contact
    UNION ALL SELECT id_kind, value FROM contact
    UNION ALL SELECT subject_kind, subject FROM coverage
    UNION ALL SELECT subject_kind, subject FROM role
    UNION ALL SELECT subject_kind, subject FROM statement
    UNION ALL SELECT about_kind, about FROM note
    UNION ALL SELECT 'person', record_id FROM person
)
WHERE kind IS NOT NULL AND value IS NOT NULL
ORDER BY kind, value;
