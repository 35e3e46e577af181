"""The five views detectors and measures read, as tables of one in-memory DuckDB session.

`events` one row per event with its ends as entity ids, told by one of its observations; `links` aggregated relations;
`coverage` whose traffic is held, and when; `roles` the benign role register; `status` who is
protected and why; besides them `observations` (what each exhibit saw of each event), `clocks` (how each handset's
clock ran), `entities` and `entity_records` (which record belongs to whom).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import duckdb
import pyarrow as pa

UTC = pa.timestamp("us", tz="UTC")
TEXT = pa.string()
LIST = pa.list_(TEXT)

VIEWS: dict[str, pa.Schema] = {
    "events": pa.schema(
        [
            ("record_id", TEXT), ("exhibit_id", TEXT), ("part", TEXT), ("row_ref", TEXT), ("evidence_type", TEXT),
            ("event_kind", TEXT), ("subject_id", TEXT), ("a_id", TEXT), ("a_kind", TEXT), ("b_id", TEXT),
            ("b_kind", TEXT), ("third_id", TEXT), ("direction", TEXT), ("service", TEXT), ("status", TEXT),
            ("start_utc", UTC), ("end_utc", UTC), ("ambiguous", pa.bool_()), ("duration_s", pa.int64()),
            ("imei_id", TEXT), ("imsi_id", TEXT), ("cell_first", TEXT), ("cell_last", TEXT), ("place_id", TEXT),
            ("lat", pa.float64()), ("lon", pa.float64()), ("position_kind", TEXT), ("amount_minor", pa.int64()),
            ("currency", TEXT), ("channel", TEXT), ("text", TEXT), ("grade", TEXT), ("handling", TEXT),
            ("observations", pa.int64()),
        ]
    ),
    "links": pa.schema(
        [
            ("link_id", TEXT), ("type", TEXT), ("a_id", TEXT), ("b_id", TEXT), ("capacity", TEXT),
            ("as_own", pa.bool_()), ("records", pa.int64()), ("calls", pa.int64()), ("messages", pa.int64()),
            ("payments", pa.int64()), ("sightings", pa.int64()), ("duration_s", pa.int64()), ("first_utc", UTC),
            ("last_utc", UTC), ("from_utc", UTC), ("to_utc", UTC), ("exhibits", LIST), ("evidence_types", LIST),
            ("lowest_grade", TEXT), ("handling", TEXT), ("confirmed", pa.bool_()), ("reason", TEXT),
            ("saved_as", TEXT),  # the name an address book gives the identifier; free text
            # Membership, contact and possibly-same links list their records; event links are found through `events`.
            ("record_ids", LIST),
        ]
    ),
    "coverage": pa.schema(
        [
            ("subject_id", TEXT), ("from_utc", UTC), ("to_utc", UTC), ("event_kinds", TEXT), ("basis", TEXT),
            ("network", TEXT), ("evidence_type", TEXT), ("exhibit_id", TEXT), ("record_id", TEXT),
        ]
    ),
    "roles": pa.schema(
        [
            ("entity_id", TEXT), ("role", TEXT), ("from_utc", UTC), ("to_utc", UTC), ("evidence", TEXT),
            ("exhibit_id", TEXT), ("part", TEXT), ("row_ref", TEXT), ("record_id", TEXT),
        ]
    ),
    "status": pa.schema(
        [
            ("entity_id", TEXT), ("protected", pa.bool_()), ("reasons", LIST), ("birth_date", TEXT),
            ("youngest_years", pa.int16()), ("oldest_years", pa.int16()), ("age_disputed", pa.bool_()),
            ("age_unknown", pa.bool_()), ("categories", LIST), ("vulnerability", TEXT),
            # The record that makes the person protected, for evidence.
            ("record_id", TEXT), ("exhibit_id", TEXT), ("part", TEXT), ("row_ref", TEXT), ("evidence_type", TEXT),
        ]
    ),
    "entities": pa.schema(
        [
            ("entity_id", TEXT), ("label", TEXT), ("kind", TEXT), ("value", TEXT), ("name", TEXT),
            ("number_type", TEXT), ("service", pa.bool_()), ("attributes", TEXT), ("founding_record", TEXT),
            ("records", pa.int64()), ("exhibits", LIST), ("evidence_types", LIST), ("first_utc", UTC),
            ("last_utc", UTC), ("sealed", pa.bool_()),
        ]
    ),
    "entity_records": pa.schema(
        [
            ("entity_id", TEXT), ("record_id", TEXT), ("record_kind", TEXT), ("exhibit_id", TEXT), ("part", TEXT),
            ("row_ref", TEXT), ("evidence_type", TEXT), ("grade", TEXT), ("handling", TEXT),
        ]
    ),
}  # fmt: skip


#: Every observation: the columns of an event as that exhibit has them, the event they tell of (the record id of its
#: representative) and how far its clock was ahead (null: a network's, or not established).
VIEWS["observations"] = pa.schema(
    [("event_id", TEXT), *(f for f in VIEWS["events"] if f.name != "observations"), ("skew_s", pa.float64())]
)

#: How a handset's clock ran: one row per stretch between two jumps. Times are true times; positive skew is fast.
VIEWS["clocks"] = pa.schema(
    [
        ("exhibit_id", TEXT), ("device_id", TEXT), ("skew_s", pa.float64()), ("spread_s", pa.float64()),
        ("pairs", pa.int64()), ("from_utc", UTC), ("to_utc", UTC), ("reference_exhibit_id", TEXT),
    ]
)  # fmt: skip


class View:
    """A read-only picture of one case for detectors and measures.

    Args:
        session: DuckDB session in which every name of `VIEWS` is a table or view.
    """

    def __init__(self, session: duckdb.DuckDBPyConnection) -> None:
        self.session = session
        self._memo: dict[str, Any] = {}

    @classmethod
    def of(cls, tables: Mapping[str, pa.Table]) -> View:
        """Build a view from tables in memory; missing ones are empty, missing columns null. For tests and notebooks."""
        session = duckdb.connect(config={"autoinstall_known_extensions": False, "autoload_known_extensions": False})
        session.execute("SET TimeZone = 'UTC'")
        for name, schema in VIEWS.items():
            given = tables.get(name)
            if name == "observations" and not (given is not None and given.num_rows) and "events" in tables:
                # Where nobody says otherwise, one observation is one event.
                given = tables["events"].append_column("event_id", tables["events"]["record_id"])
            if given is None:
                filled = schema.empty_table()
            else:
                columns = [
                    given[f.name].cast(f.type) if f.name in given.column_names else pa.nulls(given.num_rows, f.type)
                    for f in schema
                ]
                filled = pa.table(columns, schema=schema)
            session.register(f"{name}__arrow", filled)
            session.execute(f"CREATE TABLE {name} AS SELECT * FROM {name}__arrow")
        return cls(session)

    def sql(self, query: str, **parameters: Any) -> pa.Table:
        """Run a DuckDB query over the views; parameters are `$name` in the text. Returns an Arrow table."""
        return self.session.sql(query, params=parameters or None).to_arrow_table()

    def once(self, key: str, make: Callable[[], Any]) -> Any:
        """Return `make()` computed once for this view under `key`: detectors that build on each other share runs."""
        if key not in self._memo:
            self._memo[key] = make()
        return self._memo[key]
