"""A placed sheet as a part: rows streamed, blank ones left out, each with its true number and all its cells."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from clew.model.records import RAW_SEPARATOR
from clew.readers.engine.grid import Grid, Slab
from clew.readers.reader import Part, ReadOptions, SetAside, Tally
from clew.readers.sheets.cells import TEXT, Cells
from clew.readers.sheets.made import ROW_IS_FOR, Layout, Made
from clew.readers.sheets.placed import Placed


def part(
    grid: Grid,
    placed: Placed,
    layout: Layout,
    profile: str,
    options: ReadOptions,
    *,
    notes: list[str],
    meta: dict[str, str] | None = None,
    unit: str = "row",
) -> Part:
    """Return a sheet as a part whose batches are made when they are consumed.

    Args:
        grid: The sheet.
        placed: Its kind and columns.
        layout: What its rows become.
        profile: Name of program and kind, shown to people.
        options: Batch size.
        notes: What people should know of the sheet: hidden, cut, merged.
        meta: Facts its header states: zone, day order.
        unit: What people call a row of it.
    """
    tally = Tally(warnings=list(notes))
    columns = (*placed.titles, ROW_IS_FOR) if layout.several else tuple(placed.titles)
    places = {
        field: next((placed.places[name] for name in names if name in placed.places), None)
        for field, names in layout.shown.items()
    }
    return Part(
        name=grid.name,
        profile=profile,
        normaliser=layout.normaliser,
        evidence_type="handset",
        columns=columns,
        fields={field: placed.titles[at] for field, at in places.items() if at is not None},
        batches=_batches(grid, placed, layout, tally, options.batch_rows, unit),
        tally=tally,
        meta=meta or {},
    )


def _batches(
    grid: Grid, placed: Placed, layout: Layout, tally: Tally, batch_rows: int, unit: str
) -> Iterator[pa.RecordBatch]:
    for slab in grid.slabs(placed.first, len(placed.titles)):
        if slab.damage:
            tally.warnings.append(slab.damage)
        for row in slab.odd:
            tally.read += 1
            reason = row.reason or f"the row has {len(row.cells)} cells where the header has {len(placed.titles)}"
            tally.set_aside.append(SetAside(f"{unit} {row.number}", reason, row.text or RAW_SEPARATOR.join(row.cells)))
        batch = _batch(slab, placed, layout, tally, unit)
        for start in range(0, batch.num_rows, batch_rows):
            yield batch.slice(start, batch_rows)
    if placed.count is not None and placed.count != layout.counted:
        tally.warnings.append(f"the sheet's title states {placed.count}, {layout.counted} are in it")


def _batch(slab: Slab, placed: Placed, layout: Layout, tally: Tally, unit: str) -> pa.RecordBatch:
    raw = pc.binary_join_element_wise(*slab.columns, RAW_SEPARATOR)
    filled = pc.match_substring_regex(raw, f"[^{RAW_SEPARATOR}\\s]")
    columns, numbers = slab.columns, slab.numbers
    if not pc.all(filled).as_py():
        columns, raw = [c.filter(filled) for c in columns], raw.filter(filled)
        numbers = numbers[filled.to_numpy(zero_copy_only=False)]
    refs = pc.binary_join_element_wise(unit, pc.cast(pa.array(numbers), TEXT), " ")
    made = layout.make(Cells(columns, placed.places))
    for at, reason in made.aside.items():
        text = raw[at].as_py() + (RAW_SEPARATOR if layout.several else "")
        tally.set_aside.append(SetAside(refs[at].as_py(), reason, text))
    batch = _assembled(made, refs, raw, several=layout.several)
    tally.read += batch.num_rows + len(made.aside)
    return batch


def _assembled(made: Made, refs: pa.Array, raw: pa.Array, *, several: bool) -> pa.RecordBatch:
    at = made.at
    if at is None and made.aside:
        at = np.array([i for i in range(len(refs)) if i not in made.aside], np.int64)
        made.fields = {name: column.take(pa.array(at)) for name, column in made.fields.items()}
    if at is not None:
        refs, raw = refs.take(pa.array(at)), raw.take(pa.array(at))
    if made.tails is not None:
        refs = pc.binary_join_element_wise(refs, made.tails, "")
    if several:
        more = made.row_is_for if made.row_is_for is not None else pa.repeat("", len(raw))
        raw = pc.binary_join_element_wise(raw, pc.replace_substring(more, RAW_SEPARATOR, " "), RAW_SEPARATOR)
    names = list(made.fields)
    return pa.RecordBatch.from_arrays([*made.fields.values(), refs, raw], names=[*names, "row_ref", "raw"])
