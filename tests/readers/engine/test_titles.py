"""Titles are compared in one normal form, and state units, zones and day order in their last words."""

from __future__ import annotations

import pytest

from clew.readers.engine.titles import normalise, suffix_of, unique


@pytest.mark.parametrize(
    ("title", "plain"),
    [
        ("  Start (UTC) ", "start utc"),
        ("B_PARTY", "b party"),
        ("Dur(s)", "dur s"),
        ("Call\r\nDate", "call date"),
        ("Phone_x000D_\nNumber", "phone number"),
        ("\ufeffMSISDN", "msisdn"),
        ("In TG ", "in tg"),
        ("Ｎame", "name"),
        ("cellinfo.wgs84.lon", "cellinfo wgs84 lon"),
        ("SMS\u00a0Centre\u200b", "sms centre"),
        ("Straße", "strasse"),
        ("---", ""),
    ],
)
def test_normal_form(title: str, plain: str) -> None:
    assert normalise(title) == plain


def test_suffixes_state_unit_zone_and_day_order() -> None:
    assert suffix_of("utc").timezone == "UTC"  # type: ignore[union-attr]
    assert suffix_of("uk local").timezone == "Europe/London"  # type: ignore[union-attr]
    assert suffix_of("dd mm yyyy").day_order == "dmy"  # type: ignore[union-attr]
    assert suffix_of("mm dd yyyy").day_order == "mdy"  # type: ignore[union-attr]
    assert suffix_of("s").unit == "s"  # type: ignore[union-attr]
    assert suffix_of("of birth") is None


def test_repeated_and_missing_titles_get_names() -> None:
    assert unique(["Phone", "phone", "", "Phone", ""]) == ["Phone", "phone#2", "column 3", "Phone#3", "column 5"]
