"""SIM cards an Android telephone has held: `siminfo` of `telephony.db`, one statement for each fact."""

from __future__ import annotations

from collections.abc import Iterator

from clew.readers.database.listed import Listing
from clew.readers.database.opened import Database, opened
from clew.readers.database.parts import part, require
from clew.readers.database.whole import further
from clew.readers.reader import Head, Part, Reader, ReadOptions, Source

#: Kind of statement -> columns that make it, by preference.
_STATEMENTS = {
    "iccid": ("icc_id",),
    "imsi": ("imsi",),
    "phone": ("number", "phone_number_source_carrier", "phone_number_source_ims"),
    "carrier": ("carrier_name",),
}
_TABLE = "siminfo"


def recognise(head: Head) -> float:
    """Score a database by its table of SIM cards."""
    return 0.95 if _TABLE in head.tables else 0.0


def read(source: Source, options: ReadOptions) -> Iterator[Part]:
    """Yield what is said of each SIM card.

    Raises:
        InputError: the database cannot be opened, or is of another kind.
    """
    with opened(source) as database:
        require(database, source, _TABLE)
        yield part(database, _listing(database), options, profile="android-sims", normaliser="devices")


def _listing(database: Database) -> Listing:
    label = database.column(_TABLE, "display_name", alias="s")
    number = database.column(_TABLE, "_id", alias="s", otherwise="s.rowid")
    rest = further(database, _TABLE, "s", ())
    rows = []
    for kind, names in _STATEMENTS.items():
        cell = database.column(_TABLE, *names, alias="s")
        if cell != "NULL":
            rows.append(
                f"SELECT {number} AS id, '{kind}' AS kind, {cell} AS value, {label} AS label, {rest} AS rest "
                f"FROM {_TABLE} s WHERE {cell} IS NOT NULL AND {cell} NOT IN ('', '-1')"
            )
    rows = rows or ["SELECT NULL AS id, NULL AS kind, NULL AS value, NULL AS label, NULL AS rest WHERE 0"]
    columns = {"kind": "f.kind", "value": "f.value", "label": "f.label", "further fields": "f.rest"}
    return Listing(
        table=_TABLE,
        rowid="f.id || ' ' || f.kind",
        columns=columns,
        fields={"kind": "kind", "value": "value", "label": "label", "source": f"'{_TABLE}'"},
        source=f"FROM ({' UNION ALL '.join(rows)}) f ORDER BY f.id, f.kind",
    )


READER = Reader(
    name="android-sims",
    version="1",
    title="SIM cards of an Android telephone (telephony.db)",
    recognise=recognise,
    read=read,
)
