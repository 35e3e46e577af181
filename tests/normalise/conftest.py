"""What the tests of normalisers share: batches out of columns, and records without their blanks."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pyarrow as pa
import pytest

from clew.model.records import RAW_SEPARATOR
from clew.normalise.normaliser import Context, Normalised
from clew.plugins import discover

#: Columns every record has; tests look at them only where they are about them.
COMMON = ("part", "raw", "ordinal", "issues", "tz_basis", "ambiguous")

Run = Callable[..., Normalised]


def as_batch(columns: dict[str, list[str | None]]) -> pa.RecordBatch:
    """Return a batch as a reader yields it, rows numbered from 2 as below a header."""
    size = len(next(iter(columns.values())))
    raw = [RAW_SEPARATOR.join(cell or "" for cell in row) for row in zip(*columns.values(), strict=True)]
    ready = {**columns, "row_ref": [f"row {i + 2}" for i in range(size)], "raw": raw}
    return pa.RecordBatch.from_pydict({name: pa.array(cells, pa.string()) for name, cells in ready.items()})


@pytest.fixture
def run() -> Run:
    """Run a normaliser over columns: `run("calls", subject=[...], meta={...})`."""

    def call(
        name: str, /, *, evidence: str = "report", scope: str = "sha", meta: dict[str, str] | None = None,
        values: dict[str, dict[str, str]] | None = None, day_order: str = "dmy", **columns: list[str | None],
    ) -> Normalised:  # fmt: skip
        columns = {n.rstrip("_"): c for n, c in columns.items()}  # `from_` is the field `from`
        context = Context(scope, evidence, meta=meta or {}, values=values or {}, day_order=day_order)
        normaliser = discover("clew.normalise", "NORMALISER")[name]
        result: Normalised = normaliser.run(as_batch(columns), context)
        return result

    return call


@pytest.fixture
def records() -> Callable[[Normalised, str], list[dict[str, Any]]]:
    """Return the records of a kind, null columns and the common ones left out."""

    def read(result: Normalised, kind: str) -> list[dict[str, Any]]:
        if kind not in result.tables:
            return []
        rows = result.tables[kind].to_pylist()
        return [{n: v for n, v in row.items() if v is not None and n not in COMMON} for row in rows]

    return read


@pytest.fixture
def issues() -> Callable[[Normalised, str], list[str | None]]:
    """Return what was wrong with each record of a kind."""

    def read(result: Normalised, kind: str) -> list[str | None]:
        return result.tables[kind].column("issues").to_pylist()

    return read
