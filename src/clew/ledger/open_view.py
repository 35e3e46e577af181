"""Open the view of a case: derived tables read from Parquet, sealed entities and their records left out."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import pyarrow as pa

from clew.ledger.handling import IS_OPEN
from clew.ledger.session import connect
from clew.ledger.view import VIEWS, View


def open_view(derived: Path, sealed: Iterable[str] = (), *, released: bool = False) -> View:
    """Return a view over a folder of derived tables.

    Args:
        derived: Folder made by `clew.resolve.build`.
        sealed: Entity ids that leave every output, path and graph, with their events and links.
        released: Leave out rows whose handling code forbids release (for maps, reports, exports, the graph).
    """
    session = connect()
    session.register("sealed__arrow", pa.table({"entity_id": pa.array(sorted(set(sealed)), pa.string())}))
    session.execute("CREATE TABLE sealed AS SELECT * FROM sealed__arrow")
    session.execute(IS_OPEN)
    for name in (*VIEWS, "search", "person_members"):
        source = derived / f"{name}.parquet"
        if released and name in RELEASED and (derived / f"{name}_open.parquet").exists():
            source = derived / f"{name}_open.parquet"
        path = str(source).replace("'", "''")
        session.execute(
            f"CREATE VIEW {name} AS SELECT {_columns(name)} FROM read_parquet('{path}') {_keep(name, released)}"
        )
    return View(session)


def _columns(name: str) -> str:
    return "*, false AS sealed" if name == "entities" else "*"


#: Tables built a second time from nothing but rows that may be released, when there are others.
RELEASED = ("events", "observations", "links")

ENDS = {
    "observations": ("subject_id", "a_id", "b_id", "third_id", "imei_id", "imsi_id", "place_id"),
    "clocks": ("device_id",),
    "events": ("subject_id", "a_id", "b_id", "third_id", "imei_id", "imsi_id", "place_id"),
    "links": ("a_id", "b_id"),
    "coverage": ("subject_id",),
}


def _keep(name: str, released: bool) -> str:
    columns = ENDS.get(name, ("entity_id",))
    conditions = [f"(coalesce({c}, '') NOT IN (SELECT entity_id FROM sealed))" for c in columns]
    if released and name == "entity_records":
        conditions.append("is_open(handling)")
    if released and name == "entities":
        conditions.append("open")
    return f"WHERE {' AND '.join(conditions)}"
