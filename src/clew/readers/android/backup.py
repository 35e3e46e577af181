"""The stream inside an Android backup (`.ab`): a header of four lines, then a tar archive, compressed or not."""

from __future__ import annotations

import io
import zlib
from typing import BinaryIO

from clew.readers.engine.bombs import check_ratio

MAGIC = b"ANDROID BACKUP\n"
_COMPRESSED, _OPEN = b"1\n", b"none\n"
_PIECE_BYTES = 1 << 18
_LONGEST_LINE = 64
#: A tar archive ends with two blocks of zeros.
_END_BYTES = 1024


class BackupError(Exception):
    """The backup cannot be opened; the text says why."""


def unpacked(stream: BinaryIO) -> TarStream:
    """Return the tar archive of a backup as a stream.

    Args:
        stream: The backup from its first byte.

    Raises:
        BackupError: it is no backup, or one locked with a password.
    """
    magic, _, compressed, lock = (stream.readline(_LONGEST_LINE) for _ in range(4))
    if magic != MAGIC or not lock.endswith(b"\n"):
        raise BackupError("it does not begin as a backup of Android")
    if lock != _OPEN:
        raise BackupError("it is encrypted with its user's password")
    return _Inflated(stream) if compressed == _COMPRESSED else TarStream(stream)


class TarStream(io.RawIOBase):
    """Passes an archive through and remembers how it ended: a whole one ends in zeros."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream
        self._tail = b""

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: bytearray | memoryview) -> int:  # type: ignore[override]
        """Fill a buffer; 0 at the end.

        Raises:
            zlib.error: the stream is damaged.
            BombError: it expands beyond all reason.
        """
        found = self._more(len(buffer))
        buffer[: len(found)] = found
        self._tail = (self._tail + found)[-_END_BYTES:]
        return len(found)

    def is_whole(self) -> bool:
        """Read to the end and tell whether the archive was closed properly."""
        while self.read(_PIECE_BYTES):
            pass
        return self._tail == bytes(_END_BYTES)

    def _more(self, size: int) -> bytes:
        return self._stream.read(size)


class _Inflated(TarStream):
    """Inflates while it is read; a stream that breaks off simply ends."""

    def __init__(self, stream: BinaryIO) -> None:
        super().__init__(stream)
        self._inflate = zlib.decompressobj()
        self._taken = self._given = 0

    def _more(self, size: int) -> bytes:
        while not self._inflate.eof:
            piece = self._inflate.unconsumed_tail or self._stream.read(_PIECE_BYTES)
            if not piece:
                break
            found = self._inflate.decompress(piece, size)
            self._taken += len(piece) - len(self._inflate.unconsumed_tail)
            self._given += len(found)
            check_ratio(self._given, self._taken)
            if found:
                return found
        return b""
