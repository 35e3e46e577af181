"""TSV files of ALEAPP and iLEAPP, one artifact a file, known by its titles.

The tools open these files for appending: a second run into the same folder repeats the header, byte-order mark and
all, in the middle. Rows that repeat with it are duplicates.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator

import pyarrow as pa

from clew.errors import InputError
from clew.readers.leapp.artifacts import Rows, artifact_of, artifact_part, normalised, titles_of
from clew.readers.reader import Head, Part, Reader, ReadOptions, Source, Tally
from clew.readers.recognise import where

_ROWS = 16_384
_WIDEST_CELL = 16 << 20


def recognise(head: Head) -> float:
    """Score a file by the titles in its first line."""
    line, found, _ = head.data.partition(b"\n")
    if not found or b"\t" not in line:
        return 0.0
    return 0.9 if artifact_of(titles_of(line)) else 0.0


def read(source: Source, options: ReadOptions) -> Iterator[Part]:
    """Yield the artifact in the file.

    Raises:
        InputError: its titles are those of no artifact Clew reads.
    """
    titles = titles_of(source.start().partition(b"\n")[0])
    artifact = artifact_of(titles)
    if artifact is None:
        raise InputError(
            "this is no artifact of ALEAPP or iLEAPP that Clew reads",
            where=where(source),
            hint="load it without --reader, as a table",
        )
    tally = Tally()
    yield artifact_part(artifact, "", titles, _chunks(source, titles, tally), tally, options)


def _chunks(source: Source, titles: list[str], tally: Tally) -> Iterator[Rows]:
    header = [normalised(title) for title in titles]
    rows: list[list[str]] = []
    numbers: list[str] = []
    again = ragged = 0
    csv.field_size_limit(_WIDEST_CELL)
    with source.open() as stream, io.TextIOWrapper(stream, "utf-8", "replace", newline="") as text:
        records = csv.reader(text, delimiter="\t")
        try:
            for number, cells in enumerate(records, 1):
                if not cells:
                    continue
                if [normalised(cell) for cell in cells] == header:
                    again += 1
                    continue
                if len(cells) != len(titles):
                    ragged += 1
                    spare = cells[len(titles) - 1 :]
                    cells = [*cells[: len(titles) - 1], *([" ".join(spare)] if spare else [])]
                    cells += [""] * (len(titles) - len(cells))
                rows.append(cells)
                numbers.append(str(number))
                if len(rows) >= _ROWS:
                    yield _made(numbers, rows)
                    rows, numbers = [], []
        except csv.Error as error:
            tally.warnings.append(f"the file breaks off or is damaged near line {records.line_num}: {error}")
    if rows:
        yield _made(numbers, rows)
    if again > 1:
        tally.warnings.append(
            f"the header stands in the file {again} times: the tool ran more than once into this folder"
        )
    if ragged:
        tally.warnings.append(f"{ragged:,} rows have more or fewer cells than the header")


def _made(numbers: list[str], rows: list[list[str]]) -> Rows:
    return Rows(pa.array(numbers), [pa.array(column, pa.string()) for column in zip(*rows, strict=True)])


READER = Reader(
    name="leapp-tsv",
    version="1",
    title="TSV export of ALEAPP or iLEAPP",
    recognise=recognise,
    read=read,
)
