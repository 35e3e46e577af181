"""Packs separate drawings beside each other: small ones go into the hollows of large ones."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

_CELL_PX = 36.0
#: Room around a drawing, in cells.
_GAP = 1


@dataclass(frozen=True, slots=True)
class Drawing:
    """One laid-out component: node places around any origin, the room nodes need, and its links."""

    at: Floats
    width: Floats
    height: Floats
    links: Ints

    def cells(self) -> Ints:
        """Return the grid cells nodes, labels and links lie in, relative to the drawing's top left cell."""
        corner = np.column_stack((self.at[:, 0] - self.width / 2, self.at[:, 1] - self.height / 2)).min(axis=0)
        spots = [
            self.at - corner + np.column_stack((self.width * across / 2, self.height * down / 2))
            for across in (-1.0, -0.5, 0.0, 0.5, 0.99)
            for down in (-1.0, 0.0, 0.99)
        ]
        start, end = self.at[self.links[:, 0]] - corner, self.at[self.links[:, 1]] - corner
        spots += [start + (end - start) * share for share in np.linspace(0.05, 0.95, 14)]
        return np.unique((np.concatenate(spots) // _CELL_PX).astype(np.int64), axis=0)

    def corner(self) -> Floats:
        """Return the top left of the drawing with its labels, in pixels."""
        corner: Floats = np.column_stack((self.at[:, 0] - self.width / 2, self.at[:, 1] - self.height / 2)).min(axis=0)
        return corner


def pack(drawings: list[Drawing], aspect: float) -> list[Floats]:
    """Return new node places for each drawing so that none touches another.

    Args:
        drawings: Components, largest first; the first keeps the middle.
        aspect: Width over height to aim at.

    Returns:
        One array of places per drawing, all in one frame of pixels.
    """
    cells = [drawing.cells() for drawing in drawings]
    spans = np.array([own.max(axis=0) + 1 + 2 * _GAP for own in cells])
    side = int(np.ceil(np.sqrt(spans.prod(axis=1).sum()) * 2.5)) + int(spans.max()) * 2
    taken = np.zeros((side, side), dtype=np.int32)
    box = np.array([side, side, 0, 0])  # left, top, right, bottom of what is placed, in cells
    places = []
    for drawing, own, span in zip(drawings, cells, spans, strict=True):
        left, top = _best(taken, span, box, aspect)
        columns, rows = own[:, 0] + left + _GAP, own[:, 1] + top + _GAP
        for right in (-_GAP, 0, _GAP):
            for down in (-_GAP, 0, _GAP):
                taken[columns + right, rows + down] = 1
        box[:2] = np.minimum(box[:2], (left, top))
        box[2:] = np.maximum(box[2:], (left + span[0], top + span[1]))
        places.append(drawing.at - drawing.corner() + (np.array((left, top)) + _GAP) * _CELL_PX)
    return places


def _best(taken: NDArray[np.int32], span: Ints, box: Ints, aspect: float) -> tuple[int, int]:
    """Return the free place for a rectangle that lets the whole grow least, nearest the middle among equals."""
    side = len(taken)
    wide, high = int(span[0]), int(span[1])
    if box[2] == 0:
        return (side - wide) // 2, (side - high) // 2
    total = np.zeros((side + 1, side + 1), dtype=np.int64)
    total[1:, 1:] = taken.cumsum(axis=0).cumsum(axis=1)
    inside = total[wide:, high:] - total[:-wide, high:] - total[wide:, :-high] + total[:-wide, :-high]
    left, top = np.arange(inside.shape[0])[:, None], np.arange(inside.shape[1])[None, :]
    width = np.maximum(box[2], left + wide) - np.minimum(box[0], left)
    height = np.maximum(box[3], top + high) - np.minimum(box[1], top)
    middle_x, middle_y = (box[0] + box[2]) / 2, (box[1] + box[3]) / 2
    near = np.hypot((left + wide / 2 - middle_x) / aspect, top + high / 2 - middle_y)
    cost = np.maximum(width, height * aspect) * 4.0 * side + near
    cost = np.where(inside == 0, cost, np.inf)
    best = int(np.argmin(cost))
    return best // cost.shape[1], best % cost.shape[1]
