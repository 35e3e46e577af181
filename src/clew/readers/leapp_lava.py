"""The LAVA database of ALEAPP and iLEAPP, `_lava_artifacts.db`, read by its index `_lava_data.lava` beside it.

Tables and titles come from the index (`tablename`, `column_map`), never from a guess. Times are seconds since 1970
in UTC; a value the tool could not read as a time is kept as the text it is.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from typing import Any

import pyarrow as pa

from clew.errors import InputError
from clew.readers.database.opened import Database, opened, quoted, text_columns
from clew.readers.leapp.artifacts import Rows, artifact_of, artifact_part
from clew.readers.reader import Head, Part, Reader, ReadOptions, Source, Tally
from clew.readers.recognise import where
from clew.readers.report_folders import LAVA_INDEX

_MOST_INDEX_BYTES = 256 << 20
_ROWS = 65_536
_NAMES_SHOWN = 12


def recognise(head: Head) -> float:
    """Score a database by the tables every LAVA database has."""
    return 0.95 if {"_lava_media_items", "_lava_media_references"} <= set(head.tables) else 0.0


def read(source: Source, options: ReadOptions) -> Iterator[Part]:
    """Yield the artifacts Clew knows; the others are named with their counts.

    Raises:
        InputError: the index is not beside the database or cannot be read, or the database cannot be opened.
    """
    index, digest = _index(source)
    with opened(source) as database:
        known, others = _listed(index, database)
        notes = _others(others)
        for stated in known:
            part = _part(database, stated, options)
            part.meta["lava_index_sha256"] = digest
            part.tally.warnings += notes
            notes = []
            yield part
        if not known:
            yield _nothing(notes)


def _index(source: Source) -> tuple[dict[str, Any], str]:
    beside = source.neighbour(LAVA_INDEX)
    if beside is None:
        raise InputError(
            f"{LAVA_INDEX} is not beside the database: without it nobody can tell what its tables mean",
            where=where(source),
            hint="load the whole report folder, or its _TSV Exports",
        )
    with beside.open() as stream:
        data = stream.read(_MOST_INDEX_BYTES)
    try:
        index = json.loads(data)
        return dict(index), hashlib.sha256(data).hexdigest()
    except (ValueError, TypeError, RecursionError) as error:
        raise InputError(
            f"{LAVA_INDEX} cannot be read: {error}", where=where(beside), hint="load the _TSV Exports of the report"
        ) from error


def _listed(index: dict[str, Any], database: Database) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """Return the artifacts of the index that Clew reads and whose table is there, and those left alone."""
    known, others = [], []
    categories = index.get("artifacts")
    for category in categories.values() if isinstance(categories, dict) else ():
        for stated in category if isinstance(category, list) else ():
            if not isinstance(stated, dict):
                continue
            titles = stated.get("column_map")
            titles = titles if isinstance(titles, dict) else {}
            if database.has(str(stated.get("tablename", ""))) and artifact_of(map(str, titles.values())):
                known.append(stated)
            else:
                others.append(stated)
    return known, others


def _part(database: Database, stated: dict[str, Any], options: ReadOptions) -> Part:
    table = str(stated["tablename"])
    titles = {str(column): str(title) for column, title in stated["column_map"].items()}
    there = {column: title for column, title in titles.items() if database.has(table, column)}
    artifact = artifact_of(titles.values())
    assert artifact is not None, table
    tally = Tally()
    missing = [title for column, title in titles.items() if column not in there]
    if missing:
        tally.warnings.append(f"{table}: columns of the index are not in the table: {', '.join(missing)}")
    part = artifact_part(
        artifact, table, list(there.values()), _chunks(database, table, list(there), tally), tally, options
    )
    if stated.get("source_path"):
        part.meta["source_path"] = str(stated["source_path"])
    return part


def _chunks(database: Database, table: str, columns: list[str], tally: Tally) -> Iterator[Rows]:
    cells = ", ".join(("rowid", *map(quoted, columns)))
    for rows in database.rows(f"SELECT {cells} FROM {quoted(table)} ORDER BY rowid", batch=_ROWS):
        number, *found = text_columns(rows, len(columns) + 1)
        yield Rows(number, found)
    tally.warnings += database.broken
    database.broken.clear()


def _others(others: list[dict[str, Any]]) -> list[str]:
    if not others:
        return []
    stated = {str(o.get("name", "?")).strip(): o.get("record_count") for o in others}
    counts = {name: count if isinstance(count, int) else 0 for name, count in stated.items()}
    most = sorted(counts, key=lambda name: -counts[name])
    named = ", ".join(f"{name} ({counts[name]:,})" for name in most[:_NAMES_SHOWN])
    more = f" and {len(most) - _NAMES_SHOWN} others" if len(most) > _NAMES_SHOWN else ""
    return [f"{len(others):,} artifacts of the report not read: {named}{more}"]


def _nothing(notes: list[str]) -> Part:
    empty: Iterator[pa.RecordBatch] = iter(())
    notes = [*notes, "no artifact of the report is one Clew reads"]
    return Part("", "lava", "calls", "handset", (), {}, empty, Tally(warnings=notes))


READER = Reader(
    name="leapp-lava",
    version="1",
    title="LAVA database of ALEAPP or iLEAPP",
    recognise=recognise,
    read=read,
)
