"""Number plates as cameras, forms and spreadsheets write them."""

from __future__ import annotations

import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from clew.identifiers import plate


def one(text: str | None) -> dict[str, str | None]:
    return plate.clean(pa.array([text], pa.string())).to_pylist()[0]


@pytest.mark.parametrize(
    "text",
    ["ZX26 ABC", "ZX26ABC", "zx26 abc", "ZX26-ABC", " ZX26  ABC ", "'ZX26 ABC", "GB ZX26 ABC", "UK: ZX26ABC",
    "Z X 2 6 A B C", "ZX26·ABC",
     "ＺＸ２６ ＡＢＣ"],
)  # fmt: skip
def test_one_plate_in_every_dress(text: str) -> None:
    assert one(text) == {"value": "ZX26ABC", "kind": "vehicle", "status": "reserved", "issue": None}


@pytest.mark.parametrize(
    ("text", "value", "status"),
    [
        ("W 123 ABC", "W123ABC", "valid"), ("ABC 123D", "ABC123D", "valid"), ("1 MAY", "1MAY", "valid"),
        ("IAZ 1234", "IAZ1234", "valid"),
        ("A 1", "A1", "valid"), ("Q123 ABC", "Q123ABC", "valid"), ("P0LICE", "P0LICE", "possible"),
        ("MÜ-AB 123", "MUAB123", "possible"),
        ("WX 12345", "WX12345", "possible"), ("АВ 1234", "AB1234", "valid"), ("12345", "12345", "possible"),
    ],
)  # fmt: skip
def test_other_layouts_are_kept(text: str, value: str, status: str) -> None:
    row = one(text)
    assert (row["value"], row["kind"], row["status"]) == (value, "vehicle", status)


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("2024-05-01", "lossy"), ("2024-05-01 00:00:00", "lossy"), ("01/05/2024", "lossy"), ("01-May", "lossy"),
        ("May-01", "lossy"),
        ("1-MAY-24", "lossy"), ("1.23E+05", "lossy"), ("ZX26 ?BC", "invalid"), ("ZX2* ABC", "invalid"),
        ("ABCDEFG", "invalid"),
        ("NO READ", "placeholder"), ("noplate", "placeholder"), ("XXXXXXX", "placeholder"), ("0000000", "placeholder"),
        ("", "empty"), ("unknown", "empty"), (None, "empty"), ("a car with a long story 1", "invalid"),
    ],
)  # fmt: skip
def test_no_plate(text: str | None, status: str) -> None:
    row = one(text)
    assert (row["value"], row["kind"], row["status"]) == (None, None, status)


def test_a_number_that_may_be_a_date_says_so() -> None:
    assert one("45413.0")["issue"] == "five digits: perhaps a date to a spreadsheet"


def test_plates_are_shown_as_written() -> None:
    shown = [plate.show(v) for v in ("ZX26ABC", "W123ABC", "ABC123D", "MAY1", "1MAY", "WX12345")]
    assert shown == ["ZX26 ABC", "W123 ABC", "ABC 123D", "MAY 1", "1 MAY", "WX12345"]


@pytest.mark.parametrize(
    ("read", "repaired"),
    [
        ("ZX2GABC", ["ZX26ABC"]), ("2X26ABC", ["ZX26ABC"]), ("ZX26A8C", ["ZX26ABC"]), ("ZXZ6ABC", ["ZX26ABC"]),
        ("Z026ABC", ["ZD26ABC", "ZO26ABC"]),
        ("ZXZGABC", []), ("ZX26ABC", []), ("W123ABC", []), ("ZX26AB", []), ("P0LICE", []),
    ],
)  # fmt: skip
def test_repair_changes_one_character_at_most(read: str, repaired: list[str]) -> None:
    assert plate.candidates(read) == repaired


def test_what_a_camera_confuses_has_one_key() -> None:
    keys = plate.confusable_key(pa.array(["ZX26ABC", "2X2GA8C", "ZX26ABD", None])).to_pylist()
    assert keys[0] == keys[1] != keys[2]
    assert keys[3] is None


@given(st.from_regex(r"[A-Za-z0-9 .\-]{1,10}", fullmatch=True))
def test_what_is_shown_reads_back(text: str) -> None:
    value = one(text)["value"]
    if value is not None:
        assert plate.check(value)
        assert one(plate.show(value))["value"] == value
        assert set(value) <= set(text.upper())


@given(st.from_regex(r"Z[A-Z][0-9]{2}[A-Z]{3}", fullmatch=True))
def test_a_candidate_has_the_key_of_the_read_or_of_a_listed_pair(value: str) -> None:
    for other in plate.candidates(value):
        assert sum(a != b for a, b in zip(value, other, strict=True)) == 1
