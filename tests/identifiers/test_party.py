"""Parties of a telephone's calls and messages: numbers, app accounts, groups, and what is nobody."""

from __future__ import annotations

import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from clew.identifiers import party, phone


@pytest.mark.parametrize(
    ("text", "kind", "value"),
    [
        ("07700 900123", "phone", "+447700900123"),
        ("447700900123@s.whatsapp.net", "phone", "+447700900123"),
        ("447700900123:12@s.whatsapp.net", "phone", "+447700900123"),
        ("447700900123@c.us", "phone", "+447700900123"),
        ("120363000000000001@g.us", "group", "whatsapp:120363000000000001@g.us"),
        ("99887766@lid", "messaging", "whatsapp:99887766@lid"),
        ("status@broadcast", None, None),
        ("1234@broadcast", None, None),
        ("System Message", None, None),
        ("telegram:123456789", "messaging", "telegram:123456789"),
        ("Telegram:@Fen", "messaging", "telegram:fen"),
        ("group:telegram:55", "group", "telegram:55"),
        ("skye@example.org", "email", "skye@example.org"),
        ("tel:+447700900123", "phone", "+447700900123"),
        ("DVLA", "service", "DVLA"),
        ("Withheld", None, None),
        ("", None, None),
        (None, None, None),
    ],
)
def test_each_kind_of_party_is_told_apart(text: str | None, kind: str | None, value: str | None) -> None:
    (row,) = party.clean(pa.array([text], pa.string())).to_pylist()
    assert (row["kind"], row["value"]) == (kind, value)


def test_a_privacy_id_is_never_read_as_digits_of_a_number() -> None:
    (row,) = party.clean(pa.array(["447700900123@lid"], pa.string())).to_pylist()
    assert row["kind"] == "messaging"


@given(st.lists(st.one_of(st.none(), st.text(max_size=30), st.sampled_from(["07700900123", "1@g.us", "a:b"]))))
def test_rows_stay_in_order_and_numbers_read_as_in_phone(texts: list[str | None]) -> None:
    column = pa.array(texts, pa.string())
    rows = party.clean(column).to_pylist()
    assert len(rows) == len(texts)
    for text, row, number in zip(texts, rows, phone.clean(column).to_pylist(), strict=True):
        if text is not None and "@" not in text and ":" not in text and "system" not in text.lower():
            assert row == number


@pytest.mark.parametrize("text", ["name:Mum", "group:name:Mum"])
def test_a_mere_name_is_another_party_in_every_exhibit(text: str) -> None:
    one, other = ("ab" * 32, "cd" * 32)
    scopes = (one, other, "phone 1")
    values = [party.clean(pa.array([text]), scope=scope).column("value")[0].as_py() for scope in scopes]
    assert values == ["name:mum|abababababab", "name:mum|cdcdcdcdcdcd", "name:mum|phone 1"]
    assert party.clean(pa.array(["telegram:mum"]), scope=one).column("value")[0].as_py() == "telegram:mum"
