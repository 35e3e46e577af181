"""Derived tables: entities, links, events and what detectors read, built from the ledger and kept by input hash.

They can be deleted at any time. The same loads give the same tables whatever the order of loading:
every table is sorted before it is written.
"""

from __future__ import annotations

import hashlib
import os
import shutil
from collections import defaultdict
from pathlib import Path

import duckdb
import pyarrow as pa

from clew.durable import cannot_write, canonical, sync_folder
from clew.ledger.handling import IS_OPEN
from clew.ledger.session import open_ledger
from clew.model.entities import entity_id
from clew.model.exhibit import Exhibit
from clew.model.records import END_KINDS
from clew.resolve.devices import same_device
from clew.resolve.observing import find_same_events
from clew.resolve.persons import PersonRecord, PossibleMatch, same_person
from clew.resolve.shown import shown_values

#: Raised whenever the statements below would build other tables from the same ledger.
VERSION = "6"

SQL = Path(__file__).with_name("sql")

#: Table written -> table built, and its order.
OUTPUTS: dict[str, tuple[str, str]] = {
    "events": ("events", "start_utc NULLS LAST, record_id"),
    "observations": ("observations", "event_id, record_id"),
    "clocks": ("clocks", "exhibit_id, from_utc"),
    "links": ("links", "link_id"),
    "coverage": ("coverage_view", "subject_id, from_utc, to_utc, exhibit_id"),
    "roles": ("roles", "entity_id, role, record_id"),
    "status": ("status", "entity_id"),
    "entities": ("entities", "entity_id"),
    "entity_records": ("entity_records", "entity_id, record_id"),
    "search": ("search", "text, entity_id"),
    "person_members": ("person_members", "record_id"),
}

#: The same from nothing but rows that may be released; written only when some may not.
RELEASED = {f"{name}_open": (f"{name}_open", OUTPUTS[name][1]) for name in ("events", "observations", "links")}


def state_hash(exhibits: list[Exhibit]) -> str:
    """Return the hash of everything the derived tables depend on."""
    return hashlib.sha256(
        canonical({"v": VERSION, "loads": sorted(e.exhibit_id for e in exhibits)}).encode()
    ).hexdigest()[:16]


def build(case_folder: Path, exhibits: list[Exhibit], key: bytes) -> Path:
    """Build the derived tables for the given loads unless they are there; return their folder.

    Args:
        case_folder: Holds `ledger/` and `derived/`.
        exhibits: The loads in force.
        key: The case's key for entity ids.
    """
    state = state_hash(exhibits)
    home = case_folder / "derived"
    final = home / state
    if (final / "entities.parquet").exists():
        return final
    temporary = home / f".{state}.{os.getpid()}"
    try:
        temporary.mkdir(parents=True, exist_ok=True)
        session = open_ledger(case_folder, exhibits)
        try:
            outputs = OUTPUTS | RELEASED if derive(session, key) else OUTPUTS
            for name, (source, order) in outputs.items():
                target = str(temporary / f"{name}.parquet").replace("'", "''")
                session.execute(f"COPY (SELECT * FROM {source} ORDER BY {order}) TO '{target}' (FORMAT parquet)")
        finally:
            session.close()
        try:
            temporary.rename(final)
        except OSError:
            if not (final / "entities.parquet").exists():
                raise
        sync_folder(home)
    except OSError as error:
        raise cannot_write(final, error) from error
    finally:
        shutil.rmtree(temporary, ignore_errors=True)
    _remove_older(home, keep=state)
    return final


def derive(session: duckdb.DuckDBPyConnection, key: bytes) -> bool:
    """Create the derived tables in a ledger session; returns whether some rows may not be released."""
    owner, possible = same_person(person_records(session))
    session.register("possibly_same__arrow", _possible_table(possible))
    session.execute("CREATE TABLE possibly_same AS SELECT * FROM possibly_same__arrow")
    session.execute((SQL / "1_ends.sql").read_text(encoding="utf-8"))
    ends = session.sql("SELECT kind, value FROM end_values ORDER BY kind, value").to_arrow_table()
    founders = {"person": owner, "device": same_device(session)}
    session.register("ends__arrow", ends_table(ends, founders, key))
    session.execute("CREATE TABLE ends AS SELECT * FROM ends__arrow")
    session.execute(
        "CREATE TABLE person_members AS SELECT value AS record_id, entity_id FROM ends WHERE kind = 'person'"
    )
    session.register("shown__arrow", shown_values(ends))
    session.execute("CREATE TABLE shown AS SELECT * FROM shown__arrow")
    session.execute(IS_OPEN)
    session.execute((SQL / "2_observed.sql").read_text(encoding="utf-8"))
    find_same_events(session)
    session.execute((SQL / "3_observations.sql").read_text(encoding="utf-8"))
    closed = _has_closed_rows(session)
    made = "CREATE TABLE {0}_open AS FROM {1}(true)" if closed else "CREATE VIEW {0}_open AS FROM {0}"
    session.execute(made.format("observations", "observation_table"))
    session.execute((SQL / "4_events.sql").read_text(encoding="utf-8"))
    session.execute("CREATE TABLE events AS FROM event_table(false)")
    session.execute(made.format("events", "event_table"))
    session.execute((SQL / "5_links.sql").read_text(encoding="utf-8"))
    session.execute(made.format("links", "link_table"))
    reference = reference_day(session)
    for statement in (SQL / "6_people.sql").read_text(encoding="utf-8").split(";\n"):
        if statement.strip():
            session.execute(statement, {"reference": reference} if "$reference" in _code(statement) else None)
    session.execute((SQL / "7_entities.sql").read_text(encoding="utf-8"))
    return closed


