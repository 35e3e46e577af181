"""A table that grows: named columns, rows added many at a time, each row known by its number."""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt

from clew.synth.dice import Ints


class Columns:
    """Columns of equal length. A row's id is its position; rows are never removed.

    Args:
        columns: Column name -> value a row gets when none is given. Text columns hold Python strings.
    """

    def __init__(self, **columns: Any) -> None:
        self._defaults = columns
        self._pieces: dict[str, list[npt.NDArray[Any]]] = {name: [] for name in columns}
        self._rows = 0

    def __len__(self) -> int:
        return self._rows

    def add(self, n: int = 1, **values: Any) -> Ints:
        """Add `n` rows; a single value is repeated for each of them. Returns the new row ids.

        Raises:
            KeyError: a value for a column that does not exist.
            ValueError: an array of another length than `n`.
        """
        unknown = values.keys() - self._defaults.keys()
        if unknown:
            raise KeyError(f"no such columns: {sorted(unknown)}")
        for name, default in self._defaults.items():
            kind = object if isinstance(default, str) else np.asarray(default).dtype
            piece = np.empty(n, dtype=kind)
            piece[:] = values.get(name, default)
            self._pieces[name].append(piece)
        self._rows += n
        return np.arange(self._rows - n, self._rows)

    def add_one(self, **values: Any) -> int:
        """Add one row and return its id."""
        return int(self.add(1, **values)[0])

    def __getitem__(self, name: str) -> npt.NDArray[Any]:
        """Return a column; what is written into it stays."""
        pieces = self._pieces[name]
        if len(pieces) != 1:
            kind = object if isinstance(self._defaults[name], str) else np.asarray(self._defaults[name]).dtype
            self._pieces[name] = pieces = [np.concatenate(pieces) if pieces else np.empty(0, dtype=kind)]
        return pieces[0]

    def row(self, i: int) -> dict[str, Any]:
        """Return one row as a dictionary."""
        return {name: self[name][i] for name in self._defaults}
