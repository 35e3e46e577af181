"""One end of an event or link: what kind of thing it is, its canonical value, and the cell it was read from."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple

import pyarrow as pa
import pyarrow.compute as pc

from clew.identifiers import party, phone
from clew.identifiers.distinct import distinct
from clew.normalise.issues import Issues
from clew.normalise.rows import TEXT, Rows

Cleaner = Callable[..., pa.Table]


class End(NamedTuple):
    """Columns as long as the batch: a key of `END_KINDS`, the value, the raw text; all null where there is none."""

    kind: pa.Array
    value: pa.Array
    raw: pa.Array

    def chosen(self, mask: pa.Array, other: End) -> End:
        """Return this end where `mask` is true and `other` elsewhere."""
        return End(*(pc.if_else(mask, a, b) for a, b in zip(self, other, strict=True)))

    @property
    def blank(self) -> pa.Array:
        """True where nothing at all is written: neither a value nor a text that says it was withheld."""
        return pc.is_null(self.raw)


def nowhere(rows: Rows) -> End:
    """Return an end that no row names."""
    nothing = pa.nulls(rows.size, TEXT)
    return End(nothing, nothing, nothing)


def fixed(rows: Rows, kind: str, value: str, raw: str | None = None) -> End:
    """Return the same end for every row."""
    return End(rows.constant(kind), rows.constant(value), rows.constant(value if raw is None else raw))


def device(rows: Rows) -> End:
    """Return the placeholder for the unnamed owner of an extraction: one per exhibit, never one node for all."""
    return End(rows.constant("device"), rows.constant(rows.context.scope), pa.nulls(rows.size, TEXT))


def cleaned(rows: Rows, field: str, issues: Issues, clean: Cleaner, memo: str, **known: Any) -> pa.Table:
    """Clean one column, each distinct text once per part, and note what was wrong with it.

    Args:
        rows: The batch.
        field: Canonical field.
        issues: Gets the reasons.
        clean: `clean` of an identifier module.
        memo: Name of the memory the texts of this kind share.
        known: Further arguments of `clean`.
    """
    table = distinct(rows.cells(field), lambda texts: clean(texts, **known), rows.memo(memo))
    issues.add(field, column(table, "issue"))
    return table


def end(rows: Rows, field: str, issues: Issues, clean: Cleaner, memo: str, **known: Any) -> End:
    """Clean one column into an end; a ruined cell leaves the end empty, its text stays in `raw`."""
    if not rows.given(field):
        return nowhere(rows)
    table = cleaned(rows, field, issues, clean, memo, **known)
    blank = pc.equal(column(table, "status"), "empty")
    return End(
        column(table, "kind"), column(table, "value"), pc.if_else(blank, pa.scalar(None, TEXT), rows.cells(field))
    )


def phone_end(rows: Rows, field: str, issues: Issues) -> End:
    """Clean a column of telephone numbers: kind `phone`, `service` for short codes and sender names, else null."""
    return end(rows, field, issues, phone.clean, "phone", region=rows.context.region)


def party_end(rows: Rows, field: str, issues: Issues) -> End:
    """Clean a column of parties: on a telephone, and in what was made from one, also app accounts and groups."""
    if rows.context.evidence_type not in ("handset", "report"):
        return phone_end(rows, field, issues)
    return end(rows, field, issues, party.clean, "party", region=rows.context.region, scope=rows.context.scope)


def same(one: End, other: End) -> pa.Array:
    """Tell in which rows two ends are one and the same thing; two unknown ones are not."""
    return pc.fill_null(pc.and_(pc.equal(one.value, other.value), pc.equal(one.kind, other.kind)), False)


def column(table: pa.Table, name: str) -> pa.Array:
    """Return one column as a single array."""
    chunked = table.column(name)
    return chunked.combine_chunks() if chunked.num_chunks != 1 else chunked.chunk(0)
