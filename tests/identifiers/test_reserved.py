"""Invented data is recognised by rule, and real data is not taken for it."""

from __future__ import annotations

import pyarrow as pa
import pytest

from clew.identifiers.reserved import PATTERNS, is_reserved, reserved

#: Kind -> a reserved value and a value just outside the range.
NEIGHBOURS = {
    "phone": ("+447700900999", "+44770090" + "1000"), "imei": ("35000000000001", "350000" + "01000001"),
    "imsi": ("001010000000001", "001020" + "000000001"), "iccid": ("8999900000000000019", "89441" + "00000000000019"),
    "vehicle": ("ZX26ABC", "YX" + "26ABC"), "postcode": ("ZX1 2CV", "ZE" + "1 2CV"), "account": ("000011 12345678",
    "000111 12345678"),
    "email": ("abi@example.org", "abi@example.org" + ".uk"), "nino": ("QQ123456C", "QR" + "123456C"),
    "pesel": ("88630500004", "88230" + "500004"),
}  # fmt: skip


@pytest.mark.parametrize("kind", PATTERNS)
def test_the_edge_of_each_range(kind: str) -> None:
    inside, outside = NEIGHBOURS[kind]
    assert is_reserved(kind, inside)
    assert not is_reserved(kind, outside)
    assert reserved(kind, pa.array([inside, outside, None])).to_pylist() == [True, False, None]


@pytest.mark.parametrize(
    "value",
    ["+447700900000", "+442079460000", "+441134960000", "+441184960999", "+441214960000", "+441614960999",
    "+441914980000",
     "+442896496000", "+442920180999", "+441632960000", "+448081570999", "+449098790000", "+443069990000",
     "+46701740605",
     "+46701740699", "+9991234567"],
)  # fmt: skip
def test_every_drama_range(value: str) -> None:
    assert is_reserved("phone", value)


@pytest.mark.parametrize(
    ("range_", "beside"),
    [("+44770090", "01234"), ("+44770090", "012"), ("+4670", "1740604"), ("+4670", "1740700"), ("+4419", "4960000")],
)
def test_numbers_beside_the_ranges(range_: str, beside: str) -> None:
    assert not is_reserved("phone", range_ + beside)