def _has_closed_rows(session: duckdb.DuckDBPyConnection) -> bool:
    """Tell whether any row's handling code forbids release; mostly none does, and the second tables are spared."""
    each = " UNION ALL ".join(
        f"(SELECT 1 FROM {table} WHERE NOT is_open(handling) LIMIT 1)" for table in ("observed", "entity_records")
    )
    return session.execute(each).fetchone() is not None


def reference_day(session: duckdb.DuckDBPyConnection) -> str:
    """Return the first day of the data, on which ages are reckoned: of the events, else of receipt."""
    row = session.execute(
        "SELECT coalesce((SELECT min(start_utc)::DATE::VARCHAR FROM event),"
        " (SELECT min(left(received_date, 10)) FROM exhibit_parts WHERE received_date <> ''), '2026-01-01')"
    ).fetchone()
    return str(row[0]) if row else "2026-01-01"


def person_records(session: duckdb.DuckDBPyConnection) -> list[PersonRecord]:
    """Read what identity needs of every person record, with the identifiers its own row links it to."""
    shared: dict[str, list[str]] = defaultdict(list)
    for record_id, text in session.execute(
        "SELECT DISTINCT a, b_kind || ':' || b FROM membership"
        " WHERE a_kind = 'person' AND b_kind IN ('phone', 'address', 'email', 'account') AND b IS NOT NULL"
        " AND coalesce(capacity, '') = '' ORDER BY ALL"
    ).fetchall():
        shared[record_id].append(text)
    rows = session.execute(
        "SELECT record_id, coalesce(name_key, ''), coalesce(birth_date, ''), coalesce(strong_ids, []),"
        " coalesce(categories, []), CASE WHEN age_years IS NULL THEN NULL ELSE age_years < 18 END"
        " FROM person ORDER BY record_id"
    ).fetchall()
    return [
        PersonRecord(r[0], r[1], r[2], tuple(r[3]), frozenset(r[4]), r[5], tuple(shared.get(r[0], ()))) for r in rows
    ]


def ends_table(ends: pa.Table, founders: dict[str, dict[str, str]], key: bytes) -> pa.Table:
    """Return kind, value, label, founder and entity_id for every distinct end. One hash per distinct value.

    Args:
        ends: Kind and value of every end.
        founders: Kind -> value -> the value its entity is named by: records of one person, extractions of one
            telephone.
        key: The case's key for entity ids.
    """
    kinds: list[str] = ends["kind"].to_pylist()
    values: list[str] = ends["value"].to_pylist()
    leading: list[str] = [founders.get(k, {}).get(v, v) for k, v in zip(kinds, values, strict=True)]
    labels = [END_KINDS[k] for k in kinds]
    ids = [entity_id(key, label, kind, leader) for label, kind, leader in zip(labels, kinds, leading, strict=True)]
    text = pa.string()
    return pa.table(
        {
            "kind": pa.array(kinds, text),
            "value": pa.array(values, text),
            "label": pa.array(labels, text),
            "founder": pa.array([v if k == "person" else None for k, v in zip(kinds, leading, strict=True)], text),
            "entity_id": pa.array(ids, text),
        }
    )


def _possible_table(possible: list[PossibleMatch]) -> pa.Table:
    text = pa.string()
    return pa.table(
        {
            "left_record": pa.array([p.left for p in possible], text),
            "right_record": pa.array([p.right for p in possible], text),
            "reason": pa.array([p.reason for p in possible], text),
        }
    )


def _code(statement: str) -> str:
    return "\n".join(line for line in statement.splitlines() if not line.lstrip().startswith("--"))


def _remove_older(home: Path, keep: str) -> None:
    for folder in home.iterdir():
        if folder.name != keep and not folder.name.startswith("."):
            shutil.rmtree(folder, ignore_errors=True)
