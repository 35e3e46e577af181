"""Rows seen before within one part: exact duplicates found without keeping the rows in memory."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Hashes = NDArray[np.uint64]


class SeenRows:
    """Remembers a pair of 64-bit hashes per distinct row in sorted runs that double in length (16 bytes a row).

    A duplicate is a row whose whole text equals that of an earlier row of the same part. Two
    different rows share both hashes with probability below 1e-24 at 10 million rows.
    """

    def __init__(self) -> None:
        self._runs: list[tuple[Hashes, Hashes]] = []

    def duplicates(self, first: Hashes, second: Hashes) -> NDArray[np.bool_]:
        """Return, per row, whether its pair of hashes came up earlier in this batch or in an earlier one."""
        order = np.argsort(first)
        left, right = first[order], second[order]
        if np.any(left[1:] == left[:-1]):  # only a stable order keeps the earlier of two equal rows
            order = np.argsort(first, kind="stable")
            left, right = first[order], second[order]
        same = np.zeros(len(first), dtype=np.bool_)
        same[1:] = (left[1:] == left[:-1]) & (right[1:] == right[:-1])
        repeated = same.copy()
        for run_left, run_right in self._runs:
            at = np.searchsorted(run_left, left)
            at[at == len(run_left)] = 0
            repeated |= (run_left[at] == left) & (run_right[at] == right)
        self._keep(left[~repeated], right[~repeated])
        answer = np.empty(len(first), dtype=np.bool_)
        answer[order] = repeated
        return answer

    def _keep(self, left: Hashes, right: Hashes) -> None:
        while self._runs and len(self._runs[-1][0]) <= 2 * len(left):
            older_left, older_right = self._runs.pop()
            # One after the other: the longest runs, several times over, would be the peak of a load's memory.
            left = np.concatenate([older_left, left])
            del older_left
            order = np.argsort(left)
            left = left[order]
            right = np.concatenate([older_right, right])[order]
        if len(left):
            self._runs.append((left, right))
