"""Recorded ages: the age as written, never worked out; where a cell allows several, the youngest that matters."""

from __future__ import annotations

import re
from typing import NamedTuple

import pyarrow as pa
import pyarrow.compute as pc

from clew.identifiers.distinct import distinct
from clew.normalise.ends import column
from clew.normalise.issues import Issues
from clew.normalise.rows import TEXT, Rows, transposed
from clew.normalise.times import dates
from clew.normalise.truth import truth

#: Oldest age taken for real, years.
OLDEST_YEARS = 120

_SCHEMA = pa.schema([("value", pa.int16()), ("disputed", pa.bool_()), ("issue", TEXT)])


class Ages(NamedTuple):
    """Age in whole years, the day it refers to (null: not stated), whether it is disputed."""

    years: pa.Array
    on: pa.Array
    disputed: pa.Array


def read(rows: Rows, issues: Issues) -> Ages:
    """Return the recorded age of each row."""
    disputed = truth(rows, "age_disputed")
    if not rows.given("age"):
        return Ages(pa.nulls(rows.size, pa.int16()), pa.nulls(rows.size, pa.date32()), disputed)
    table = distinct(rows.text("age"), _clean, rows.memo("age"))
    issues.add("age", column(table, "issue"))
    on = dates(rows, "age_on", issues)
    said = pc.if_else(column(table, "disputed"), True, pa.scalar(None, pa.bool_()))
    return Ages(column(table, "value"), on, pc.coalesce(said, disputed))


def age(text: str) -> tuple[int | None, bool, str | None]:
    """Return the age in years, whether the cell calls it disputed, and what was decided about it.

    `15-17` gives 15 and `under 18` gives 17: a child must never be taken for an adult because
    the cell was vague. The cell itself stays in the row's text.
    """
    lower = text.lower()
    disputed = "disput" in lower
    numbers = [int(n) for n in re.findall(r"\d+", re.sub(r"\.\d+", "", lower))]
    if not numbers:
        return None, disputed, f"no age in {text!r}"
    years = numbers[0]
    if re.search(r"\b(?:under|u|below|less than|<)\s*\d", lower) or lower.startswith(("u1", "<")):
        return years - 1, disputed, f"{text!r} read as the oldest age it allows"
    if years > OLDEST_YEARS:
        return None, disputed, f"{text!r} is no age"
    if len(numbers) > 1 and numbers[1] <= OLDEST_YEARS:
        return min(numbers[:2]), disputed, f"{text!r} is a range; the youngest age is kept"
    return years, disputed, None


def _clean(texts: pa.Array) -> pa.Table:
    found = [(None, False, None) if t is None else age(t) for t in texts.to_pylist()]
    return pa.table(transposed(found, _SCHEMA.types), schema=_SCHEMA)
