"""E-mail addresses."""

from __future__ import annotations

import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from clew.identifiers import email


@pytest.mark.parametrize(
    ("text", "value", "status"),
    [
        ("Abi.FENN@example.org", "abi.fenn@example.org", "reserved"),
        ("mailto:abi@example.com?subject=x", "abi@example.com", "reserved"),
        ("Abi Fenn <abi@example.net>", "abi@example.net", "reserved"),
        ("abi+one@mail.example.org", "abi+one@mail.example.org", "reserved"),
        ("abi@example.org.", "abi@example.org", "reserved"),
        ("abi@example.org; abi@example.org", "abi@example.org", "reserved"),
        ("abi@example.org; kyle@example.org", None, "invalid"), ("abi at example.org", None, "invalid"),
        ("abi@", None, "invalid"),
        ("", None, "empty"), (None, None, "empty"),
    ],
)  # fmt: skip
def test_addresses(text: str | None, value: str | None, status: str) -> None:
    row = email.clean(pa.array([text], pa.string())).to_pylist()[0]
    assert (row["value"], row["status"]) == (value, status)
    assert row["kind"] == (None if value is None else "email")


def test_the_domain_folds_too() -> None:
    shouted = "abi@example.org".upper()
    assert email.clean(pa.array([shouted]))["value"].to_pylist() == ["abi@example.org"]


@given(st.from_regex(r"[A-Za-z0-9_.+-]{1,12}@example\.(org|com|net)", fullmatch=True))
def test_what_is_shown_reads_back(text: str) -> None:
    value = email.clean(pa.array([text]))["value"].to_pylist()[0]
    assert value is not None
    assert email.check(value)
    assert email.clean(pa.array([email.show(value)]))["value"].to_pylist() == [value]
