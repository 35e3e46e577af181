"""One to one, in order, within seconds: what the rules promise, whatever the observations."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from clew.corroborate.matching import DURATION_S, HANDSETS_DURATION_S, TOLERANCE, together
from clew.corroborate.observed import NETWORK, SECOND, Observed

Rows = list[dict[str, Any]]
CALM = settings(deadline=None, suppress_health_check=list(HealthCheck))


@st.composite
def crowds(draw: st.DrawFn) -> Rows:
    """Observations of a pair crowded into a minute, each at a millisecond of its own."""
    times = draw(st.lists(st.integers(0, 40_000), unique=True, max_size=24))
    return [
        {
            "at": at / 1000,
            "by": draw(st.integers(0, 3)),
            "key": draw(st.integers(0, 1)),
            "clock": draw(st.sampled_from([NETWORK, 1, 2])),
            "duration": draw(st.sampled_from([-1, 0, 10, 12, 13, 15, 40])),
            "direction": draw(st.integers(0, 2)),
            "exact": draw(st.integers(0, 2)),
        }
        for at in times
    ]


def grouped(seen: Observed) -> list[list[int]]:
    tolerance = np.full(len(seen), TOLERANCE)
    events = defaultdict(list)
    for place, event in enumerate(together(seen, seen.time, tolerance).tolist()):
        events[event].append(place)
    return list(events.values())


@CALM
@given(crowds())
def test_any_two_observations_of_an_event_agree_and_no_observer_is_in_it_twice(
    observed: Callable[..., Observed], rows: Rows
) -> None:
    seen = observed(*rows)
    for places in grouped(seen):
        for n, i in enumerate(places):
            for j in places[:n]:
                one, other = rows[i], rows[j]
                assert one["key"] == other["key"]
                if one["by"] == other["by"]:  # a segment or a copy
                    assert int(one["at"]) == int(other["at"])
                    assert one["duration"] == other["duration"]
                    continue
                assert abs(seen.time[i] - seen.time[j]) <= TOLERANCE
                slack = DURATION_S if NETWORK in (one["clock"], other["clock"]) else HANDSETS_DURATION_S
                assert -1 in (one["duration"], other["duration"]) or abs(one["duration"] - other["duration"]) <= slack
                for column in ("direction", "exact"):
                    assert 0 in (one[column], other[column]) or one[column] == other[column]


@CALM
@given(crowds(), st.randoms(use_true_random=False))
def test_the_order_of_the_rows_changes_nothing(observed: Callable[..., Observed], rows: Rows, dice: Any) -> None:
    order = list(range(len(rows)))
    dice.shuffle(order)
    straight = {frozenset(places) for places in grouped(observed(*rows))}
    shuffled = {frozenset(order[p] for p in places) for places in grouped(observed(*(rows[i] for i in order)))}
    assert straight == shuffled


@CALM
@given(crowds())
def test_who_is_called_first_and_who_second_changes_nothing(observed: Callable[..., Observed], rows: Rows) -> None:
    swapped = [{**r, "by": 3 - r["by"]} for r in rows]
    assert grouped(observed(*rows)) == grouped(observed(*swapped))


@CALM
@given(st.lists(st.tuples(st.integers(0, 200), st.integers(0, 200)), max_size=10))
def test_two_observers_match_as_many_as_any_pairing_in_order_could(
    observed: Callable[..., Observed], times: list[tuple[int, int]]
) -> None:
    one, other = sorted({a for a, _ in times}), sorted({b for _, b in times})
    seen = observed(*({"at": a, "by": 0} for a in one), *({"at": b, "by": 1} for b in other))
    most = [[0] * (len(other) + 1) for _ in range(len(one) + 1)]
    for i, a in enumerate(one):
        for j, b in enumerate(other):
            most[i + 1][j + 1] = max(most[i][j + 1], most[i + 1][j], most[i][j] + (abs(a - b) <= 5))
    assert sum(len(places) == 2 for places in grouped(seen)) == most[-1][-1]


def test_a_redial_a_minute_later_is_never_merged(observed: Callable[..., Observed]) -> None:
    # Each side lacks one of the two calls.
    assert grouped(observed({"at": 0, "by": 0}, {"at": 60, "by": 1})) == [[0], [1]]


def test_two_redials_within_seconds_keep_their_order(observed: Callable[..., Observed]) -> None:
    seen = observed(*({"at": at, "by": by, "duration": 0} for at, by in ((0, 0), (4, 0), (3, 1), (7, 1))))
    assert grouped(seen) == [[0, 2], [1, 3]]


def test_two_operators_and_two_handsets_are_one_event(observed: Callable[..., Observed]) -> None:
    seen = observed(
        {"at": 0, "by": 0},
        {"at": 2, "by": 1},
        {"at": 1, "by": 2, "clock": 7, "duration": 32},
        {"at": 3, "by": 3, "clock": 8, "duration": 28},
    )
    assert grouped(seen) == [[0, 1, 2, 3]]


@pytest.mark.parametrize(
    ("other", "why"),
    [
        ({"at": 6}, "later than the tolerance"),
        ({"duration": 33}, "longer than the other by more than two seconds"),
        ({"direction": 2}, "the other end began it"),
        ({"key": 2}, "other ends, or another kind"),
        ({"exact": 9}, "a text to the other number of a telephone with two"),
    ],
)
def test_what_keeps_two_observations_apart(observed: Callable[..., Observed], other: dict[str, Any], why: str) -> None:
    seen = observed({"at": 0, "by": 0, "exact": 8}, {"at": 1, "by": 1, "exact": 8, **other})
    assert grouped(seen) == [[0], [1]], why


def test_segments_of_a_long_text_at_one_second_are_one_message(observed: Callable[..., Observed]) -> None:
    bill = ({"at": 0, "by": 0, "text": True} for _ in range(3))
    assert grouped(observed(*bill, {"at": 1, "by": 1, "text": True, "body": 5})) == [[0, 1, 2, 3]]


def test_two_texts_of_a_handset_at_one_second_with_other_words_stay_two(observed: Callable[..., Observed]) -> None:
    seen = observed(*({"at": 0, "by": 0, "text": True, "body": body} for body in (5, 6)))
    assert grouped(seen) == [[0], [1]]


def test_a_crowd_of_thousands_at_one_second_apart_is_no_trouble(observed: Callable[..., Observed]) -> None:
    seen = observed(*({"at": at, "by": by, "duration": 0} for at in range(2000) for by in (0, 1)))
    pairs = grouped(seen)
    assert len(pairs) == 2000
    assert all(abs(seen.time[p[0]] - seen.time[p[-1]]) < 5 * SECOND for p in pairs)
