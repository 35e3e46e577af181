"""Draws that come out the same on every machine: named streams over the raw bits of PCG64.

Only the raw bits of NumPy's bit generators are promised to stay the same from release to
release, so every distribution is made here from them with plain arithmetic. Each purpose has a
stream of its own: a new story or a new file never shifts the draws of another.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

import numpy as np
import numpy.typing as npt

Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]
Flags = npt.NDArray[np.bool_]

#: Quantiles of a right-skewed time over its median: most are short, a few very long.
_SKEW_AT = np.array([0.0, 0.10, 0.25, 0.50, 0.75, 0.90, 0.98, 1.0])
_SKEW = np.array([0.08, 0.35, 0.60, 1.0, 1.7, 3.0, 6.5, 14.0])


class Dice:
    """A stream of draws for one purpose.

    Args:
        seed: Seed of the whole world.
        path: Words that name the purpose, for example `"ring", "wages"`.
    """

    def __init__(self, seed: int, *path: str) -> None:
        self._seed, self._path = seed, path
        digest = hashlib.sha256("/".join(path).encode()).digest()
        words = [int.from_bytes(digest[i : i + 4], "little") for i in range(0, 32, 4)]
        self._bits = np.random.PCG64(np.random.SeedSequence([seed, *words]))

    def stream(self, *path: str) -> Dice:
        """Return the stream of a purpose within this one; it does not depend on what was drawn here."""
        return Dice(self._seed, *self._path, *path)

    def unit(self, n: int) -> Floats:
        """Return `n` numbers from 0 up to, not including, 1."""
        raw = np.asarray(self._bits.random_raw(n), dtype=np.uint64)
        return (raw >> np.uint64(11)).astype(np.float64) * 2.0**-53

    def between(self, low: float | Floats | Ints, high: float | Floats | Ints, n: int) -> Ints:
        """Return `n` whole numbers from `low` up to, not including, `high` (either may be an array)."""
        width = np.asarray(high, dtype=np.float64) - np.asarray(low, dtype=np.float64)
        drawn: Ints = (np.asarray(low, dtype=np.float64) + np.floor(self.unit(n) * width)).astype(np.int64)
        return drawn

    def chance(self, p: float | Floats, n: int) -> Flags:
        """Return `n` yes/no draws that are yes with probability `p`."""
        return self.unit(n) < p

    def pick(self, n: int, weights: Sequence[float] | Floats) -> Ints:
        """Return `n` indices, each drawn in proportion to its weight, with replacement."""
        edges = np.cumsum(np.asarray(weights, dtype=np.float64))
        at: Ints = np.searchsorted(edges, self.unit(n) * edges[-1], side="right").astype(np.int64)
        return np.minimum(at, len(edges) - 1)

    def one(self, items: Sequence[Any]) -> Any:
        """Return one of the items."""
        return items[int(self.between(0, len(items), 1)[0])]

    def many(self, items: Sequence[Any], n: int) -> list[Any]:
        """Return `n` of the items, with replacement."""
        return [items[i] for i in self.between(0, len(items), n)]

    def sample(self, items: Sequence[Any] | Ints, k: int) -> list[Any]:
        """Return `k` different items in random order.

        Raises:
            ValueError: there are fewer than `k` items.
        """
        if k > len(items):
            raise ValueError(f"cannot draw {k} of {len(items)} items")
        order = np.argsort(self.unit(len(items)), kind="stable")[:k]
        return [items[int(i)] for i in order]

    def day(self, first: str, days: int) -> str:
        """Return a day (ISO) among `days` days from `first` on."""
        return (date.fromisoformat(first) + timedelta(days=int(self.between(0, days, 1)[0]))).isoformat()

    def skewed(self, median: float, n: int) -> Ints:
        """Return `n` positive whole numbers around a median with a long right tail: durations, amounts."""
        ratio = np.interp(self.unit(n), _SKEW_AT, _SKEW)
        drawn: Floats = np.maximum(np.round(median * ratio), 1)
        return drawn.astype(np.int64)
