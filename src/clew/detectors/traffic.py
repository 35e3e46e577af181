"""The calls and messages of every number whose own records are held, each call or message once.

R-04: counts that grow with visibility are compared only among numbers with held records, so a
number that merely appears as the other party has no rows here. Where both a network's billing and
a handset's download are held for one number, the billing is counted and the download is left for
corroboration (R-10). An event of two held numbers is in the records of both, as each of them has it.
"""

from __future__ import annotations

from clew.ledger.view import View

#: Days and clock hours are those of this zone; both detectors and guards speak of opening hours.
CLOCK_ZONE = "Europe/London"

_SIDED = """
    SELECT coalesce(d.number_id, e.subject_id) AS number_id, e.* EXCLUDE (service),
           CASE WHEN e.a_id = e.subject_id THEN TRUE
                WHEN e.b_id = e.subject_id THEN FALSE
                WHEN e.direction = 'out' THEN TRUE
                WHEN e.direction IN ('in', 'missed', 'rejected', 'blocked', 'voicemail') THEN FALSE END AS outgoing
    FROM observed e LEFT JOIN devices d ON d.device_id = e.subject_id
    WHERE e.subject_id IS NOT NULL
    UNION ALL
    SELECT c.subject_id, e.* EXCLUDE (service), TRUE
    FROM observed e JOIN stated c ON c.subject_id = e.a_id AND c.evidence_type = e.evidence_type
    WHERE e.subject_id IS NULL
    UNION ALL
    SELECT c.subject_id, e.* EXCLUDE (service), FALSE
    FROM observed e JOIN stated c ON c.subject_id = e.b_id AND c.evidence_type = e.evidence_type
    WHERE e.subject_id IS NULL AND e.a_id IS DISTINCT FROM e.b_id
"""

_TRAFFIC = f"""
CREATE OR REPLACE TEMP TABLE detect_traffic AS
WITH observed AS (
    SELECT * FROM observations
    WHERE event_kind IN ('call', 'message') AND start_utc IS NOT NULL AND evidence_type IN ('billing', 'handset')
), stated AS (
    SELECT DISTINCT subject_id, evidence_type FROM coverage WHERE subject_id IS NOT NULL
), devices AS (
    SELECT a_id AS device_id, min(b_id) AS number_id
    FROM links JOIN entities d ON d.entity_id = links.a_id AND d.kind = 'device'
    JOIN entities p ON p.entity_id = links.b_id AND p.label = 'Phone'
    WHERE links.type = 'USES' GROUP BY a_id HAVING count(DISTINCT b_id) = 1
), sided AS ({_SIDED}),
chosen AS (
    SELECT number_id, bool_or(evidence_type = 'billing') AS billed FROM sided GROUP BY number_id
), kept AS (
    -- The observation's own event_id goes: a column would take the place of the one worked out below.
    SELECT s.* EXCLUDE (event_id), CASE WHEN s.outgoing THEN s.b_id WHEN NOT s.outgoing THEN s.a_id END AS peer_id,
           min(s.record_id) OVER (PARTITION BY number_id, s.event_id) AS own_id
    FROM sided s JOIN chosen c USING (number_id)
    WHERE s.evidence_type = CASE WHEN c.billed THEN 'billing' ELSE 'handset' END
)
SELECT k.number_id, k.evidence_type, k.event_kind, k.outgoing, k.start_utc, k.duration_s, k.imei_id, k.imsi_id,
       k.cell_first, k.lat, k.lon, k.position_kind, k.text, k.record_id,
       CASE WHEN k.peer_id <> k.number_id THEN k.peer_id END AS peer_id,
       timezone('{CLOCK_ZONE}', k.start_utc) AS local,
       coalesce(p.service OR p.kind = 'service', FALSE) AS peer_service,
       CASE WHEN k.event_kind = 'message' THEN TRUE
            WHEN k.direction IN ('missed', 'rejected', 'blocked', 'voicemail') THEN FALSE
            ELSE k.duration_s > 0 END AS connected,
       min(k.own_id) OVER (
           PARTITION BY k.number_id, k.peer_id, k.outgoing, k.event_kind, k.start_utc, k.duration_s
       ) AS event_id,
       event_id = k.record_id AS once
FROM kept k LEFT JOIN entities p ON p.entity_id = k.peer_id
"""


def prepare_traffic(view: View) -> None:
    """Create the table `detect_traffic` in the view's session, once.

    One row per observation of a call or message by a number's own records: `number_id`, `peer_id`
    (null when withheld or the number itself), `peer_service`, `outgoing` (null when unknown),
    `event_kind`, `start_utc`, `local` (wall clock of `CLOCK_ZONE`), `duration_s`, `connected` (null when
    the record does not say), handset, SIM, cell, `record_id`. Copies of one row in several exhibits share
    `event_id`; exactly one of them has `once` true. Rows without a usable time are left out.
    """
    view.once("detectors.traffic", lambda: view.session.execute(_TRAFFIC))
