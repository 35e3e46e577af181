"""UK addresses as forms, lists and reports write them."""

from __future__ import annotations

from typing import Any

import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from clew.identifiers import address


def one(text: str | None) -> dict[str, Any]:
    return address.clean(pa.array([text], pa.string())).to_pylist()[0]


@pytest.mark.parametrize(
    "text",
    ["Flat 2, 14 Example Road, Norwich, ZX1 2CV", "FLAT 2, 14 EXAMPLE ROAD, NORWICH, ZX1 2CV",
    "Flat 2 14 Example Rd Norwich ZX12CV",
     "Apt 2\n14 Example Rd.\nNorwich\nNorfolk\nzx1 2cv", "Apartment 02, No. 14 Example Road, ZX1 2CV, UK",
     "14 Example Road, Flat 2, Norwich, ZX1 2CV",
     "14 Example Road flat 2, Norwich ZX1 2CV", "Flat 2; 14; Example Road; ZXI 2CV",
     "c/o Mr Fenn, Flat 2, 14 Example Road, ZX1 2CV",
     "flt 2, 14 example rd_x000D_\nnorwich_x000D_\nzx1 2cv"],
)  # fmt: skip
def test_one_dwelling_in_every_dress(text: str) -> None:
    row = one(text)
    assert (row["value"], row["kind"], row["status"]) == ("flat 2, 14 example road, zx1 2cv", "address", "valid")
    assert (row["building_key"], row["precision"], row["flat"]) == ("14 example road, zx1 2cv", "dwelling", "flat 2")
    assert row["postcode"] == "ZX1 2CV"


@pytest.mark.parametrize(
    ("text", "key", "precision"),
    [
        ("14 Example Road, Norwich", "14 example road, norwich", "building"),
        ("14 Example Road Norwich", "14 example road, norwich", "building"),
        ("14b Example Road, ZX1 2CV", "14b example road, zx1 2cv", "building"),
        ("12-14 High St, ZX1 2CV", "12-14 high street, zx1 2cv", "building"),
        ("14 The Street, ZX1 2CV", "14 the street, zx1 2cv", "building"),
        ("14 St John's Rd, ZX1 2CV", "14 st johns road, zx1 2cv", "building"),
        ("14 Saint Johns Road, ZX1 2CV", "14 st johns road, zx1 2cv", "building"),
        ("2 Station Road East, Norwich", "2 station road east, norwich", "building"),
        ("14, Broadwalk, Norwich, ZX1 2CV", "14 broadwalk, zx1 2cv", "building"),
        ("5 Example Court, Norwich, ZX1 2CV", "5 example court, zx1 2cv", "building"),
        ("14 ZX1 2CV", "14, zx1 2cv", "building"),
        ("Sunnyside, Example Lane, ZX1 2CV", "sunnyside, example lane, zx1 2cv", "building"),
        ("HMP Example, Norwich", "hmp example, norwich", "building"),
        ("Example House, 14 Example Road, ZX1 2CV", "14 example road, zx1 2cv", "building"),
        ("Flat 4, Rose House, 14 High St, ZX1 2CV", "flat 4, rose house, 14 high street, zx1 2cv", "dwelling"),
        ("4 Rose House, 14 High Street, ZX1 2CV", "flat 4, rose house, 14 high street, zx1 2cv", "dwelling"),
        ("Room 3, Flat 2, 14 Example Rd, ZX1 2CV", "room 3, flat 2, 14 example road, zx1 2cv", "dwelling"),
        ("Basement flat, 5 Example Rd, ZX1 2CV", "basement flat, 5 example road, zx1 2cv", "dwelling"),
        ("GROUND FLOOR FLAT, 5 Example Rd, ZX1 2CV", "ground floor flat, 5 example road, zx1 2cv", "dwelling"),
        ("1st floor, 5 Example Rd, ZX1 2CV", "first floor flat, 5 example road, zx1 2cv", "dwelling"),
        ("Flat A, 14 Example Rd, Norwich ZX1", "flat a, 14 example road, norwich", "dwelling"),
        ("Flat 0/1, 14 Example Street, ZX1 2CV", "flat 0/1, 14 example street, zx1 2cv", "dwelling"),
        ("2/14 Example Street, ZX1 2CV", "2/14 example street, zx1 2cv", "building"),
        ("Flat 3, Example Court, ZX1 2CV", "flat 3, example court, zx1 2cv", "dwelling"),
        ("Unit 5, Example Industrial Estate, ZX1 2CV", "unit 5, example industrial estate, zx1 2cv", "dwelling"),
        ("Example Road, Norwich", "example road, norwich", "street"),
        ("Example Court, Norwich", "example court, norwich", "street"),
        ("Flat 2, Example Road, Norwich", "example road, norwich", "street"),
        ("ZX1 2CV", "zx1 2cv", "postcode"),
        ("Norwich", "norwich", "town"),
        ("Norwich, Norfolk", "norwich", "town"),
    ],
)
def test_the_key_is_as_precise_as_the_text_and_no_more(text: str, key: str, precision: str) -> None:
    row = one(text)
    assert (row["value"], row["precision"]) == (key, precision)
    assert (row["building_key"] is None) == (precision not in ("dwelling", "building"))
    assert (row["status"] == "valid") == (row["building_key"] is not None)
    assert address.check(key)
    assert one(address.show(key))["value"] == key


