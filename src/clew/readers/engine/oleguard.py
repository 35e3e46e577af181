"""Look at an old binary workbook (XLS) before calamine does: refuse one whose sectors form a loop.

Such a file is a small file system: tables say which sector follows which. calamine follows them without end when a
damaged or hostile table leads back to where it came from, and takes memory until the process is ended.
"""

from __future__ import annotations

import struct

import numpy as np
import numpy.typing as npt

from clew.errors import InputError

_HEADER = 512
_SHIFTS = (9, 12)
#: From here on a number is no sector but a mark: end of a chain, free, kept for a table.
_MARKS = 0xFFFFFFFA
_IN_HEADER = 109

Table = npt.NDArray[np.uint32]


def check(data: bytes, where: str) -> None:
    """Raise `InputError` when the tables of sectors are cut short or lead in a circle.

    Args:
        data: The whole file.
        where: Its name, for errors.
    """
    shift = struct.unpack_from("<H", data, 0x1E)[0] if len(data) >= _HEADER else 0
    if shift not in _SHIFTS:
        raise _damaged(where)
    sectors = _Sectors(data, 1 << shift)
    table = sectors.joined(_table_sectors(data, sectors, where))
    small = struct.unpack_from("<I", data, 0x3C)[0]
    if _has_loop(table) or _has_loop(sectors.joined(_chain(small, table))):
        raise _damaged(where)


class _Sectors:
    def __init__(self, data: bytes, size: int) -> None:
        self._data, self.size = data, size
        self.count = max(0, -(-len(data) // size) - 1)

    def read(self, number: int) -> Table:
        start = (number + 1) * self.size
        piece = self._data[start : start + self.size]
        return np.frombuffer(piece[: len(piece) // 4 * 4], "<u4")

    def joined(self, numbers: list[int]) -> Table:
        return np.concatenate([np.zeros(0, "<u4"), *(self.read(number) for number in numbers)])


def _table_sectors(data: bytes, sectors: _Sectors, where: str) -> list[int]:
    """Return where the table of sectors itself is kept: the first 109 places in the header, more in a chain."""
    listed = list(struct.unpack_from(f"<{_IN_HEADER}I", data, 0x4C))
    following: int = struct.unpack_from("<I", data, 0x44)[0]
    seen: set[int] = set()
    while following < sectors.count:
        if following in seen:
            raise _damaged(where)
        seen.add(following)
        *more, following = sectors.read(following).tolist() or [_MARKS]
        listed += more
    return [number for number in listed if number < sectors.count]


def _chain(start: int, table: Table) -> list[int]:
    """Return the sectors of a chain; `table` is free of loops by then, or the chain ends when it is too long."""
    found: list[int] = []
    while start < len(table) and len(found) <= len(table):
        found.append(start)
        start = int(table[start])
    return found


def _has_loop(table: Table) -> bool:
    """Follow every sector at once, twice as far each time: what has not come to an end then never does."""
    end = len(table)
    following = np.append(np.where(table < end, table, end), end).astype(np.int64)
    for _ in range(end.bit_length() + 1):
        following = following[following]
    return bool((following != end).any())


def _damaged(where: str) -> InputError:
    return InputError(
        "the workbook is damaged: its table of sectors is cut short or leads in a circle",
        where=where,
        hint="open it in a spreadsheet and save a copy as XLSX",
    )
