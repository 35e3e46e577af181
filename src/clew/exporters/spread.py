"""Spreads a drawing until labels do not cover each other and nodes keep off lines that are not theirs."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from scipy.spatial import cKDTree

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

_ROUNDS = 120
#: How near, in pixels, a node's icon may come to a line between two others.
_CLEARANCE_PX = 34.0
#: Area a drawing needs, in areas of its labels, before they are pushed apart.
_FILLED = 1.5
#: Node-line pairs looked at in one round; larger drawings leave lines out, nobody reads single lines there.
_MOST_PAIRS = 1_500_000


def spread(at: Floats, width: Floats, height: Floats, links: Ints) -> Floats:
    """Push overlapping nodes apart, each round by half the overlap, until nothing overlaps.

    A node lying on a line between two others reads as a third end of that link: such nodes are
    pushed off the line while the drawing is small enough for single lines to be read.

    Args:
        at: n x 2 positions in pixels.
        width: Width of each node with its label, pixels.
        height: Height likewise.
        links: m x 2 array of distinct links, node numbers.

    Returns:
        New positions. What still overlaps after the last round stays: the drawing remains readable.
    """
    at = at * _breathing(at, width, height)
    read_lines = len(at) * len(links) <= _MOST_PAIRS
    for turn in range(_ROUNDS):
        moved = _apart(at, width, height)
        if read_lines and turn < _ROUNDS * 3 // 4:
            moved = _off_lines(at, links) or moved
        if not moved:
            break
    return at


def _breathing(at: Floats, width: Floats, height: Floats) -> float:
    """Return how much larger a drawing must be for its labels: growing keeps its shape, pushing does not."""
    if len(at) < 3:
        return 1.0
    spread_x, spread_y = np.maximum(at.std(axis=0), 1.0)
    room = 4.0 * np.pi * spread_x * spread_y  # ellipse of two standard deviations
    return float(max(1.0, np.sqrt(_FILLED * (width * height).sum() / room)))


def _apart(at: Floats, width: Floats, height: Floats) -> bool:
    """Push overlapping rectangles apart in place along the relatively shorter way; return whether any overlapped.

    Along the absolutely shorter way wide labels would stack into columns and tear the drawing.
    """
    reach = np.array([width.max(), height.max()])
    near = cKDTree(at / reach).query_pairs(1.0, p=np.inf, output_type="ndarray")
    if len(near) == 0:
        return False
    near = near[np.lexsort((near[:, 1], near[:, 0]))]
    first, second = near[:, 0], near[:, 1]
    away = at[second] - at[first]
    over_x = (width[first] + width[second]) / 2 - np.abs(away[:, 0])
    over_y = (height[first] + height[second]) / 2 - np.abs(away[:, 1])
    hit = (over_x > 0.5) & (over_y > 0.5)
    if not hit.any():
        return False
    first, second, away, over_x, over_y = first[hit], second[hit], away[hit], over_x[hit], over_y[hit]
    sideways = over_x / (width[first] + width[second]) < over_y / (height[first] + height[second])
    push = np.zeros_like(away)
    push[:, 0] = np.where(sideways, over_x, 0.0) * np.where(away[:, 0] >= 0, 1.0, -1.0)
    push[:, 1] = np.where(sideways, 0.0, over_y) * np.where(away[:, 1] >= 0, 1.0, -1.0)
    _share(at, first, second, push * 0.55)
    return True


def _share(at: Floats, first: Ints, second: Ints, push: Floats) -> None:
    """Move both ends of each pair by half the push, averaged over the pairs a node takes part in."""
    count = len(at)
    times = np.maximum(np.bincount(first, minlength=count) + np.bincount(second, minlength=count), 1)
    for axis in (0, 1):
        plus = np.bincount(second, weights=push[:, axis], minlength=count)
        minus = np.bincount(first, weights=push[:, axis], minlength=count)
        at[:, axis] += (plus - minus) / np.sqrt(times)


def _off_lines(at: Floats, links: Ints) -> bool:
    """Push nodes off lines between two others in place; return whether any lay on one."""
    start, end = at[links[:, 0]], at[links[:, 1]]
    along = end - start
    square = np.maximum((along**2).sum(axis=1), 1.0)
    offset = at[:, None, :] - start[None, :, :]
    share = (offset * along[None, :, :]).sum(axis=2) / square[None, :]
    across = (offset[:, :, 1] * along[None, :, 0] - offset[:, :, 0] * along[None, :, 1]) / np.sqrt(square)[None, :]
    numbers = np.arange(len(at))[:, None]
    foreign = (numbers != links[None, :, 0]) & (numbers != links[None, :, 1])
    hit = foreign & (share > 0.04) & (share < 0.96) & (np.abs(across) < _CLEARANCE_PX)
    node, link = np.nonzero(hit)
    if len(node) == 0:
        return False
    gap = across[node, link]
    want = (_CLEARANCE_PX - np.abs(gap)) * np.where(gap >= 0, 1.0, -1.0) * 0.35
    length = np.sqrt(square[link])
    times = np.maximum(np.bincount(node, minlength=len(at)), 1)
    normal = (-along[link, 1] / length, along[link, 0] / length)
    for axis in (0, 1):
        at[:, axis] += np.bincount(node, weights=want * normal[axis], minlength=len(at)) / times
    return True
