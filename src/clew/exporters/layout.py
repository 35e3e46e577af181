"""Places the nodes of a chart: seeded, offline, the same for the same input.

Each connected component is laid out by stress (distance on paper follows distance in the network),
turned so that it is wide rather than tall, spread until no label covers another and no node sits
on a line it does not belong to; components are packed beside each other and nodes without links
stand in a strip below, where a force layout would throw them on a ring and shrink the chart.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array
from scipy.sparse.csgraph import connected_components, dijkstra

from clew.exporters.pack import Drawing, pack
from clew.exporters.spread import spread

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

#: Length on paper of a link between two nodes of few links, in pixels at scale 1.
LINK_LENGTH_PX = 140.0
#: Width over height the whole chart aims at: the canvas between the two side panels of a laptop screen.
ASPECT = 1.5
#: Room between the rest and the strip of nodes without links, in pixels.
GAP_PX = 40.0

#: Labels are wider than high and so are screens: drawings are stretched before labels are kept apart.
_STRETCH = (1.2, 0.9)
_ROUNDS = 40
#: Beyond this size distances are taken from a sample of nodes, so memory stays linear.
_SAMPLE = 600
_SEED = 7


@dataclass(frozen=True, slots=True)
class Sizes:
    """Width and height in pixels each node needs with its label, as arrays in node order."""

    width: Floats
    height: Floats


def place(count: int, links: Ints, sizes: Sizes, groups: Ints | None = None) -> Floats:
    """Return x and y in pixels for each node, rounded to whole pixels.

    Args:
        count: Number of nodes, n.
        links: m x 2 array of node numbers; parallel links and self-links are allowed.
        sizes: Room each node needs; see `Sizes`.
        groups: Group number per node, -1 for none; members of one group are drawn closer together.

    Returns:
        n x 2 array. Deterministic: fixed seed, element-wise arithmetic only.

    Source:
        Zheng, Pawar, Goodman (2019), Graph drawing by stochastic gradient descent, for the stress
        steps and their annealing; here all nodes move against one sampled node at a time.
    """
    at = np.zeros((count, 2))
    if count == 0:
        return at
    pairs = links[links[:, 0] != links[:, 1]] if len(links) else np.zeros((0, 2), dtype=np.int64)
    degree = np.bincount(pairs.ravel(), minlength=count)
    matrix = csr_array((np.ones(len(pairs)), (pairs[:, 0], pairs[:, 1])), shape=(count, count))
    _, component = connected_components(matrix, directed=False)
    linked = np.flatnonzero(degree > 0)
    parts = sorted((np.flatnonzero(component == c) for c in np.unique(component[linked])), key=lambda own: -len(own))
    drawings = [_lay_out(own, pairs, degree, sizes, groups) for own in parts]
    for own, places in zip(parts, pack(drawings, ASPECT) if drawings else [], strict=True):
        at[own] = places
    _strip(at, np.flatnonzero(degree == 0), sizes, linked)
    rounded: Floats = np.round(at)
    return rounded


def _lay_out(members: Ints, pairs: Ints, degree: Ints, sizes: Sizes, groups: Ints | None) -> Drawing:
    """Lay out one component around the origin."""
    number = np.full(len(degree), -1)
    number[members] = np.arange(len(members))
    own = np.unique(np.sort(number[pairs[number[pairs[:, 0]] >= 0]], axis=1), axis=0)
    width, height = sizes.width[members], sizes.height[members]
    at = _turn(_stress(own, len(members), None if groups is None else groups[members])) * np.array(_STRETCH)
    return Drawing(spread(at, width, height, own), width, height, own)


def _stress(pairs: Ints, count: int, groups: Ints | None) -> Floats:
    """Move nodes until their distances follow the network's, nearest pairs weighing most."""
    random = np.random.default_rng(_SEED)
    length = LINK_LENGTH_PX * _room(pairs, count)
    graph = csr_array((length, (pairs[:, 0], pairs[:, 1])), shape=(count, count))
    anchors = np.arange(count) if count <= _SAMPLE else np.sort(random.choice(count, _SAMPLE, replace=False))
    distance = dijkstra(graph, directed=False, indices=anchors)
    if groups is not None:
        apart = (groups[anchors][:, None] != groups[None, :]) & (groups[None, :] >= 0)
        distance = distance * np.where(apart, 1.15, 1.0)
    at: Floats = random.random((count, 2)) * LINK_LENGTH_PX * np.sqrt(count)
    nearest, farthest = LINK_LENGTH_PX, float(distance.max())
    cooling = np.log(0.1 * nearest**2 / farthest**2) / max(1, _ROUNDS - 1)
    for turn in range(_ROUNDS):
        step = farthest**2 * np.exp(cooling * turn)
        for row in random.permutation(len(anchors)):
            wanted = distance[row]
            away = at - at[anchors[row]]
            now = np.sqrt(away[:, 0] ** 2 + away[:, 1] ** 2) + 1e-9
            pull = np.minimum(1.0, step / np.maximum(wanted, 1.0) ** 2) * 0.5 * (wanted - now) / now
            pull[anchors[row]] = 0.0
            at += away * pull[:, None]
    return at


def _room(pairs: Ints, count: int) -> Floats:
    """Return a length factor per link: a hub needs a wider ring for its many single-link neighbours."""
    degree = np.bincount(pairs.ravel(), minlength=count)
    leaf = degree == 1
    leaves = np.bincount(pairs[leaf[pairs[:, 1]], 0], minlength=count)
    leaves += np.bincount(pairs[leaf[pairs[:, 0]], 1], minlength=count)
    ring = np.maximum(leaves[pairs[:, 0]], leaves[pairs[:, 1]])
    inner = np.minimum(degree[pairs[:, 0]], degree[pairs[:, 1]])
    room: Floats = 1.0 + 0.06 * np.minimum(np.maximum(ring - 5, 0), 30) + 0.12 * np.log2(np.maximum(inner, 1))
    return room


def _turn(at: Floats) -> Floats:
    """Turn a drawing about its centre so that its longest extent lies along the width."""
    at = at - at.mean(axis=0)
    xx, yy, xy = (at[:, 0] ** 2).sum(), (at[:, 1] ** 2).sum(), (at[:, 0] * at[:, 1]).sum()
    angle = 0.5 * np.arctan2(2 * xy, xx - yy)
    cos, sin = np.cos(angle), np.sin(angle)
    return np.column_stack((at[:, 0] * cos + at[:, 1] * sin, at[:, 1] * cos - at[:, 0] * sin))


def _strip(at: Floats, isolates: Ints, sizes: Sizes, linked: Ints) -> None:
    """Stand the nodes without links in rows below the rest, in place."""
    if len(isolates) == 0:
        return
    cell_x = float(sizes.width[isolates].max()) + 10.0
    cell_y = float(sizes.height[isolates].max()) + 10.0
    left = right = top = 0.0
    if len(linked):
        left = float((at[linked, 0] - sizes.width[linked] / 2).min())
        right = float((at[linked, 0] + sizes.width[linked] / 2).max())
        top = float((at[linked, 1] + sizes.height[linked] / 2).max()) + GAP_PX
    across = max(1, int(max(right - left, np.sqrt(len(isolates) * cell_x * cell_y * ASPECT)) // cell_x))
    order = np.arange(len(isolates))
    at[isolates, 0] = left + (order % across + 0.5) * cell_x
    at[isolates, 1] = top + (order // across + 0.5) * cell_y
