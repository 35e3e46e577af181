"""Swaps in the handset and SIM matrix: many SIMs in one handset, many handsets for one number, taking turns, chains.

All follows from *blocks*, consecutive uses with one item, because the shortest window with several items runs from
the last use of one block to the first use of a later one.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import pairwise

from clew.detectors.sim_matrix import prepare_matrix
from clew.ledger.view import View


@dataclass(frozen=True, slots=True)
class Block:
    """Consecutive uses with one item."""

    item: str
    first_utc: datetime
    last_utc: datetime
    uses: int


@dataclass(frozen=True, slots=True)
class Swaps:
    """What one handset (items are SIMs) or one number (items are handsets) shows.

    Args:
        side: `handset` or `number`.
        unit: The handset or number.
        blocks: Consecutive uses of one item each, in time order.
        most: Largest number of distinct items inside the window.
        window: Shortest span with that many.
        turns: Changes between the two items that change most often, each after at most the gap allowed.
        turn_pair: Those two items.
        turn_gap_s: Median seconds of those changes.
        chain: Items in order when at least the number asked for follow without return, else empty.
    """

    side: str
    unit: str
    blocks: tuple[Block, ...]
    most: int
    window: tuple[datetime, datetime]
    turns: int
    turn_pair: tuple[str, str] | None
    turn_gap_s: int
    chain: tuple[str, ...]

    @property
    def items(self) -> tuple[str, ...]:
        """Distinct items in order of first use."""
        return tuple(dict.fromkeys(block.item for block in self.blocks))

    @property
    def uses(self) -> int:
        """All uses."""
        return sum(block.uses for block in self.blocks)


def swaps(
    view: View, side: str, *, chain_min: int, window_days: int, turn_gap_minutes: int, chain_days: int
) -> list[Swaps]:
    """Return the swaps of every handset with two SIMs or more, or number with two handsets or more, by id.

    Args:
        view: The case.
        side: `handset` (items are SIMs) or `number` (items are handsets).
        chain_min: Items a chain needs.
        window_days: Days in which distinct items are counted.
        turn_gap_minutes: Longest gap of a change that counts as taking turns.
        chain_days: Days a chain may take from the end of its first block to the start of its last.
    """
    gap, width, chain = timedelta(minutes=turn_gap_minutes), timedelta(days=window_days), timedelta(days=chain_days)
    found = []
    for unit, blocks in _blocks(view, side).items():
        most, window = _most(blocks, width)
        turns, pair, turn_gap_s = _turns(blocks, gap)
        found.append(Swaps(side, unit, blocks, most, window, turns, pair, turn_gap_s, _chain(blocks, chain_min, chain)))
    return found


def columns_of(side: str) -> tuple[str, str]:
    """Return the columns of `sim_matrix_uses` that are unit and item of a side."""
    return {"handset": ("device", "sim"), "number": ("number", "device")}[side]


def _blocks(view: View, side: str) -> dict[str, tuple[Block, ...]]:
    prepare_matrix(view)
    unit, item = columns_of(side)
    rows = view.sql(
        f"""WITH uses AS (
                SELECT {unit} AS unit, {item} AS item, start_utc, record_id,
                       {item} IS DISTINCT FROM
                           lag({item}) OVER (PARTITION BY {unit} ORDER BY start_utc, record_id) AS new
                FROM sim_matrix_uses
                WHERE {unit} IN (SELECT {unit} FROM sim_matrix_uses GROUP BY {unit} HAVING count(DISTINCT {item}) >= 2)
            ), numbered AS (
                SELECT *, sum(new::INT) OVER (PARTITION BY unit ORDER BY start_utc, record_id) AS block FROM uses
            )
            SELECT unit, item, min(start_utc) AS first_utc, max(start_utc) AS last_utc, count(*) AS uses
            FROM numbered GROUP BY unit, item, block ORDER BY unit, block"""
    ).to_pylist()
    found: dict[str, list[Block]] = {}
    for row in rows:
        found.setdefault(row.pop("unit"), []).append(Block(**row))
    return {name: tuple(blocks) for name, blocks in found.items()}


def _most(blocks: tuple[Block, ...], width: timedelta) -> tuple[int, tuple[datetime, datetime]]:
    inside: Counter[str] = Counter()
    left = 0
    best, span = 0, (blocks[0].first_utc, blocks[0].last_utc)
    for block in blocks:
        inside[block.item] += 1
        while block.first_utc - blocks[left].last_utc > width:
            inside[blocks[left].item] -= 1
            left += 1
        distinct = sum(n > 0 for n in inside.values())
        if distinct > best:
            best, span = distinct, (min(blocks[left].last_utc, block.first_utc), block.first_utc)
    return best, span


def _turns(blocks: tuple[Block, ...], gap: timedelta) -> tuple[int, tuple[str, str] | None, int]:
    gaps: dict[tuple[str, str], list[int]] = {}
    for a, b in pairwise(blocks):
        if b.first_utc - a.last_utc <= gap:
            pair = (min(a.item, b.item), max(a.item, b.item))
            gaps.setdefault(pair, []).append(int((b.first_utc - a.last_utc).total_seconds()))
    if not gaps:
        return 0, None, 0
    pair = min(gaps, key=lambda p: (-len(gaps[p]), p))
    return len(gaps[pair]), pair, sorted(gaps[pair])[len(gaps[pair]) // 2]


def _chain(blocks: tuple[Block, ...], items_min: int, width: timedelta) -> tuple[str, ...]:
    """Return the longest run of items none of which returns, its changes inside `width`."""
    seen = Counter(block.item for block in blocks)
    best: tuple[str, ...] = ()
    run: list[Block] = []
    for block in blocks:
        if seen[block.item] > 1:
            run = []
            continue
        run.append(block)
        while run[-1].first_utc - run[0].last_utc > width:
            run.pop(0)
        if len(run) >= items_min and len(run) > len(best):
            best = tuple(b.item for b in run)
    return best
