from __future__ import annotations

import contextlib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from clew.errors import InputError
from clew.ledger.session import open_ledger
from clew.readers.reader import ReadOptions, Source
from clew.readers.recognise import choose
from clew.synth.exchange.anx import chart, entity, link, write

Read = Callable[..., list[Any]]


def parts(found: list[Any]) -> dict[str, Any]:
    return {each.part.name: each for each in found}


def test_a_chart_becomes_people_things_and_links(new_case: Any, tmp_path: Path) -> None:
    case = new_case()
    (result,) = case.load([write(tmp_path / "chart.anx")], legal_basis="intelligence", timezone="UTC")
    exhibit = result.exhibit
    assert exhibit.reader == "anx"
    assert exhibit.read == exhibit.kept + exhibit.duplicate + exhibit.set_aside == 10
    assert exhibit.set_aside == 1, "the text block"
    drawn = case.chart()
    names = {n.id: n.label for n in drawn.nodes}
    found = {(x.type, names[x.source], names[x.target], x.fields.get("capacity")) for x in drawn.links}
    assert ("USES", "Ray Fenn", "Ray's phone", None) in found
    assert ("KEEPER_OF", "Skye Ashdown", "ZX26 ABC", None) in found, "an arrow on the tail points back"
    assert ("LINKED_TO", "Skye Ashdown", "Ray Fenn", "associate") in found
    assert ("LIVES_AT", "Ray Fenn", "1 Example Road, Zedham, ZX1 2CV", None) in found
    assert sum(n.kind == "Person" for n in drawn.nodes) == 2
    values = {n.value for n in drawn.nodes}
    assert {"+447700900124", "+447700900123", "ZX26ABC"} <= values
    assert all(not x.confirmed for x in drawn.links), "one chart is one piece of intelligence"


def test_a_persons_attributes_say_birth_and_number(read: Read, tmp_path: Path) -> None:
    row = parts(read(write(tmp_path / "chart.anx")))["people"].rows[0]
    assert (row["birth_date"], row["phone"], row["grade"]) == ("14/05/1990", "07700 900123", "B")


def test_only_the_half_of_a_time_the_chart_says_is_real_is_read(read: Read, tmp_path: Path) -> None:
    rows = parts(read(write(tmp_path / "chart.anx")))["links"].rows
    assert [(r["start"], r["date"], r["time"]) for r in rows] == [
        ("", "", ""),
        ("", "", ""),
        ("2026-03-02T09:15:00.000", "", ""),
        ("", "2026-03-05", ""),
    ]


def test_two_gradings_become_one_code(new_case: Any, tmp_path: Path) -> None:
    case = new_case()
    case.load([write(tmp_path / "chart.anx")], legal_basis="intelligence")
    session = open_ledger(case.folder, case.exhibits())
    assert session.sql("SELECT grade FROM membership WHERE relation = 'KEEPER_OF'").fetchall() == [("A2",)]


def test_a_card_and_a_description_are_kept_as_notes(read: Read, tmp_path: Path) -> None:
    found = parts(read(write(tmp_path / "chart.anx")))
    assert found["people"].column("note")[1] == "Seen twice - with a van"
    assert found["things"].column("note")[1] == "white van"


def test_an_identity_that_a_program_made_up_is_no_value(read: Read) -> None:
    text = chart(entity("E1", "Phone", "07700 900125", identity="{0f8fad5b-d9cb-469f-a165-70867728950e}"))
    assert parts(read(text, "chart.anx"))["things"].column("value") == ["07700 900125"]


def test_a_link_to_nothing_is_set_aside(read: Read) -> None:
    text = chart(entity("E1", "Phone", "07700 900125"), link("E1", "E9", "User of"))
    assert parts(read(text, "chart.anx"))["links"].aside == [("item 2", "one end of the link is not on the chart")]


def test_a_chart_cut_short_gives_what_stood_before_and_says_where(read: Read) -> None:
    whole = chart(*(entity(f"E{n}", "Phone", f"07700 90012{n}") for n in range(5)))
    found = parts(read(whole[: whole.index('Identity="" LabelIsIdentity="true"', whole.index("E4")) + 5], "chart.anx"))
    assert len(found["things"].rows) == 4
    last = found["other items"]
    assert any("breaks off" in w for w in last.part.tally.warnings)


def test_a_document_type_is_refused(read: Read) -> None:
    text = chart(entity("E1", "Phone", "07700 900125"))
    with pytest.raises(InputError, match="document type"):
        read(text.replace("<Chart ", '<!DOCTYPE Chart [<!ENTITY a "b">]>\n<Chart ', 1), "chart.anx")


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_a_mutated_file_gives_rows_or_a_clear_error(tmp_path: Path, data: st.DataObject) -> None:
    body = bytearray(write(tmp_path / "c.anx").read_bytes())
    for _ in range(data.draw(st.integers(1, 6))):
        body[data.draw(st.integers(60, len(body) - 1))] = data.draw(st.integers(0, 255))
    path = tmp_path / "mutated.anx"
    path.write_bytes(bytes(body[: data.draw(st.integers(60, len(body)))]))
    with contextlib.suppress(InputError):
        for part in choose(Source(path), forced="anx").read(Source(path), ReadOptions()):
            rows = sum(batch.num_rows for batch in part.batches)
            assert part.tally.read == rows + len(part.tally.set_aside)
