"""One table of a grid as a part: data rows streamed in batches, all other rows judged on the way."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from clew.model.records import RAW_SEPARATOR
from clew.readers.engine import layout, oddrows
from clew.readers.engine.grid import Grid, OddRow, Slab
from clew.readers.engine.mapping import Mapping
from clew.readers.engine.profile import Profile
from clew.readers.reader import Part, ReadOptions, SetAside, Tally


@dataclass(slots=True)
class Table:
    """One table in a grid.

    Args:
        grid: Where it stands.
        profile: Layout that explains its header.
        mapping: Which column holds which field.
        titles: Unique titles, one per column.
        first: Row position of the first data row, counted from 0.
        meta: Facts from the preamble, the titles and the profile.
        tally: Filled while the batches are consumed.
        next_first: Row position where a further table begins; -1 until one is met.
        finished: Whether the batches were consumed to the end.
    """

    grid: Grid
    profile: Profile
    mapping: Mapping
    titles: list[str]
    first: int
    meta: dict[str, str]
    tally: Tally = field(default_factory=Tally)
    next_first: int = -1
    finished: bool = False
    _stated_count: int | None = None
    _last_odd: int = -1
    _run: list[tuple[str, OddRow]] = field(default_factory=list)  # rows in succession that are no data

    def part(self, options: ReadOptions) -> Part:
        """Return the table as a part whose batches are read when they are consumed."""
        return Part(
            name=self.grid.name,
            profile=self.profile.name,
            normaliser=self.profile.normaliser,
            evidence_type=self.profile.evidence_type,
            columns=tuple(self.titles),
            fields={canonical: self.titles[place] for canonical, place in self.mapping.columns.items()},
            batches=self.batches(options.batch_rows),
            tally=self.tally,
            meta=self.meta,
            values=self.profile.values,
        )

    def batches(self, batch_rows: int) -> Iterator[pa.RecordBatch]:
        """Yield the data rows; blank rows, rulers, repeated headers go, trailers are checked, the rest is set aside."""
        for slab in self.grid.slabs(self.first, len(self.titles)):
            if slab.damage:
                self.tally.warnings.append(slab.damage)
            batch = self._batch(slab)
            for start in range(0, batch.num_rows, batch_rows):
                yield batch.slice(start, batch_rows)
            if self.next_first >= 0:
                break
        self._close_run()
        self.finished = True
        self._check_count()

    def _batch(self, slab: Slab) -> pa.RecordBatch:
        raw = pc.binary_join_element_wise(*slab.columns, RAW_SEPARATOR)
        is_data = np.ones(len(slab.numbers), dtype=bool)
        doubtful = {row.number: row for row in slab.odd}
        place_of: dict[int, int] = {}
        for place in oddrows.suspects(raw, self.titles[0]):
            number = int(slab.numbers[place])
            place_of[number] = place
            doubtful[number] = OddRow(number, raw[place].as_py().split(RAW_SEPARATOR), "")
        for number in sorted(doubtful):
            row = doubtful[number]
            inside = place_of.get(number)
            known = layout.aliases_in(row.cells)
            apart = inside is None or number - 1 == self._last_odd
            kind = oddrows.classify(row.cells, self.titles, known, apart)
            narrow_header = inside is None and kind == oddrows.DATA and known == len(row.cells) >= 2
            if kind == oddrows.HEADER or narrow_header:
                start = self._lead_in(number, slab.numbers, raw)
                self.next_first = start - 1
                is_data &= slab.numbers < start
                break
            if kind == oddrows.DATA and inside is not None:
                continue
            if inside is not None:
                is_data[inside] = False
            self._last_odd = number
            self._remember(kind, row)
        return self._assemble(slab, raw, is_data)

    def _assemble(self, slab: Slab, raw: pa.Array, is_data: npt.NDArray[np.bool_]) -> pa.RecordBatch:
        columns, numbers = slab.columns, slab.numbers
        if not is_data.all():
            keep = pa.array(is_data)
            columns, numbers, raw = [c.filter(keep) for c in columns], numbers[is_data], raw.filter(keep)
        self.tally.read += len(numbers)
        refs = pc.binary_replace_slice(pc.cast(pa.array(numbers), pa.string()), 0, 0, "row ")
        names = list(self.mapping.columns)
        mapped = [columns[self.mapping.columns[name]] for name in names]
        return pa.RecordBatch.from_arrays([*mapped, refs, raw], names=[*names, "row_ref", "raw"])

    def _remember(self, kind: str, row: OddRow) -> None:
        if self._run and row.number != self._run[-1][1].number + 1:
            self._close_run()
        if kind == oddrows.TRAILER:
            self._close_run()
            count = oddrows.stated_count(row.cells)
            self._stated_count = count if count is not None else self._stated_count
            return
        self._run.append((kind, row))

    def _close_run(self) -> None:
        """The rows in succession led to no further table: those that are neither blank nor decoration are set aside."""
        for kind, row in self._run:
            if kind == oddrows.DATA:
                wanted, given = len(self.titles), len(row.cells)
                reason = row.reason or f"the row has {given} cells where the header has {wanted}"
                text = row.text or RAW_SEPARATOR.join(row.cells)
                self.tally.set_aside.append(SetAside(f"row {row.number}", reason, text))
                self.tally.read += 1
        self._run.clear()

    def _lead_in(self, header: int, numbers: npt.NDArray[np.int64], raw: pa.Array) -> int:
        """Return the number of the row where the preamble of the next table begins, whose header is row `header`."""
        start = header
        odd = {row.number for _, row in self._run}
        place = int(np.searchsorted(numbers, header)) - 1
        while True:
            if start - 1 in odd:
                start -= 1
                place -= place >= 0 and numbers[place] == start
            elif place >= 0 and numbers[place] == start - 1 and self._is_caption(raw[place].as_py()):
                start -= 1
                place -= 1
            else:
                break
        self._run = [(kind, row) for kind, row in self._run if row.number < start]
        return start

    def _is_caption(self, raw: str) -> bool:
        filled = [cell for cell in raw.split(RAW_SEPARATOR) if cell.strip()]
        return len(self.titles) >= 3 and (len(filled) <= 1 or (len(filled) == 2 and filled[0].rstrip().endswith(":")))

    def _check_count(self) -> None:
        stated = self._stated_count
        if stated is None and self.meta.get("count", "").isdigit():
            stated = int(self.meta["count"])
        if stated is not None and stated != self.tally.read:
            self.tally.warnings.append(f"the file states {stated} records, {self.tally.read} were read")
