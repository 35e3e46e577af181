"""A small stage for detector tests: people, numbers and traffic set down by hand or from a seed, as a `View`."""

from __future__ import annotations

import random
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

import pyarrow as pa
import pytest

from clew.detectors.wording import banned_in, texts_of
from clew.ledger.view import VIEWS, View
from clew.model.finding import Run

DAY0 = datetime.fromisoformat("2026-03-02T00:00:00+00:00")  # a Monday, before the clocks change


def at(day: float, hour: float = 0.0, second: float = 0.0) -> datetime:
    """Return a moment `day` days and `hour` hours after the first midnight."""
    return DAY0 + timedelta(days=day, hours=hour, seconds=second)


@dataclass
class Scene:
    """Rows of each view, and how to set them down. Ids are readable: `ph-line`, `pe-kai`."""

    rows: dict[str, list[dict[str, Any]]] = field(default_factory=lambda: {name: [] for name in VIEWS})
    seed: int = 1

    def __post_init__(self) -> None:
        self.dice = random.Random(self.seed)
        self._known: set[str] = set()

    # -- things ---------------------------------------------------------------------------------

    def entity(self, entity_id: str, label: str, kind: str, **more: Any) -> str:
        if entity_id not in self._known:
            self._known.add(entity_id)
            self.rows["entities"].append({"entity_id": entity_id, "label": label, "kind": kind, **more})
        return entity_id

    def phone(self, name: str, number_type: str = "mobile", service: bool = False) -> str:
        value = f"+9990{len(self._known):08d}"
        return self.entity(
            f"ph-{name}", "Phone", "service" if service else "phone", value=value, number_type=number_type,
            service=service,
        )  # fmt: skip

    def phones(self, name: str, n: int) -> list[str]:
        return [self.phone(f"{name}{i:03d}") for i in range(n)]

    def person(self, name: str, **status: Any) -> str:
        """Set down a person; `status` holds columns of the status view, such as `youngest_years=15`."""
        who = self.entity(f"pe-{name}", "Person", "person")
        record = self.record("person", who)
        facts = {"age_unknown": not status, "age_disputed": False, "protected": False, "reasons": [], **status}
        self.rows["status"].append(
            {"entity_id": who, "record_id": record, "exhibit_id": "ex-people", "part": "p", "row_ref": "row 1",
             "evidence_type": "report", **facts}
        )  # fmt: skip
        return who

    def record(self, kind: str, *entities: str, evidence_type: str = "report", grade: str | None = None) -> str:
        """Add a ledger record that is no event and speaks of some entities; returns its id."""
        record = f"rec-{len(self.rows['entity_records']):06d}"
        for entity in entities:
            self.rows["entity_records"].append(
                {"entity_id": entity, "record_id": record, "record_kind": kind, "exhibit_id": f"ex-{evidence_type}",
                 "part": kind, "row_ref": record, "evidence_type": evidence_type, "grade": grade}
            )  # fmt: skip
        return record

    def link(self, type_: str, a: str, b: str, evidence_type: str = "report", **more: Any) -> str:
        grade = more.pop("grade", None)
        record = self.record("membership", a, b, evidence_type=evidence_type, grade=grade)
        self.rows["links"].append(
            {"link_id": f"lk-{record}", "type": type_, "a_id": a, "b_id": b, "as_own": False, "records": 1,
             "exhibits": [f"ex-{evidence_type}"], "evidence_types": [evidence_type], "confirmed": True,
             "record_ids": [record], **more}
        )  # fmt: skip
        return record

    def role(self, entity: str, role: str) -> None:
        record = self.record("role", entity)
        self.rows["roles"].append(
            {"entity_id": entity, "role": role, "exhibit_id": "ex-report", "part": "role", "row_ref": record,
             "record_id": record}
        )  # fmt: skip

    # -- traffic --------------------------------------------------------------------------------

    def hold(self, number: str, days: float, start: float = 0, kinds: str = "call,message", **more: Any) -> None:
        """State that a number's own records are held for a period."""
        self.rows["coverage"].append(
            {"subject_id": number, "from_utc": at(start), "to_utc": at(start + days), "event_kinds": kinds,
             "basis": "stated", "evidence_type": "billing", "exhibit_id": f"ex-{number}", **more}
        )  # fmt: skip

    def event(self, kind: str, a: str | None, b: str | None, when: datetime, subject: str | None, **more: Any) -> str:
        record = f"ev-{len(self.rows['events']):07d}"
        self.rows["events"].append(
            {"record_id": record, "exhibit_id": f"ex-{subject}", "part": "calls", "row_ref": record,
             "evidence_type": "billing", "event_kind": kind, "subject_id": subject, "a_id": a, "b_id": b,
             "a_kind": "phone", "b_kind": "phone", "direction": "out" if subject == a else "in",
             "start_utc": when, "duration_s": 0 if kind == "message" else None, **more}
        )  # fmt: skip
        return record

    def text(self, a: str, b: str, when: datetime, subject: str | None = None, **more: Any) -> str:
        return self.event("message", a, b, when, subject or a, **more)

    def call(self, a: str, b: str, when: datetime, seconds: int = 30, subject: str | None = None, **more: Any) -> str:
        return self.event("call", a, b, when, subject or a, duration_s=seconds, **more)

    def burst(self, sender: str, recipients: list[str], when: datetime, span_s: float = 240, **more: Any) -> list[str]:
        step = span_s / max(1, len(recipients) - 1)
        return [
            self.text(sender, r, when + timedelta(seconds=round(i * step, 3)), **more) for i, r in enumerate(recipients)
        ]

    # -- views ----------------------------------------------------------------------------------

    def view(self) -> View:
        return View.of(_tables(self.rows))

    def without(self, records: set[str]) -> View:
        """The same scene with these ledger records gone."""
        return View.of(_tables(_filtered(self.rows, lambda r: r not in records)))

    def only(self, records: set[str]) -> View:
        """The same scene with no other ledger records; what is known of entities and coverage stays."""
        return View.of(_tables(_filtered(self.rows, lambda r: r in records)))

    def without_billing_of(self, number: str) -> View:
        rows = dict(self.rows)
        rows["events"] = [r for r in rows["events"] if r["subject_id"] != number]
        rows["coverage"] = [r for r in rows["coverage"] if r["subject_id"] != number]
        return View.of(_tables(rows))

    def shuffled(self, seed: int) -> View:
        dice = random.Random(seed)
        return View.of(_tables({name: dice.sample(rows, len(rows)) for name, rows in self.rows.items()}))


