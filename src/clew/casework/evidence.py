"""From a finding to the rows it rests on: exhibit, part, row and the row's own cells."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path

from clew.detectors.evidence import cite_events
from clew.ledger.session import open_ledger
from clew.ledger.view import View
from clew.model.exhibit import Exhibit
from clew.model.finding import Evidence
from clew.model.records import RAW_SEPARATOR, SCHEMAS


@dataclass(frozen=True, slots=True)
class EvidenceRow:
    """One evidence row as it stands in the exhibit: `cells` pairs column titles with the row's texts."""

    evidence: Evidence
    file: str
    sha256: str
    place: str
    cells: tuple[tuple[str, str], ...]


def also_seen(view: View, evidence: tuple[Evidence, ...]) -> tuple[Evidence, ...]:
    """Return the other observations of the cited events: what further exhibits say of the same calls and messages."""
    others = view.sql(
        "WITH cited AS (SELECT DISTINCT unnest($ids) AS record_id)"
        " SELECT DISTINCT o.record_id FROM observations c JOIN cited USING (record_id)"
        " JOIN observations o ON o.event_id = c.event_id WHERE o.record_id NOT IN (FROM cited) ORDER BY ALL",
        ids=sorted({e.record_id for e in evidence}),
    )
    found = cite_events(view, {"": others["record_id"].to_pylist()})[""]
    return tuple(replace(e, field=f"{e.field}, also seen") for e in found)


def rows(case_folder: Path, exhibits: list[Exhibit], evidence: tuple[Evidence, ...]) -> list[EvidenceRow]:
    """Look up each evidence row in the ledger, in the order given."""
    by_id = {e.exhibit_id: e for e in exhibits}
    columns = {(e.exhibit_id, p.part): p.columns for e in exhibits for p in e.parts}
    wanted = sorted({e.record_id for e in evidence})
    session = open_ledger(case_folder, [by_id[i] for i in sorted({e.exhibit_id for e in evidence} & set(by_id))])
    try:
        raw: dict[str, str] = {}
        for kind in SCHEMAS:
            found = session.execute(
                f"SELECT record_id, raw FROM {kind} WHERE list_contains($wanted, record_id)", {"wanted": wanted}
            ).fetchall()
            raw.update({r[0]: r[1] or "" for r in found})
    finally:
        session.close()
    answer = []
    for item in evidence:
        exhibit = by_id.get(item.exhibit_id)
        titles = columns.get((item.exhibit_id, item.part), ())
        texts = raw.get(item.record_id, "").split(RAW_SEPARATOR)
        answer.append(
            EvidenceRow(
                item,
                Path(exhibit.path).name if exhibit else item.exhibit_id,
                exhibit.sha256 if exhibit else "",
                " ".join(x for x in (item.part, item.row_ref) if x),
                tuple(zip(titles, texts, strict=False)),
            )
        )
    return answer
