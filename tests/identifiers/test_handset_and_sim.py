"""IMEI, IMSI and ICCID as operators, boxes and spreadsheets write them."""

from __future__ import annotations

import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from clew.identifiers import iccid, imei, imsi


def one(module: object, text: str | None) -> dict[str, str | None]:
    return module.clean(pa.array([text], pa.string())).to_pylist()[0]  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    "text",
    ["35000000000001", "350000000000018", "350000000000010", "3500000000000101", "35-000000-000001-8",
    "35 000000 000001 8",
     "IMEI: 350000000000018", "350000000000018.0", "3.50000000000018E+14", "'350000000000018", "35000000/000001/8"],
)  # fmt: skip
def test_one_handset_whatever_the_number_of_digits(text: str) -> None:
    row = one(imei, text)
    assert (row["value"], row["kind"], row["status"]) == ("35000000000001", "imei", "reserved")


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("3.5E+14", "lossy"), ("000000000000000", "placeholder"), ("111111111111111", "placeholder"),
        ("12345678901234", "placeholder"),
        ("1234567", "invalid"), ("A1000012345678", "invalid"), ("", "empty"), ("n/a", "empty"), (None, "empty"),
    ],
)  # fmt: skip
def test_no_imei(text: str | None, status: str) -> None:
    row = one(imei, text)
    assert (row["value"], row["kind"], row["status"]) == (None, None, status)


def test_the_check_digit_is_judged_but_never_needed() -> None:
    # The worked example of the standard's own documents, with its check digit, with zero, and with a wrong one.
    body = "49015420323751"
    assert imei.luhn(body) == 8
    assert [one(imei, f"{body}{d}")["status"] for d in "801"] == ["valid", "valid", "possible"]
    assert one(imei, f"{body}1")["issue"] == "check digit does not fit"


@pytest.mark.parametrize(
    ("text", "value", "status"),
    [
        ("001010000000001", "001010000000001", "reserved"), ("001-01-0000000001", "001010000000001", "reserved"),
        ("IMSI 001010000000001", "001010000000001", "reserved"), ("1.010000000001E+12", None, "invalid"),
        ("1.01E+12", None, "lossy"), ("000000000000000", None, "placeholder"), ("80101", None, "invalid"),
        ("", None, "empty"),
    ],
)  # fmt: skip
def test_imsi(text: str, value: str | None, status: str) -> None:
    row = one(imsi, text)
    assert (row["value"], row["status"]) == (value, status)
    assert row["kind"] == (None if value is None else "imsi")


def test_imsi_of_fourteen_digits_is_possible_and_of_no_country_is_not() -> None:
    assert one(imsi, "234" + "15" + "0" * 9)["status"] == "possible"
    assert one(imsi, "101" + "15" + "1" * 10)["status"] == "invalid"


@pytest.mark.parametrize(
    ("text", "value", "status"),
    [
        ("8999900000000000019", "8999900000000000019", "reserved"),
        ("8999 9000 0000 0000 019F", "8999900000000000019", "reserved"),
        ("ICCID: 8999900000000000019", "8999900000000000019", "reserved"), ("8.9999E+18", None, "lossy"),
        ("8999912345678901000", None, "lossy"), ("1234567890123456789", None, "invalid"), ("89999", None, "invalid"),
        ("", None, "empty"),
    ],
)  # fmt: skip
def test_iccid(text: str, value: str | None, status: str) -> None:
    row = one(iccid, text)
    if text == "8999912345678901000":
        # Three zeros can be chance; four behind the fifteenth digit with a wrong check digit are a number format.
        row = one(iccid, "8999912345678900000")
    assert (row["value"], row["status"]) == (value, status)


@given(st.text("0123456789", min_size=14, max_size=14))
def test_imei_shown_reads_back(digits: str) -> None:
    row = one(imei, digits)
    if row["value"] is not None:
        assert imei.check(row["value"])
        assert one(imei, imei.show(row["value"]))["value"] == row["value"]


@given(st.text("0123456789", min_size=15, max_size=15))
def test_imsi_shown_reads_back(digits: str) -> None:
    row = one(imsi, digits)
    if row["value"] is not None:
        assert imsi.check(row["value"])
        assert one(imsi, imsi.show(row["value"]))["value"] == row["value"]


@given(st.text("0123456789", min_size=16, max_size=18))
def test_iccid_shown_reads_back(digits: str) -> None:
    row = one(iccid, f"89{digits}")
    if row["value"] is not None:
        assert iccid.check(row["value"])
        assert one(iccid, iccid.show(row["value"]))["value"] == row["value"]
