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
_ENTRY, _SMALL = 128, 64
#: Streams of fewer bytes are small ones; the header says so too, and calamine does not ask it.
_SMALLER = 4096

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


def stream(data: bytes, *names: str) -> bytes:
    """Return the first stream of one of these names, empty when there is none; only of a file that passed `check`."""
    sectors = _Sectors(data, 1 << struct.unpack_from("<H", data, 0x1E)[0])
    table = sectors.joined(_table_sectors(data, sectors, ""))
    first_folder, first_small = struct.unpack_from("<I8xI", data, 0x30)
    folder = sectors.chained(first_folder, table)
    entries = [folder[place : place + _ENTRY] for place in range(0, len(folder) - _ENTRY + 1, _ENTRY)]
    for name in names:
        for entry in entries:
            if entry[:64].decode("utf-16-le", "replace").split("\0")[0] == name:
                start, size = struct.unpack_from("<II", entry, 0x74)
                if size >= _SMALLER:
                    return sectors.chained(start, table)[:size]
                # Small streams lie in sectors of their own size in the root's stream.
                root = sectors.chained(struct.unpack_from("<I", entries[0], 0x74)[0], table)
                small_table = sectors.joined(_chain(first_small, table))
                return _Sectors(bytes(_SMALL) + root, _SMALL).chained(start, small_table)[:size]
    return b""


class _Sectors:
    def __init__(self, data: bytes, size: int) -> None:
        self._data, self.size = data, size
        self.count = max(0, -(-len(data) // size) - 1)

    def bytes_of(self, number: int) -> bytes:
        start = (number + 1) * self.size
        return self._data[start : start + self.size]

    def chained(self, start: int, table: Table) -> bytes:
        return b"".join(map(self.bytes_of, _chain(start, table)))

    def read(self, number: int) -> Table:
        piece = self.bytes_of(number)
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
