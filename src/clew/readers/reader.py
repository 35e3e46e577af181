"""What a reader is: it recognises a file by its content and streams it as parts of text columns.

A reader never interprets values. It yields Arrow record batches of *text* columns, named by
the canonical fields of the part's normaliser, plus two columns of its own: `row_ref` (the
place of the row in the part, as a person would find it) and `raw` (the row's cells joined by
U+001F in the order of `Part.columns`). What cannot be a row goes to `Part.tally.set_aside`.
"""

from __future__ import annotations

import errno
import io
import shutil
import struct
import zipfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, BinaryIO

import pyarrow as pa

from clew.readers.scratch import copied
from clew.readers.watched import open_watched

HEAD_BYTES = 65_536
COPY_BYTES = 1 << 20


@dataclass(frozen=True, slots=True)
class Source:
    """A readable file: on disk, or inside a zip, or inside a zip in a zip; always opened read-only as a stream.

    Args:
        path: The file on disk.
        members: Names from the outermost archive to the file meant; empty when it is the file on disk.
    """

    path: Path
    members: tuple[str, ...] = ()

    @property
    def member(self) -> str:
        """Place inside the file on disk: the member names joined by `!`; empty for the file itself."""
        return "!".join(self.members)

    @property
    def name(self) -> str:
        """File name that tells the layout best: the innermost member's, else the file's."""
        return self.members[-1] if self.members else self.path.name

    def inside(self, member: str) -> Source:
        """Return a member of this file, which is an archive."""
        return Source(self.path, (*self.members, member))

    def beside(self, suffix: str) -> Source | None:
        """Return the file of the same name with `suffix` added (`-wal`), null when there is none."""
        return self.neighbour((self.members[-1].rpartition("/")[2] if self.members else self.path.name) + suffix)

    def neighbour(self, name: str) -> Source | None:
        """Return the file of this name in the same folder, of the disk or of the archive; null when there is none."""
        if not self.members:
            beside = self.path.with_name(name)
            return Source(beside) if beside.is_file() else None
        folder, slash, _ = self.members[-1].rpartition("/")
        wanted = folder + slash + name
        with Source(self.path, self.members[:-1]).archive() as archive:
            return Source(self.path, (*self.members[:-1], wanted)) if wanted in archive.NameToInfo else None

    def open(self) -> BinaryIO:
        """Open the bytes as a stream. The caller closes it."""
        if not self.members:
            return open_watched(self.path)
        archive = Source(self.path, self.members[:-1]).archive()
        with _damage_told():
            stream = archive.open(self.members[-1])
        # The archive lives as long as the member's stream.
        stream._clew_archive = archive  # type: ignore[attr-defined]
        return stream  # type: ignore[return-value]

    def archive(self) -> zipfile.ZipFile:
        """Open the file as a zip archive. The caller closes it.

        Raises:
            zipfile.BadZipFile: it is none, or damaged.
        """
        if not self.members:
            with _damage_told():
                return zipfile.ZipFile(open_watched(self.path))
        # A compressed member cannot be searched from its end.
        with _damage_told():
            return zipfile.ZipFile(copied(self, len(self.members), self._copy))

    def _copy(self, target: IO[bytes]) -> None:
        with self.open() as stream:
            shutil.copyfileobj(stream, target, COPY_BYTES)

    def start(self) -> bytes:
        """Return the first bytes: all that a reader needs once it is chosen."""
        with self.open() as stream:
            return stream.read(HEAD_BYTES)

    def head(self) -> Head:
        """Return the first bytes, the members of a zip, the tables of a database, the first rows of a workbook."""
        data = self.start()
        members: tuple[str, ...] = ()
        sheets: dict[str, tuple[tuple[str, ...], ...]] = {}
        if data[:2] == b"PK":
            try:
                with self.archive() as archive, _damage_told():
                    members = tuple(archive.namelist())
                    if "xl/workbook.xml" in members:
                        from clew.readers.engine.sheetheads import sheet_heads

                        sheets = sheet_heads(archive)
            except zipfile.BadZipFile:
                sheets = {}  # whoever reads it will find the damage again, and say so
        tables: tuple[str, ...] = ()
        if data.startswith(b"SQLite format 3\x00"):
            from clew.readers.database.opened import table_names

            tables = table_names(self)
        return Head(self.name, data, members, tables, sheets)


