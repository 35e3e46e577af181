"""The sample operation: what is planted is found; neither the order of rows nor a name changes an answer."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
import pytest

from clew.case import Case
from clew.detectors.traffic import prepare_traffic
from clew.ledger.view import VIEWS, View
from clew.model.finding import Run
from clew.plugins import discover

pytestmark = pytest.mark.xdist_group("sample")

EXHIBITS = Path(__file__).resolve().parents[2] / "sample_data" / "exhibits"
DETECTORS = list(discover("clew.detectors", "DETECTOR").values())


@pytest.fixture(scope="module")
def case(tmp_path_factory: pytest.TempPathFactory) -> Case:
    case = Case.create(tmp_path_factory.mktemp("sample") / "case", owner="DS Example")
    assert [r.path.name for r in case.load([EXHIBITS]) if r.error is not None] == []
    return case


@pytest.fixture(scope="module")
def tables(case: Case) -> dict[str, pa.Table]:
    view = case.view()
    return {name: view.sql(f"SELECT {', '.join(VIEWS[name].names)} FROM {name}") for name in VIEWS}


@pytest.fixture(scope="module")
def runs(case: Case) -> dict[str, Run]:
    return {run.detector: run for run in case.detect()}


def shuffled(table: pa.Table) -> pa.Table:
    keys = pa.array([(i * 2_654_435_761) % 2**32 for i in range(table.num_rows)], pa.int64())
    return table.take(pc.sort_indices(keys))


@pytest.mark.parametrize("detector", DETECTORS, ids=lambda d: d.name)
def test_the_order_of_rows_changes_nothing(detector: Any, tables: dict[str, pa.Table]) -> None:
    settings = detector.settings()
    ordered = detector.detect(View.of(tables), settings)
    assert detector.detect(View.of({n: shuffled(t) for n, t in tables.items()}), settings) == ordered


@pytest.mark.parametrize("detector", DETECTORS, ids=lambda d: d.name)
def test_names_are_never_an_input(detector: Any, tables: dict[str, pa.Table]) -> None:
    names = tables["entities"]["name"].to_pylist()
    moved = pa.array(names[1:] + names[:1], pa.string())
    index = tables["entities"].column_names.index("name")
    renamed = {**tables, "entities": tables["entities"].set_column(index, "name", moved)}
    settings = detector.settings()
    assert detector.detect(View.of(renamed), settings) == detector.detect(View.of(tables), settings)


def test_the_line_is_a_strong_supported_lead(case: Case, runs: dict[str, Run]) -> None:
    line = case.entity("07700900109")
    found = {d: [f for f in runs[d].findings if line in f.anchors] for d in ("bulk-texts", "line-profile")}
    assert [(f.strength, f.outcome) for fs in found.values() for f in fs] == [("strong", "supported")] * 2


def test_the_child_and_nobody_else_is_flagged(case: Case, runs: dict[str, Run]) -> None:
    (finding,) = runs["safeguarding"].findings
    redactor = case.redactor(unmask=finding.anchors, reason="test")
    assert redactor.name(finding.anchors[0]) == "Greta Nettlefold"
    assert case.redactor().name(finding.anchors[0]).startswith("Protected person")


def test_taxi_takeaway_and_church_are_held_back(case: Case, runs: dict[str, Run]) -> None:
    held = {h.entity_id for d in ("line-profile", "bulk-texts") for h in runs[d].held_back}
    assert {case.entity(n) for n in ("07700900313", "07700900445")} <= held
    telling = [f for run in runs.values() for f in run.findings if f.strength in ("strong", "partial")]
    innocent = {case.entity(n) for n in ("07700900313", "01632960417", "07700900445", "07700900210")}
    assert not {a for f in telling for a in f.anchors} & innocent


def test_a_number_without_held_billing_is_not_judged(case: Case, runs: dict[str, Run]) -> None:
    parallel = case.entity("07700900101")
    assert parallel in {n.entity_id for n in runs["line-profile"].not_assessable}
    assert all(parallel not in f.anchors for f in runs["line-profile"].findings)


def test_the_ring_is_found_by_what_it_shares(case: Case, runs: dict[str, Run]) -> None:
    shared = {case.entity("07700900263"), case.entity("00-00-88 13066800")}
    (finding,) = [f for f in runs["shared-identifiers"].findings if f.strength == "strong"]
    assert shared <= {r.entity_id for r in finding.roles}
    innocent = {case.entity(n) for n in ("0115 496 0903", "07700900210", "07700900298")}
    assert innocent <= {h.entity_id for h in runs["shared-identifiers"].held_back}


def test_recipients_of_bulk_texts_are_hidden_where_an_output_leaves_the_case(case: Case, runs: dict[str, Run]) -> None:
    roles = [r for f in runs["bulk-texts"].findings for r in f.roles if f.strength == "strong"]
    staff = {r.entity_id for f in runs["line-profile"].findings for r in f.roles if "staff" in r.role}
    recipients = {r.entity_id for r in roles if "recipient" in r.role} - staff
    assert len(recipients) > 30
    labels = {n.id: n.label for n in case.chart().nodes}
    assert all("person" in labels[r].casefold() for r in recipients if r in labels)
    assert case.redactor().name(min(recipients - case.redactor().hidden())).startswith(("+", "0"))


def test_no_output_of_the_sample_names_the_child_or_the_caseworker(
    case: Case, runs: dict[str, Run], tmp_path: Path
) -> None:
    case.report(tmp_path / "report.html")
    case.export(case.chart(), "map", tmp_path / "map.html")
    for name in ("report.html", "map.html"):
        text = (tmp_path / name).read_text(encoding="utf-8").casefold()
        for secret in ("greta nettlefold", "900177", "900210"):
            assert secret not in text, f"{name} holds {secret}"


def test_a_numbers_own_bill_counts_whole_also_where_others_saw_the_same_calls(case: Case) -> None:
    """A call told by another number's bill must not vanish from the records of this one."""
    view = case.view()
    prepare_traffic(view)
    lost = view.sql(
        "SELECT number_id, count(*) FILTER (once) AS counted, count(DISTINCT event_id) AS held FROM detect_traffic"
        " GROUP BY number_id HAVING counted <> held"
    )
    assert lost.to_pylist() == []
    (line,) = view.sql("SELECT entity_id FROM entities WHERE value = '+447700900109'")["entity_id"].to_pylist()
    own = view.sql(
        "SELECT count(DISTINCT (a_id, b_id, event_kind, start_utc, duration_s)) AS n FROM observations"
        " WHERE subject_id = $line AND evidence_type = 'billing' AND event_kind IN ('call', 'message')"
        " AND start_utc IS NOT NULL",
        line=line,
    )["n"][0].as_py()
    counted = view.sql("SELECT count(*) AS n FROM detect_traffic WHERE number_id = $line AND once", line=line)
    assert counted["n"][0].as_py() == own > 4000
