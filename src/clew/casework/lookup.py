"""Find entities by what a person types: a number in any spelling, a plate, a postcode, a name or an id."""

from __future__ import annotations

import re
import unicodedata

import pyarrow as pa

from clew.errors import UsageError
from clew.identifiers import account, email, imei, phone, plate
from clew.ledger.view import View
from clew.model.table import Column, Table

ID_PATTERN = re.compile(r"[a-z]{2}-[0-9a-f]{16}")

COLUMNS = (
    Column("entity", "entity", "who or what"),
    Column("id", "text", "its id in this case"),
    Column("kind", "text", "person, phone, vehicle, ..."),
    Column("records", "integer", "records and events that speak of it"),
    Column("exhibits", "integer", "exhibits that speak of it"),
    Column("first_utc", "utc", "first event"),
    Column("last_utc", "utc", "last event"),
)


def canonical_values(text: str, region: str) -> list[tuple[str, str]]:
    """Return (kind, value) readings of a typed text: phone, plate, account, e-mail, IMEI."""
    given = pa.array([text])
    cleaned = [module.clean(given) for module in (plate, account, email, imei)]
    readings = [phone.clean(given, region=region), *cleaned]
    found = []
    for reading in readings:
        kind, value = reading["kind"][0].as_py(), reading["value"][0].as_py()
        if kind and value:
            found.append((kind, value))
    return found


def find(view: View, text: str, region: str = "GB", limit: int = 50) -> Table:
    """Find entities whose identifier equals, or whose name contains, the text.

    Args:
        view: The case's view.
        text: A number, plate, account, name, part of an address, or an entity id.
        region: Country for national phone numbers.
        limit: Most rows to return.
    """
    found = view.sql(
        "SELECT entity_id AS entity, entity_id AS id, lower(label) AS kind, records, len(exhibits) AS exhibits,"
        " first_utc, last_utc FROM entities WHERE list_contains($ids, entity_id)"
        f" ORDER BY list_position($ids, entity_id) LIMIT {int(limit)}",
        ids=matching_ids(view, text, region) or [""],
    )
    notes = () if found.num_rows else ("nothing matches; names are searched by any part, numbers in any spelling",)
    return Table("entities matching the search", COLUMNS, found, notes)


def matching_ids(view: View, text: str, region: str) -> list[str]:
    """Return ids of matching entities: exact identifiers first, then names and addresses that contain the text."""
    wanted = text.strip()
    if ID_PATTERN.fullmatch(wanted):
        return [wanted]
    exact: list[str] = []
    for kind, value in canonical_values(wanted, region):
        rows = view.sql("SELECT entity_id FROM entities WHERE kind = $kind AND value = $value", kind=kind, value=value)
        exact += rows["entity_id"].to_pylist()
    folded = "".join(c for c in unicodedata.normalize("NFKD", wanted) if not unicodedata.combining(c)).lower()
    if len(folded) < 2:
        return exact
    rows = view.sql(
        "SELECT DISTINCT entity_id, text = $text AS same, length(text) AS n FROM search WHERE contains(text, $text)"
        " ORDER BY same DESC, n, entity_id",
        text=folded,
    )
    return list(dict.fromkeys([*exact, *rows["entity_id"].to_pylist()]))


def one(view: View, text: str, region: str = "GB") -> str:
    """Return the one entity a text means, for commands that act on one.

    Raises:
        UsageError: nothing matches, or several do and none matches exactly; lists how to choose.
    """
    wanted = text.strip()
    if ID_PATTERN.fullmatch(wanted):
        known = view.sql("SELECT entity_id FROM entities WHERE entity_id = $id", id=wanted)
        if known.num_rows:
            return wanted
        moved = view.sql("SELECT 1 AS x FROM person_members WHERE entity_id = $id", id=wanted)
        raise UsageError(
            f"no entity has the id {wanted}" + (" (it is sealed)" if moved.num_rows else ""),
            hint="search with: clew find TEXT",
        )
    found = []
    for kind, value in canonical_values(wanted, region):
        rows = view.sql("SELECT entity_id FROM entities WHERE kind = $kind AND value = $value", kind=kind, value=value)
        found += rows["entity_id"].to_pylist()
    found = list(dict.fromkeys(found)) or matching_ids(view, wanted, region)
    if len(found) == 1:
        return str(found[0])
    if not found:
        raise UsageError("nothing in the case matches", hint=f"search with: clew find {_safe(wanted)}")
    raise UsageError(
        f"{len(found)} entities match", hint=f"list them with: clew find {_safe(wanted)} and use the id of one"
    )


def _safe(text: str) -> str:
    return '"' + "".join(c for c in text if c.isprintable() and c != '"')[:40] + '"'