@pytest.mark.parametrize(
    ("text", "status", "issue"),
    [
        ("NFA", "placeholder", None), ("No fixed abode", "placeholder", None), ("", "empty", None),
        ("unknown", "empty", None),
        (None, "empty", None), ("14 Example Road", "invalid", "neither town nor postcode"), (",,", "placeholder", None),
    ],
)  # fmt: skip
def test_what_names_no_place(text: str | None, status: str, issue: str | None) -> None:
    row = one(text)
    assert (row["value"], row["kind"], row["status"], row["issue"]) == (None, None, status, issue)


def test_columns_of_lines_come_together() -> None:
    joined = address.join(
        pa.array(["Flat 2", None, "n/a"]),
        pa.array(["14 Example Road", "-", None]),
        None,
        pa.array(["ZX1 2CV", "ZX1 2CV", None]),
    )
    assert joined.to_pylist() == ["Flat 2, 14 Example Road, ZX1 2CV", "ZX1 2CV", None]
    assert address.clean(joined)["precision"].to_pylist() == ["dwelling", "postcode", None]


def test_keys_are_shown_with_capitals() -> None:
    assert address.show("flat 2, 14 st johns road, zx1 2cv") == "Flat 2, 14 St Johns Road, ZX1 2CV"
    assert address.show("14b example road, norwich") == "14B Example Road, Norwich"


STREETS = st.sampled_from(
    ["Example Road", "Station Road East", "Park View Road", "St Anne's Close", "The Street", "Green Lane", "Broadway"]
)
FLATS = st.sampled_from(
    ["", "Flat 2, ", "Room 3, Flat 2, ", "Top floor flat, ", "Unit B, ", "Rose House, ", "Flat 9, Rose House, "]
)


@given(
    FLATS,
    st.integers(1, 999),
    STREETS,
    st.sampled_from(["ZX1 2CV", "Norwich", "Forest Hill, ZX9 1OK", "Bury St Example"]),
)
def test_reading_a_key_gives_it_back(flat: str, number: int, street: str, area: str) -> None:
    row = one(f"{flat}{number} {street}, {area}")
    assert row["precision"] == ("dwelling" if any(w in flat for w in ("Flat", "Room", "flat", "Unit")) else "building")
    for text in (row["value"], address.show(row["value"])):
        again = one(text)
        assert (again["value"], again["building_key"]) == (row["value"], row["building_key"])


@given(st.text(st.characters(codec="utf-8"), max_size=40))
def test_no_text_is_too_odd(text: str) -> None:
    row = one(text)
    assert (row["value"] is None) == (row["precision"] is None)
