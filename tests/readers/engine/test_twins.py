"""Messages remembered for their twins: a plain dictionary says what must be found."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from clew.readers.engine import twins
from clew.readers.engine.twins import Twins

KEYS = st.one_of(st.integers(0, 5), st.integers(-(2**63), 2**63 - 1))


@given(st.lists(st.tuples(KEYS, st.integers(0, 3000)), max_size=60), KEYS, st.integers(0, 3000))
def test_finds_what_a_list_of_all_finds_whether_settled_in_runs_or_not(
    messages: list[tuple[int, int]], key: int, moment: int
) -> None:
    newest, longest = twins._NEWEST, twins._LONGEST_RUN
    twins._NEWEST, twins._LONGEST_RUN = 4, 16
    try:
        known = Twins()
        for number, (k, at) in enumerate(messages):
            known.add(k, at, number)
        for wanted, at in [*messages, (key, moment)]:
            number = known.find(wanted, at, 1000)
            # Of two with one key among the newest only the later is kept: equal texts within a second.
            last = next((i for i in range(len(messages) - 1, -1, -1) if messages[i][0] == wanted), None)
            if number is not None:
                assert messages[number][0] == wanted
                assert abs(messages[number][1] - at) <= 1000
            elif last is not None:
                assert abs(messages[last][1] - at) > 1000
    finally:
        twins._NEWEST, twins._LONGEST_RUN = newest, longest


def test_nothing_is_known_at_first() -> None:
    known = Twins()
    assert not known
    assert known.find(1, 0, 1000) is None
    known.add(1, 0, 7)
    assert known
