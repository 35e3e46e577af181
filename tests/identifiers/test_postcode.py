"""UK postcodes."""

from __future__ import annotations

import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from clew.identifiers import postcode


@pytest.mark.parametrize(
    ("text", "value", "status", "issue"),
    [
        ("ZX1 2CV", "ZX1 2CV", "reserved", None),
        ("zx12cv", "ZX1 2CV", "reserved", None),
        (" ZX1-2CV ", "ZX1 2CV", "reserved", None),
        ("ZX12 2CV", "ZX12 2CV", "reserved", None),
        ("ZXI 2CV", "ZX1 2CV", "reserved", "letter read as digit"),
        ("ZX1 OCV", "ZX1 0CV", "reserved", "letter read as digit"),
        ("GIR 0AA", "GIR 0AA", "valid", None),
        ("ZX1", "ZX1", "outward", "only the first half of a postcode"),
        ("ZX1 2C", None, "invalid", "not a UK postcode"),
        ("ZX26 ABC", None, "invalid", "not a UK postcode"),
        ("", None, "empty", None),
        ("unknown", None, "empty", None),
        (None, None, "empty", None),
    ],
)
def test_postcodes(text: str | None, value: str | None, status: str, issue: str | None) -> None:
    row = postcode.clean(pa.array([text], pa.string())).to_pylist()[0]
    assert row == {"value": value, "kind": None, "status": status, "issue": issue}


@pytest.mark.parametrize("outward", ["A1", "A11", "AB1", "AB11", "A1A", "AB1A"])
def test_each_layout_of_the_outward_half(outward: str) -> None:
    inward = "2" + "CV"[::-1]
    # C I K M O V are not used inward, so a valid one is put together here.
    valid = f"{outward} 2" + "AA"
    assert postcode.check(valid)
    assert not postcode.check(f"{outward} {inward}")


@given(st.from_regex(r"ZX[0-9]{1,2} [0-9][CIKMOV]{2}", fullmatch=True))
def test_what_is_shown_reads_back(value: str) -> None:
    assert postcode.check(value)
    assert (
        postcode.clean(pa.array([postcode.show(value), value.replace(" ", "").lower()]))["value"].to_pylist()
        == [value] * 2
    )
