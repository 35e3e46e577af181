"""Artifacts of ALEAPP and iLEAPP as parts: told apart by their titles, never by their names."""

from __future__ import annotations

import csv
import tomllib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import pyarrow as pa
import pyarrow.compute as pc

from clew.model.records import RAW_SEPARATOR
from clew.readers.leapp.rules import Rule, first_of, rules
from clew.readers.reader import Part, ReadOptions, SetAside, Tally


@dataclass(frozen=True, slots=True)
class Artifact:
    """One kind of table in a report. See the head of `leapp_artifacts.toml` for the words."""

    name: str
    needs: frozenset[str]
    normaliser: str
    database: tuple[str, ...]
    limits: tuple[str, ...]
    fields: dict[str, tuple[Rule, ...]]
    values: dict[str, str]
    once: str = ""


@dataclass(frozen=True, slots=True)
class Rows:
    """Some rows of a table in a report: the number of each, and its cells by column."""

    numbers: pa.Array
    cells: list[pa.Array]


def normalised(title: str) -> str:
    """Return a title as it is compared: lower case, single blanks, no byte-order mark."""
    return " ".join(title.replace("\ufeff", "").split()).lower()


def titles_of(line: bytes) -> list[str]:
    """Return the titles in the first line of a TSV file, none when it is no such line."""
    try:
        cells = next(csv.reader([line.decode("utf-8", "replace").rstrip("\r\n")], delimiter="\t"), [])
    except csv.Error:
        return []
    return [cell.replace("\ufeff", "") for cell in cells]


def artifact_of(titles: Iterable[str]) -> Artifact | None:
    """Return the artifact whose titles are there, the one with the most; null when none is."""
    known = {normalised(title) for title in titles}
    fitting = [artifact for artifact in _artifacts() if artifact.needs <= known]
    return max(fitting, key=lambda artifact: len(artifact.needs), default=None)


def artifact_part(
    artifact: Artifact, name: str, titles: list[str], chunks: Iterator[Rows], tally: Tally, options: ReadOptions
) -> Part:
    """Return a table of a report as a part; of one whose database is in the same load no row is read.

    Args:
        artifact: What it is.
        name: Table or file as people find it; the part's name and the start of each row's place.
        titles: Titles of the columns as the report writes them.
        chunks: Its rows.
        tally: Gets counts and warnings.
        options: What the load has read already.
    """
    tally.warnings += [f"{artifact.name}: {limit}" for limit in artifact.limits]
    beside = sorted(set(artifact.database) & options.already_read)
    if beside:
        better = f"this load read the database itself ({', '.join(beside)}), which says more"
        tally.warnings = [f"{name or artifact.name} not read: {better}"]
        chunks = iter(())
    return Part(
        name=name,
        profile=artifact.name,
        normaliser=artifact.normaliser,
        evidence_type="handset",
        columns=tuple(titles),
        fields={f: _title(ways, titles) for f, ways in artifact.fields.items()},
        batches=_batches(artifact, name, [normalised(title) for title in titles], chunks, tally),
        tally=tally,
        meta={"timezone": "UTC"},
        values={"type": artifact.values},
    )


def _batches(
    artifact: Artifact, name: str, titles: list[str], chunks: Iterator[Rows], tally: Tally
) -> Iterator[pa.RecordBatch]:
    told: dict[str, str] = {}
    for rows in chunks:
        size = len(rows.numbers)
        tally.read += size
        table = dict(zip(titles, rows.cells, strict=True))
        found = {field: first_of(ways, table, size) for field, ways in artifact.fields.items()}
        ref = pc.binary_join_element_wise(f"{name} row".strip(), rows.numbers, " ")
        clear = [pc.replace_substring(pc.fill_null(cell, ""), RAW_SEPARATOR, " ") for cell in rows.cells]
        raw = pc.binary_join_element_wise(*clear, RAW_SEPARATOR)
        batch = pa.RecordBatch.from_pydict({**found, "row_ref": ref, "raw": raw})
        if artifact.once in table:
            batch = _once(batch, table[artifact.once], told, tally)
        yield batch


def _once(batch: pa.RecordBatch, ids: pa.Array, told: dict[str, str], tally: Tally) -> pa.RecordBatch:
    """Keep one row a message, one with a text where there is one; the others are set aside, naming it."""
    keys = ids.to_pylist()
    texts = batch.column("text").to_pylist() if "text" in batch.schema.names else [None] * batch.num_rows
    chosen: dict[str, int] = {}
    for place, (key, text) in enumerate(zip(keys, texts, strict=True)):
        if key and key not in told and (key not in chosen or (texts[chosen[key]] is None and text is not None)):
            chosen[key] = place
    refs, raws = batch.column("row_ref").to_pylist(), batch.column("raw").to_pylist()
    told.update({key: refs[place] for key, place in chosen.items()})
    keep = [not key or chosen.get(key) == place for place, key in enumerate(keys)]
    tally.set_aside += [
        SetAside(refs[place], f"another row of the same message ({told[keys[place]]})", raws[place])
        for place, kept in enumerate(keep)
        if not kept
    ]
    return batch.filter(pa.array(keep))


def _title(ways: tuple[Rule, ...], titles: list[str]) -> str:
    wanted = ways[0].columns[0]
    return next((title for title in titles if normalised(title) == wanted), "worked out of the row")


@cache
def _artifacts() -> list[Artifact]:
    data = tomllib.loads((files("clew.readers") / "data" / "leapp_artifacts.toml").read_text("utf-8"))
    return [
        Artifact(
            name=stated["name"],
            needs=frozenset(stated["needs"]),
            normaliser=stated["normaliser"],
            database=tuple(stated["database"]),
            limits=tuple(stated["limits"]),
            fields={field: rules(ways) for field, ways in stated["fields"].items()},
            values=stated.get("values", {}),
            once=stated.get("once", ""),
        )
        for stated in data["artifact"]
    ]
