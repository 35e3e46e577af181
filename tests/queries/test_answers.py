"""Every named query gives the answer that was worked out by hand from the story, on both engines."""

from __future__ import annotations

import re
import tomllib
from datetime import UTC, date, datetime, time
from pathlib import Path
from typing import Any

import pytest
from neo4j.time import DateTime

from clew.graph.session import GraphSession

FOLDER = Path(__file__).parents[2] / "queries" / "clew_queries"
EXPECTED = Path(__file__).parent / "expected"
NAMES = sorted(f.relative_to(FOLDER).with_suffix("").as_posix() for f in FOLDER.rglob("*.cypher"))
CASES = [
    pytest.param(name, case, id=f"{name}-{number}")
    for name in NAMES
    if (EXPECTED / f"{name}.toml").exists()
    for number, case in enumerate(tomllib.loads((EXPECTED / f"{name}.toml").read_text(encoding="utf-8"))["case"])
]
PYTHON = {"entity": str, "text": str, "integer": int, "boolean": bool, "utc": datetime, "entities": list}


def test_every_query_has_an_expected_answer() -> None:
    written = sorted(f.relative_to(EXPECTED).with_suffix("").as_posix() for f in EXPECTED.rglob("*.toml"))
    assert written == NAMES


def test_every_query_answers_something() -> None:
    assert {name for name, case in (c.values for c in CASES) if case["rows"]} == set(NAMES)


@pytest.mark.xdist_group("queries")
@pytest.mark.parametrize(("name", "case"), CASES)
def test_embedded_graph_gives_the_answer_worked_out_by_hand(
    embedded_story: GraphSession, name: str, case: dict[str, Any]
) -> None:
    assert asked(embedded_story, name, case) == wanted(name, case)


def asked(session: GraphSession, name: str, case: dict[str, Any]) -> list[dict[str, Any]]:
    text = (FOLDER / f"{name}.cypher").read_text(encoding="utf-8")
    defaults = re.findall(r"^// param: (\w+) (\w+) (\S+)", text, re.MULTILINE)
    given = {n: int(d) if t == "integer" else d for n, t, d in defaults if d != "required"}
    columns, records = session.read(text, **given | case.get("params", {}))
    assert columns == list(types(name)) or (session.embedded and not records), (
        "the embedded engine names no columns of nothing"
    )
    return [{c: plain(v) for c, v in zip(columns, r.values(), strict=True)} for r in records]


def wanted(name: str, case: dict[str, Any]) -> list[dict[str, Any]]:
    """The expected rows: what a row does not name is null, a day stands for its midnight in UTC."""
    columns = types(name)
    for row in case["rows"]:
        assert set(row) <= set(columns)
        for column, value in row.items():
            assert isinstance(plain(value), PYTHON[columns[column]])
    return [{c: plain(row.get(c)) for c in columns} for row in case["rows"]]


def types(name: str) -> dict[str, str]:
    text = (FOLDER / f"{name}.cypher").read_text(encoding="utf-8")
    return dict(re.findall(r"^// returns: (\w+) (\w+)", text, re.MULTILINE))


def plain(value: Any) -> Any:
    if isinstance(value, DateTime):
        return value.to_native().astimezone(UTC)
    if isinstance(value, date) and not isinstance(value, datetime):
        return datetime.combine(value, time(), UTC)
    return value
