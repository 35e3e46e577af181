"""Texts that arrive hours later: joined by their words, and only where there is no choice."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from clew.corroborate.corroborate import corroborate
from clew.corroborate.observed import Observed

HOUR = 3600


def sent(at: float, body: int = 7, **more: Any) -> dict[str, Any]:
    return {"at": at, "by": 1, "clock": 1, "text": True, "body": body, **more}


def received(at: float, body: int = 7, **more: Any) -> dict[str, Any]:
    return {"at": at, "by": 2, "clock": 2, "text": True, "late": True, "body": body, **more}


def events(observed: Callable[..., Observed], *rows: dict[str, Any]) -> list[int]:
    return corroborate(observed(*rows)).event.tolist()


def test_a_text_delivered_three_hours_later_is_one_message(observed: Callable[..., Observed]) -> None:
    assert events(observed, sent(0), received(3 * HOUR)) == [0, 0]


def test_both_bills_come_along_with_the_handsets(observed: Callable[..., Observed]) -> None:
    bills = ({"at": 1, "by": 3, "text": True}, {"at": 3 * HOUR - 1, "by": 4, "text": True, "late": True})
    assert events(observed, sent(0), received(3 * HOUR), *bills) == [0, 0, 0, 0]


@pytest.mark.parametrize(
    ("rows", "why"),
    [
        ((sent(0), received(3 * HOUR, body=8)), "other words"),
        ((sent(0), received(49 * HOUR)), "longer than a message centre tries"),
        ((sent(3 * HOUR), received(0)), "received before it was sent"),
        ((sent(0), received(3 * HOUR, direction=2)), "the other way"),
        ((sent(0, body=0), received(3 * HOUR, body=0)), "no words to go by"),
        ((sent(0), received(3 * HOUR, by=1)), "one observer sees a message once"),
    ],
)
def test_what_stays_two_messages(observed: Callable[..., Observed], rows: tuple[dict[str, Any], ...], why: str) -> None:
    assert events(observed, *rows) == [0, 1], why


def test_of_two_equal_texts_with_one_receipt_none_is_joined(observed: Callable[..., Observed]) -> None:
    assert events(observed, sent(0), sent(HOUR), received(3 * HOUR)) == [0, 1, 2]


def test_ok_said_every_day_pairs_each_with_its_own(observed: Callable[..., Observed]) -> None:
    days = [d * 24 * HOUR for d in range(5)]
    rows = [*(sent(d) for d in days), *(received(d + 4) for d in days)]
    assert events(observed, *rows) == [0, 1, 2, 3, 4] * 2
