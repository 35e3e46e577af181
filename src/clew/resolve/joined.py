"""Join what is the same by pairs, and name each group by its smallest member: no order of pairs changes a name."""

from __future__ import annotations

from collections.abc import Iterable


def joined(pairs: Iterable[tuple[str, str]]) -> dict[str, str]:
    """Return member -> smallest member of its group, for everything that stands in a pair."""
    leader: dict[str, str] = {}

    def find(one: str) -> str:
        leader.setdefault(one, one)
        while leader[one] != one:
            leader[one] = leader[leader[one]]
            one = leader[one]
        return one

    for a, b in pairs:
        first, second = sorted((find(a), find(b)))
        leader[second] = first
    return {one: find(one) for one in sorted(leader)}