def _filtered(rows: dict[str, list[dict[str, Any]]], keep: Any) -> dict[str, list[dict[str, Any]]]:
    kept = dict(rows)
    for name in ("events", "entity_records", "roles", "status"):
        kept[name] = [r for r in rows[name] if keep(r["record_id"])]
    links = []
    for link in rows["links"]:
        records = [r for r in link["record_ids"] if keep(r)]
        if records:
            links.append({**link, "record_ids": records, "records": len(records)})
    kept["links"] = links
    return kept


def _tables(rows: dict[str, list[dict[str, Any]]]) -> dict[str, pa.Table]:
    return {
        name: pa.table({f.name: pa.array([r.get(f.name) for r in rows[name]], type=f.type) for f in schema})
        for name, schema in VIEWS.items()
    }


@pytest.fixture
def scene() -> Scene:
    return Scene()


@pytest.fixture
def clock() -> Any:
    """The moment so many days, hours and seconds after the scene's first midnight."""
    return at


def cited(run: Run) -> set[str]:
    """Return every record the findings of a run rest on."""
    return {e.record_id for f in run.findings for e in f.evidence}


@pytest.fixture
def faithful() -> Any:
    """Check that the findings of a detector follow from the rows they cite, and from no other (R-02)."""

    def check(scene: Scene, detector: Any, settings: Any = None) -> Run:
        settings = settings or detector.settings()
        run = detector.detect(scene.view(), settings)
        assert run.findings, "nothing was found to rebuild"
        rebuilt = detector.detect(scene.only(cited(run)), settings)
        assert [(f.finding_id, f.strength) for f in rebuilt.findings] == [
            (f.finding_id, f.strength) for f in run.findings
        ]
        gone = detector.detect(scene.without(cited(run)), settings)
        left = {f.finding_id for f in run.findings} & {f.finding_id for f in gone.findings}
        assert not left, "the finding stands without the rows it cites"
        for seed in (1, 2):
            assert detector.detect(scene.shuffled(seed), settings) == run, "the order of rows changes the answer"
        for result in (*run.findings, *run.not_assessable, *run.held_back):
            assert [banned_in(t) for t in texts_of(result) if banned_in(t)] == []
        return run

    return check
