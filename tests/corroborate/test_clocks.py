"""Clocks that are fast, drift, stand in a wrong zone, miss the October change or are set right: found and followed."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from clew.corroborate.corroborate import Corroborated, corroborate
from clew.corroborate.observed import NETWORK, SECOND, Observed
from clew.synth.devices.clocks import FIRST, OCTOBER, generate

HOUR, DAY = 3600, 86_400

Build = Callable[..., Observed]
Rows = list[dict[str, Any]]


def calls(n: int = 40, every: float = 5 * HOUR, start: float = FIRST) -> Rows:
    """Calls as the network has them, lengths all different."""
    return [{"at": start + i * every, "by": 0, "key": i % 3, "duration": 20 + 7 * i} for i in range(n)]


def by_handset(rows: Rows, ahead: Callable[[float], float], by: int = 1) -> Rows:
    """The same calls by a handset's clock."""
    return [{**r, "at": r["at"] + ahead(r["at"]), "by": by, "clock": by} for r in rows]


def all_matched(found: Corroborated, n: int) -> bool:
    return found.event[:n].tolist() == found.event[n : 2 * n].tolist() and len(set(found.event[:n].tolist())) == n


def test_this_handset_ran_73_s_fast(observed: Build) -> None:
    rows = calls(41)
    found = corroborate(observed(*rows, *by_handset(rows, lambda _: 73)))
    assert all_matched(found, 41)
    clocks = found.clocks
    assert (clocks.clock.tolist(), clocks.median.tolist(), clocks.pairs.tolist()) == ([1], [73 * SECOND], [41])
    assert clocks.spread.tolist() == [0]
    assert clocks.reference.tolist() == [NETWORK]


@pytest.mark.parametrize("hours", [-11, -1, 1, 5, 14])
def test_a_zone_told_wrong_is_whole_hours(observed: Build, hours: int) -> None:
    rows = calls()
    found = corroborate(observed(*rows, *by_handset(rows, lambda _: hours * HOUR + 4)))
    assert all_matched(found, 40)
    assert found.clocks.median.tolist() == [(hours * HOUR + 4) * SECOND]


def test_the_october_change_missed_for_six_days(observed: Build) -> None:
    rows = calls(90, start=OCTOBER - 9 * DAY)
    late = OCTOBER + 6 * DAY
    found = corroborate(observed(*rows, *by_handset(rows, lambda t: HOUR if OCTOBER <= t < late else 0)))
    assert all_matched(found, 90)
    assert found.clocks.median.tolist() == [0, HOUR * SECOND, 0]
    assert (found.clocks.until[:-1] < found.clocks.since[1:]).all()


def test_drift_that_the_network_sets_right_every_ten_days(observed: Build) -> None:
    rows = calls(200)
    found = corroborate(observed(*rows, *by_handset(rows, lambda t: 1.7 * ((t - FIRST) / DAY % 10))))
    assert all_matched(found, 200)


def test_a_handset_no_network_saw_is_measured_by_another_handset(observed: Build) -> None:
    rows = [{**r, "clock": 5} for r in calls()]
    found = corroborate(observed(*rows, *by_handset(rows, lambda _: -20)))
    assert all_matched(found, 40)
    assert len(found.clocks.clock) == 1
    assert abs(found.clocks.median[0]) == 20 * SECOND
    assert {*found.clocks.clock.tolist(), *found.clocks.reference.tolist()} == {1, 5}


def test_a_chain_of_handsets_reaches_the_network(observed: Build) -> None:
    rows = calls(80)
    first, second = by_handset(rows, lambda _: 50), by_handset(rows[40:], lambda _: -30, by=2)
    found = corroborate(observed(*rows[:40], *first, *second))
    assert found.clocks.median.tolist() == [50 * SECOND, -30 * SECOND]


def test_two_calls_in_common_prove_no_clock_and_are_not_merged(observed: Build) -> None:
    rows = calls(2)
    found = corroborate(observed(*rows, *by_handset(rows, lambda _: 73)))
    assert len(found.clocks.clock) == 0
    assert len(set(found.event.tolist())) == 4


def test_a_clock_that_was_right_needs_no_proof(observed: Build) -> None:
    rows = calls(2)
    assert all_matched(corroborate(observed(*rows, *by_handset(rows, lambda _: 1))), 2)


def test_redials_do_not_make_a_clock_a_minute_wrong(observed: Build) -> None:
    first = calls(24)
    again = [{**r, "at": r["at"] + 60} for r in first]
    # Of every second pair the network lacks the first call and the handset the second, of the same length.
    network, handset = [*first[::2], *again], by_handset([*first, *again[::2]], lambda _: 0)
    found = corroborate(observed(*network, *handset))
    assert found.clocks.median.tolist() == [0]
    assert sorted(np.bincount(found.event).tolist()) == [1] * 24 + [2] * 24


def test_generated_telephones_are_matched_with_999_of_1000_right() -> None:
    made = generate(21, 12_000)
    found = corroborate(made.seen)
    both, told, true = (_pairs(x) for x in (made.event * len(made.event) + found.event, found.event, made.event))
    assert both / told > 0.999
    assert both / true > 0.998, "few calls per handset in so small a set; the bench holds the full figure"


def test_the_same_telephones_every_time() -> None:
    one, other = generate(3, 2000), generate(3, 2000)
    assert np.array_equal(one.seen.time, other.seen.time)
    assert not np.array_equal(one.seen.time[:100], generate(4, 2000).seen.time[:100])


def _pairs(labels: np.ndarray) -> int:
    size = np.unique(labels, return_counts=True)[1]
    return int((size * (size - 1) // 2).sum())
