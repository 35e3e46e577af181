"""What a normaliser is: text columns of one kind of row in, typed record tables out, vectorised."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

import pyarrow as pa


@dataclass(slots=True)
class Context:
    """What a normaliser may know besides the cells. One per part; `memo` lives as long as the part.

    Args:
        scope: Exhibit scope, the file's SHA-256: keeps operator cell ids and device placeholders apart.
        evidence_type: One of `records.EVIDENCE_TYPES`.
        region: Default region for national phone numbers, ISO two letters.
        timezone: IANA zone used for clock times without an offset; empty when unknown.
        tz_basis: Why that zone, one of `records.TZ_BASES`.
        day_order: `dmy` or `mdy`, decided for the file.
        meta: Facts from the preamble: `subject`, `from`, `to`, `network`, ...
        values: Value translations of the profile: field -> raw text -> canonical word.
        memo: Cleaned distinct texts kept across batches, one dictionary per identifier kind.
    """

    scope: str
    evidence_type: str
    region: str = "GB"
    timezone: str = "Europe/London"
    tz_basis: str = "case_default"
    day_order: str = "dmy"
    meta: dict[str, str] = field(default_factory=dict)
    values: dict[str, dict[str, str]] = field(default_factory=dict)
    memo: dict[str, object] = field(default_factory=dict)


@dataclass(slots=True)
class Normalised:
    """Typed records of one batch, by record kind, and the rows that gave none.

    Each table has the columns of its schema in `model.records.SCHEMAS` except `record_id`
    and `exhibit_id`, plus `ordinal` (int16: several records of one kind from one row). A person named
    by another record of the same row is referred to as `row:<ordinal>` in the `a`/`b`/`subject`
    value; the ledger replaces it by the record id.

    Args:
        tables: Record kind -> table.
        set_aside: Columns `row_ref`, `reason`, `raw`: rows with nothing usable in them.
    """

    tables: dict[str, pa.Table]
    set_aside: pa.Table


@dataclass(frozen=True, slots=True)
class Normaliser:
    """A normaliser plug-in.

    Args:
        name: Word used by profiles and readers (`Part.normaliser`).
        title: One line for people.
        fields: Canonical text columns it understands -> what each means. Missing ones are null.
        run: Turns one batch into typed records.
    """

    name: str
    title: str
    fields: dict[str, str]
    run: Callable[[pa.RecordBatch, Context], Normalised]
