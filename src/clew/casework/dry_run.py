"""A dry run: what a file is, how its columns are understood, the first rows typed, the bad cells per column."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from clew.ledger.files import sha256
from clew.ledger.load import Facts, context_of, normaliser_of
from clew.ledger.sources import read_sources
from clew.model.table import Column, Table, table
from clew.readers.reader import ReadOptions

ROWS_SHOWN = 5

#: Rows a dry run types at most; the count of bad cells says so.
ROWS_READ = 200_000

#: Born in this year or later: masked in a dry run, whatever day it is.
YOUNGEST_ADULT_BORN = 2005

SHOWN = {
    "event": (
        "row_ref",
        "event_kind",
        "direction",
        "a",
        "b",
        "start_utc",
        "duration_s",
        "amount_minor",
        "place",
        "issues",
    ),
    "person": ("row_ref", "name", "birth_date", "age_years", "categories", "strong_ids", "issues"),
    "membership": ("row_ref", "relation", "b_kind", "b", "capacity", "from_utc", "to_utc", "issues"),
    "contact": ("row_ref", "display_name", "id_kind", "value", "issues"),
    "coverage": ("row_ref", "subject", "from_utc", "to_utc", "event_kinds", "basis"),
    "identifier": ("row_ref", "id_kind", "value", "label", "attributes", "issues"),
    "role": ("row_ref", "subject_kind", "subject", "role", "from_utc", "to_utc"),
    "note": ("row_ref", "about_kind", "about", "issues"),
    "statement": ("row_ref", "reference", "source_grade", "information_grade", "subject", "stated_utc", "issues"),
}


@dataclass(slots=True)
class DryPart:
    """What a dry run found in one part of a file."""

    file: str
    part: str
    profile: str
    normaliser: str
    columns: tuple[str, ...]
    fields: dict[str, str]
    meta: dict[str, str]
    read: int = 0
    set_aside: Counter[str] = field(default_factory=Counter)
    first: dict[str, pa.Table] = field(default_factory=dict)
    bad: Counter[str] = field(default_factory=Counter)
    warnings: tuple[str, ...] = ()
    day_order: str = ""
    whole: bool = True

    def tables(self) -> list[Table]:
        """Return the mapping, the first rows by record kind, and the bad cells, as tables."""
        name = f"{self.file} {self.part}".strip()
        mapping = [
            {"column": c, "read_as": next((f for f, title in self.fields.items() if title == c), "kept as it stands")}
            for c in self.columns
        ]
        notes = [f"{k}: {v}" for k, v in sorted(self.meta.items())] + list(self.warnings)
        if self.day_order:
            notes.append(self.day_order)
        title = f"{name}: read as {self.profile} ({self.normaliser}), {self.read:,} rows"
        if not self.whole:
            title += " looked at of more"
        tables = [table(title, [Column("column"), Column("read_as")], mapping, tuple(notes))]
        kinds = sorted(self.first, key=lambda k: list(SHOWN).index(k))
        tables += [_first(name, kind, self.first[kind]) for kind in kinds]
        bad = [{"column_and_reason": k, "cells": n} for k, n in self.bad.most_common()]
        bad += [{"column_and_reason": f"row set aside: {k}", "cells": n} for k, n in self.set_aside.most_common()]
        tables.append(table(f"{name}: bad cells", [Column("column_and_reason"), Column("cells", "integer")], bad))
        return tables


def dry_run(
    path: Path, options: ReadOptions, *, timezone: str, day_order: str, region: str, reader: str = ""
) -> list[DryPart]:
    """Read a file as a load would and keep nothing.

    Args:
        path: The evidence file.
        options: Profile or mapping to use.
        timezone: IANA zone for clock times that state none.
        day_order: dmy or mdy where nothing proves it.
        region: Country of national numbers.
        reader: Reader to use whatever the content looks like.

    Raises:
        InputError: the file cannot be recognised or read.
    """
    facts = Facts("", "", "", timezone, "case_default", day_order, "case_default", region, reader=reader)
    scope = sha256(path)
    found = []
    for source, chosen in read_sources(path, reader)[0]:
        for part in chosen.read(source, options):
            context = context_of(part, scope, facts)
            dry = DryPart(
                path.name, "!".join(x for x in (source.member, part.name) if x), part.profile, part.normaliser,
                part.columns, part.fields, part.meta,
            )  # fmt: skip
            for batch in part.batches:
                result = normaliser_of(part.normaliser).run(batch, context)
                for kind, rows in result.tables.items():
                    if kind not in dry.first and rows.num_rows:
                        dry.first[kind] = rows.slice(0, ROWS_SHOWN)
                    dry.bad.update(_issues(rows))
                dry.set_aside.update(result.set_aside["reason"].to_pylist())
                if part.tally.read >= ROWS_READ:
                    dry.whole = False
                    break
            dry.read = part.tally.read
            dry.set_aside.update(r.reason for r in part.tally.set_aside)
            dry.warnings = tuple(part.tally.warnings)
            dry.day_order = _day_order(context.memo.get("day_order", [0, 0]), day_order)
            found.append(dry)
    return found


def _issues(rows: pa.Table) -> Counter[str]:
    texts = (
        pc.drop_null(rows["issues"].combine_chunks()) if "issues" in rows.column_names else pa.array([], pa.string())
    )
    counted: Counter[str] = Counter()
    for entry in pc.value_counts(texts).to_pylist():
        for issue in entry["values"].split("; "):
            if issue:
                counted[issue] += entry["counts"]
    return counted


def _day_order(evidence: Any, assumed: str) -> str:
    dmy, mdy = evidence
    if dmy and mdy:
        return f"dates contradict each other: {dmy} only day/month, {mdy} only month/day; a load would refuse the file"
    if dmy or mdy:
        return f"dates are {'day/month' if dmy else 'month/day'}, proven by {dmy or mdy} of them"
    return f"the order of day and month is not proven by any date; {assumed} is assumed where it matters"


def _first(name: str, kind: str, rows: pa.Table) -> Table:
    wanted = [c for c in SHOWN[kind] if c in rows.column_names]
    columns = [Column(c) for c in wanted]
    data = [{c: _plain(r[c]) for c in wanted} for r in rows.select(wanted).to_pylist()]
    if kind == "person":  # a dry run knows no case, so names are shown only where nothing speaks for protection
        for row, record in zip(data, rows.to_pylist(), strict=True):
            if _may_be_protected(record):
                row["name"] = row["birth_date"] = "[masked]"
    return table(f"{name}: first {kind} records", columns, data)


def _may_be_protected(record: dict[str, Any]) -> bool:
    born = str(record.get("birth_date") or "")[:4]
    young = born.isdigit() and int(born) >= YOUNGEST_ADULT_BORN
    return (
        young
        or (record.get("age_years") or 99) < 18
        or bool(record.get("categories"))
        or bool(record.get("age_disputed"))
    )


def _plain(value: Any) -> str | None:
    if isinstance(value, list):
        return ", ".join(str(v) for v in value)
    return None if value is None else str(value)
