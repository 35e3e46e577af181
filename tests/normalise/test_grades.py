"""Intelligence gradings in every spelling, and the older scheme left alone."""

from __future__ import annotations

import pytest

from clew.normalise.grades import grade, handling


@pytest.mark.parametrize(
    ("text", "source", "information", "permission", "action", "sanitisation"),
    [
        ("1AP", "1", "A", "P", None, None), ("1/A/P", "1", "A", "P", None, None), ("1 a p", "1", "A", "P", None, None),
        ("B1P", "1", "B", "P", None, None), ("2B", "2", "B", None, None, None), ("3-E-C", "3", "E", "C", None, None),
        ("2 C C A2 S1", "2", "C", "C", "A2", "S1"), ("2CCA1", "2", "C", "C", "A1", None),
        ("1BPS2", "1", "B", "P", None, "S2"),
    ],
)  # fmt: skip
def test_one_code_is_taken_apart(text, source, information, permission, action, sanitisation):
    assert grade(text) == {
        "source": source, "information": information, "handling": permission, "action": action,
        "sanitisation": sanitisation, "issue": None,
    }  # fmt: skip


@pytest.mark.parametrize("text", ["E41", "B24", "A11", "B1", "X5", "zz", "4A", "1F"])
def test_what_is_no_3x5x2_is_not_converted(text):
    found = grade(text)

    assert found.get("source") is None
    assert found["issue"]


def test_handling_cells():
    assert handling("P")["handling"] == "P"
    assert (handling("C/A2/S1")["action"], handling("C/A2/S1")["sanitisation"]) == ("A2", "S1")
    assert handling("Handling code C")["handling"] == "C"
    assert handling("no onward release")["issue"] == "not a handling code"
