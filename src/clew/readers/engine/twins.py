"""Messages met so far, small enough to keep all of a large backup: 20 bytes each, in sorted runs.

The other copy of a message may stand anywhere in the file, so none may be forgotten; as Python objects they
would take more memory than everything else in a load.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

#: Messages kept as Python objects before they become a run.
_NEWEST = 8_192
#: Runs are joined up to this length: joining takes twice their memory for a moment.
_LONGEST_RUN = 524_288


class _Run(NamedTuple):
    """Messages sorted by their key: hash of what they say and when, exact time, number in the file."""

    key: npt.NDArray[np.int64]
    moment: npt.NDArray[np.int64]
    number: npt.NDArray[np.int32]


class Twins:
    """Remembers messages of one kind by a hash of what they say and the time bucket they fall into."""

    def __init__(self) -> None:
        self._newest: dict[int, tuple[int, int]] = {}
        self._runs: list[_Run] = []

    def __bool__(self) -> bool:
        return bool(self._newest or self._runs)

    def add(self, key: int, moment: int, number: int) -> None:
        """Remember a message.

        Args:
            key: Hash of the message, 64 bits.
            moment: When, milliseconds.
            number: Its number in the file.
        """
        self._newest[key] = (moment, number)
        if len(self._newest) >= _NEWEST:
            self._settle()

    def find(self, key: int, moment: int, within: int) -> int | None:
        """Return the number of a message with this key at most `within` milliseconds away, null when there is none."""
        newest = self._newest.get(key)
        if newest is not None and abs(newest[0] - moment) <= within:
            return newest[1]
        for run in self._runs:
            at = int(np.searchsorted(run.key, key))
            while at < len(run.key) and run.key[at] == key:
                if abs(int(run.moment[at]) - moment) <= within:
                    return int(run.number[at])
                at += 1
        return None

    def _settle(self) -> None:
        moments, numbers = zip(*self._newest.values(), strict=True)
        run = _sorted(
            _Run(np.array(list(self._newest), np.int64), np.array(moments, np.int64), np.array(numbers, np.int32))
        )
        self._newest = {}
        while self._runs and len(self._runs[-1].key) <= min(2 * len(run.key), _LONGEST_RUN - len(run.key)):
            older = self._runs.pop()
            key, moment = np.concatenate([older.key, run.key]), np.concatenate([older.moment, run.moment])
            run = _sorted(_Run(key, moment, np.concatenate([older.number, run.number])))
        self._runs.append(run)


def _sorted(run: _Run) -> _Run:
    order = np.argsort(run.key, kind="stable")
    return _Run(run.key[order], run.moment[order], run.number[order])
