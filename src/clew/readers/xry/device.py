"""What an XRY text export says of the telephone: pairs of `Attribute` and `Data`, in either order."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import pyarrow as pa

from clew.readers.engine.textrows import MOST_ROWS, TextRows
from clew.readers.engine.titles import normalise
from clew.readers.reader import SetAside, Tally
from clew.readers.ufed_sheets.device import kind_of
from clew.readers.xry.entities import Entity

COLUMNS = ("Attribute", "Data")
FIELDS = {"kind": "Attribute", "value": "Data", "label": "Attribute"}
_SECRET = ("security code", "unlock code", "pin", "puk", "password", "passcode")


def batches(entities: Iterable[Entity], tally: Tally) -> Iterator[pa.RecordBatch]:
    """Yield a row per pair. Codes that open the telephone are not taken over; what is no pair is set aside."""
    rows = TextRows(("kind", "value", "label"))
    for entity in entities:
        for number, (attribute, data) in enumerate(_pairs(entity), 1):
            tally.read += 1
            place = f"{entity.title} {entity.number}, pair {number}"
            if normalise(attribute).startswith(_SECRET):
                tally.set_aside.append(SetAside(place, "a code that opens the telephone: not taken over", attribute))
            elif not attribute or not data:
                tally.set_aside.append(SetAside(place, "no pair of Attribute and Data", f"{attribute}\x1f{data}"))
            else:
                rows.add(place, (attribute, data), (kind_of(attribute), data, attribute))
        if len(rows) >= MOST_ROWS:
            yield rows.batch()
    if len(rows):
        yield rows.batch()


def _pairs(entity: Entity) -> Iterator[tuple[str, str]]:
    waiting: dict[str, str] = {}
    for key, value in entity.values:
        plain = normalise(key)
        if plain not in ("attribute", "data"):
            yield key, value  # some versions write the attribute's own name as the key
            continue
        if plain in waiting:
            yield waiting.pop("attribute", ""), waiting.pop("data", "")
        waiting[plain] = value
        if len(waiting) == 2:
            yield waiting.pop("attribute"), waiting.pop("data")
    if waiting:
        yield waiting.get("attribute", ""), waiting.get("data", "")
