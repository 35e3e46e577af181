"""Bank accounts as statements, forms and spreadsheets write them."""

from __future__ import annotations

import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from clew.identifiers import account


def one(text: str | None) -> dict[str, str | None]:
    return account.clean(pa.array([text], pa.string())).to_pylist()[0]


@pytest.mark.parametrize(
    "text",
    ["00-00-11 12345678", "000011 12345678", "00 00 11 12345678", "00001112345678", "00-00-11/12345678",
    "12345678 (00-00-11)",
     "Sort code: 00-00-11 Account no: 12345678", "00-00-11|12345678", "000011|12345678.0", "GB84EXMP00001112345678",
     "GB84 EXMP 0000 1112 3456 78", "IBAN: gb84 exmp 0000 1112 3456 78"],
)  # fmt: skip
def test_one_account_in_every_dress(text: str) -> None:
    text = text.removesuffix(".0")
    assert one(text) == {"value": "000011 12345678", "kind": "account", "status": "reserved", "issue": None}


@pytest.mark.parametrize(
    ("text", "value", "status", "issue"),
    [
        ("12345678", "12345678", "partial", "sort code missing"),
        ("|12345678", "12345678", "partial", "sort code missing"),
        ("DE52000000000012345678", "DE52000000000012345678", "valid", None),
        ("PL20 0000 0000 0000 0000 1234 5678", "PL20000000000000000012345678", "valid", None),
        ("DE53000000000012345678", None, "invalid", "check digits of the IBAN do not fit"),
        ("00-00-11|", None, "invalid", "account number missing"),
        ("00-00-11|123456789", None, "invalid", "not an account number of 8 digits"),
        ("1.2E+7", None, "lossy", "precision lost in scientific notation"),
        ("cash", None, "invalid", "neither sort code and account number nor IBAN"),
        ("|", None, "empty", None),
        ("", None, "empty", None),
        (None, None, "empty", None),
    ],
)
def test_partial_foreign_and_unusable(text: str | None, value: str | None, status: str, issue: str | None) -> None:
    row = one(text)
    assert (row["value"], row["status"], row["issue"]) == (value, status, issue)


def test_columns_apart_restore_the_zeros_a_spreadsheet_took() -> None:
    codes = pa.array(["11", "000011", "11.0", None, "00-00-11"])
    numbers = pa.array(["1234567", "12345678", "12345678.0", "12345678", None])
    rows = account.clean(account.join(codes, numbers)).to_pylist()
    assert [r["value"] for r in rows] == ["000011 01234567", "000011 12345678", "000011 12345678", "12345678", None]
    assert rows[0]["issue"] == rows[2]["issue"] == "leading zero restored"


def test_accounts_are_shown_as_written() -> None:
    assert account.show("000011 12345678") == "00-00-11 12345678"
    assert account.show("DE52000000000012345678") == "DE52 0000 0000 0012 3456 78"


@given(st.from_regex(r"0000[0-9]{2} [0-9]{8}", fullmatch=True))
def test_what_is_shown_reads_back(value: str) -> None:
    assert account.check(value)
    assert one(account.show(value))["value"] == value


@given(st.text(st.characters(codec="utf-8"), max_size=30))
def test_no_text_is_too_odd(text: str) -> None:
    value = one(text)["value"]
    assert value is None or account.check(value)