@contextmanager
def _damage_told() -> Iterator[None]:
    """Say of an archive whose directory points nowhere what it is; the library only fails to go there.

    Raises:
        zipfile.BadZipFile: instead of what the library raises.
    """
    try:
        yield
    except (ValueError, struct.error) as error:
        raise zipfile.BadZipFile(str(error)) from error
    except OSError as error:
        if error.errno != errno.EINVAL:
            raise
        raise zipfile.BadZipFile("its directory points outside the file") from error


@dataclass(frozen=True, slots=True)
class Head:
    """What recognition may look at: the name, the first 64 KiB, the members of a zip, tables, first rows of sheets.

    `tables` are names in lower case, write-ahead log included; empty when the database cannot be opened.
    `sheets` are the sheets of an XLSX by name, each with its first rows that are not blank.
    """

    name: str
    data: bytes
    members: tuple[str, ...] = ()
    tables: tuple[str, ...] = ()
    sheets: Mapping[str, tuple[tuple[str, ...], ...]] = field(default_factory=dict)

    def stream(self) -> io.BytesIO:
        """Return the first bytes as a stream."""
        return io.BytesIO(self.data)


@dataclass(frozen=True, slots=True)
class ReadOptions:
    """What the user said about the file: profile to force, mapping file, case defaults.

    Args:
        profile: Name of a table profile to use whatever the header says.
        mapping: Canonical field -> header text, from `--map FILE`.
        profiles_folder: The case's own saved profiles, read besides the built-in ones.
        batch_rows: Rows per record batch.
        already_read: Profiles of what this load read from the databases of the same telephone: a report on them
            is not read again.
    """

    profile: str = ""
    mapping: dict[str, str] = field(default_factory=dict)
    profiles_folder: Path | None = None
    batch_rows: int = 131_072
    already_read: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class SetAside:
    """A row that could not be kept: its place, why, and its text."""

    row_ref: str
    reason: str
    raw: str


@dataclass(slots=True)
class Tally:
    """Counts a reader fills while its batches are consumed. `read` counts data rows, set aside included."""

    read: int = 0
    set_aside: list[SetAside] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)


@dataclass(slots=True)
class Part:
    """One table, sheet or list inside a file.

    Args:
        name: Sheet name, zip member, element name; empty when the file is one table.
        profile: Name of the profile or layout recognised.
        normaliser: Which normaliser types the rows: `calls`, `people`, `sightings`, ...
        evidence_type: One of `records.EVIDENCE_TYPES`.
        columns: Raw column titles in the order of the cells in `raw`.
        fields: Canonical field -> the raw column title it was read from (dry run shows it).
        batches: Record batches of text columns: canonical fields, `row_ref`, `raw`.
        tally: Filled while `batches` is consumed.
        meta: Preamble facts: `subject`, `from`, `to`, `timezone`, `network`, `count`, ...
        values: Value translations of the profile, for example call types; field -> raw -> canonical.
    """

    name: str
    profile: str
    normaliser: str
    evidence_type: str
    columns: tuple[str, ...]
    fields: dict[str, str]
    batches: Iterator[pa.RecordBatch]
    tally: Tally
    meta: dict[str, str] = field(default_factory=dict)
    values: dict[str, dict[str, str]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Reader:
    """A reader plug-in.

    Args:
        name: Kebab-case name shown in `clew exhibits`.
        version: Raised whenever the reader would read the same bytes differently.
        title: One line for people.
        recognise: Score 0 to 1 for a file's head; the highest reads, a tie is an error naming both.
        read: Yields the parts of a file; raises `InputError` when the whole file is unusable.
    """

    name: str
    version: str
    title: str
    recognise: Callable[[Head], float]
    read: Callable[[Source, ReadOptions], Iterator[Part]]
