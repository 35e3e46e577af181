from __future__ import annotations

import itertools

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from clew.exporters.layout import Sizes, place


def sizes(count: int, width: float = 110.0, height: float = 80.0) -> Sizes:
    return Sizes(np.full(count, width), np.full(count, height))


def pairs(*ends: tuple[int, int]) -> np.ndarray:
    return np.array(ends, dtype=np.int64).reshape(-1, 2)


def overlaps(at: np.ndarray, room: Sizes) -> int:
    return sum(
        abs(at[a, 0] - at[b, 0]) < (room.width[a] + room.width[b]) / 2 - 2
        and abs(at[a, 1] - at[b, 1]) < (room.height[a] + room.height[b]) / 2 - 2
        for a, b in itertools.combinations(range(len(at)), 2)
    )


def two_hubs() -> np.ndarray:
    return pairs(*((0, n) for n in range(2, 24)), *((1, n) for n in range(20, 40)), (0, 1))


def test_no_label_covers_another() -> None:
    at = place(40, two_hubs(), sizes(40))
    assert overlaps(at, sizes(40)) == 0


def test_same_input_same_places() -> None:
    assert np.array_equal(place(40, two_hubs(), sizes(40)), place(40, two_hubs(), sizes(40)))


def test_neighbours_stand_nearer_than_strangers() -> None:
    chain = pairs(*((n, n + 1) for n in range(11)))
    at = place(12, chain, sizes(12, 60, 60))
    near = [np.hypot(*(at[n] - at[n + 1])) for n in range(11)]
    assert np.hypot(*(at[0] - at[11])) > 4 * max(near)


def test_separate_components_do_not_touch() -> None:
    links = pairs(*((0, n) for n in range(1, 12)), *((12, n) for n in range(13, 18)), (18, 19), (20, 21))
    at = place(22, links, sizes(22))
    assert overlaps(at, sizes(22)) == 0


def test_nodes_without_links_stand_in_rows_below_and_do_not_shrink_the_chart() -> None:
    at = place(30, pairs(*((0, n) for n in range(1, 15))), sizes(30))
    linked, alone = at[:15], at[15:]
    assert alone[:, 1].min() > linked[:, 1].max()
    assert len(np.unique(alone[:, 1])) <= 3
    assert overlaps(at, sizes(30)) == 0


def test_a_node_does_not_sit_on_a_line_between_two_others() -> None:
    ring = pairs(*((n, (n + 1) % 9) for n in range(9)), (0, 3), (1, 5), (2, 7))
    at = place(9, ring, sizes(9))
    for (a, b), n in itertools.product(ring, range(9)):
        if n in (a, b):
            continue
        along = at[b] - at[a]
        share = np.clip(((at[n] - at[a]) @ along) / (along @ along), 0, 1)
        assert np.hypot(*(at[n] - at[a] - share * along)) > 15


def test_parallel_and_self_links_and_nothing_at_all() -> None:
    assert place(0, pairs(), sizes(0)).shape == (0, 2)
    assert np.isfinite(place(1, pairs((0, 0)), sizes(1))).all()
    assert np.isfinite(place(2, pairs((0, 1), (1, 0), (0, 1), (1, 1)), sizes(2))).all()


@settings(max_examples=25, deadline=None)
@given(
    st.integers(1, 25).flatmap(
        lambda n: st.tuples(st.just(n), st.lists(st.tuples(st.integers(0, n - 1), st.integers(0, n - 1)), max_size=40))
    )
)
def test_any_network_gets_finite_separate_places(network: tuple[int, list[tuple[int, int]]]) -> None:
    count, links = network
    at = place(count, pairs(*links), sizes(count, 40, 40), np.arange(count) % 3 - 1)
    assert np.isfinite(at).all()
    assert len({(x, y) for x, y in at}) == count
