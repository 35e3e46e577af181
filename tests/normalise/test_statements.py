"""Graded intelligence items."""

from __future__ import annotations

from datetime import UTC, datetime


def test_an_item_about_a_person_and_a_number_is_two_statements(run, records):
    result = run(
        "statements", evidence="intelligence", reference=["I-1"], date=["13/06/2024"], grade=["2/C/C A2 S1"],
        text=["seen at the station"], subject_name=["Tom Fenn"], subject_phone=["07700900001"], country=["UK"],
    )  # fmt: skip
    statements = records(result, "statement")

    assert [(s["subject_kind"], s["subject"]) for s in statements] == [("person", "row:0"), ("phone", "+447700900001")]
    assert {n: statements[0][n] for n in ("source_grade", "information_grade", "action_code", "sanitisation_code")} == {
        "source_grade": "2", "information_grade": "C", "action_code": "A2", "sanitisation_code": "S1",
    }  # fmt: skip
    assert (statements[0]["grade"], statements[0]["handling"]) == ("2/C/C A2 S1", "C A2 S1")
    assert statements[0]["stated_utc"] == datetime(2024, 6, 12, 23, tzinfo=UTC)
    assert statements[0]["text"] == "seen at the station"


def test_grades_in_columns_of_their_own(run, records):
    result = run(
        "statements", reference=["I-1", "I-2"], source_grade=["1 - Reliable", "untested"],
        information_grade=["A", "Q"], handling=["P", "C"], action=["", "A1"], text=["x", "y"],
    )  # fmt: skip
    first, second = records(result, "statement")

    assert (first["source_grade"], first["information_grade"], first["grade"], first["handling"]) == (
        "1",
        "A",
        "1A",
        "P",
    )
    assert (second["source_grade"], second["handling"]) == ("2", "C A1")
    assert "information_grade" not in second


def test_the_older_scheme_is_kept_as_it_is_written(run, records, issues):
    result = run("statements", reference=["I-1"], grade=["E41"], text=["x"])
    (statement,) = records(result, "statement")

    assert statement["grade"] == "E41"
    assert "source_grade" not in statement
    assert issues(result, "statement") == ["grade: 5x5x5 or letter first: kept as written, not converted"]


def test_an_action_code_inside_a_grading_binds_other_kinds_of_rows_too(run, records):
    result = run("people", full_name=["Tom Fenn"], phone=["07700900001"], grade=["1/A/C/A1"], handling=["no release"])

    assert {r["handling"] for kind in ("person", "membership") for r in records(result, kind)} == {"no release C A1"}


def test_who_told_it_is_never_read(run, records):
    result = run("statements", reference=["I-1"], text=["x"], source=["a named person"])

    assert "a named person" not in str(records(result, "statement"))
