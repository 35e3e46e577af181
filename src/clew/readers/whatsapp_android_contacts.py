"""WhatsApp's own list of contacts on an Android telephone, `wa.db`: saved names, and names people chose themselves."""

from __future__ import annotations

from collections.abc import Iterator

from clew.readers.database.listed import Listing
from clew.readers.database.opened import Database, opened
from clew.readers.database.parts import part, require
from clew.readers.database.whole import columns
from clew.readers.reader import Head, Part, Reader, ReadOptions, Source

_TABLE = "wa_contacts"


def recognise(head: Head) -> float:
    """Score a database by its table of contacts."""
    return 0.95 if _TABLE in head.tables else 0.0


def read(source: Source, options: ReadOptions) -> Iterator[Part]:
    """Yield the contacts. A name the other person chose is a note, no saved name; a row with neither is set aside.

    Raises:
        InputError: the database cannot be opened, or is of another kind.
    """
    with opened(source) as database:
        require(database, source, _TABLE)
        yield part(database, _listing(database), options, profile="whatsapp-android-contacts", normaliser="contacts")


def _listing(database: Database) -> Listing:
    cell = {
        name: database.column(_TABLE, name, alias="w")
        for name in ("jid", "number", "display_name", "wa_name", "company", "raw_contact_id")
    }
    verified, join = "NULL", ""
    if database.has("wa_vnames", "jid", "verified_name"):
        verified, join = "v.verified_name", f"LEFT JOIN wa_vnames v ON v.jid = {cell['jid']}"
    chosen = f"'WhatsApp name: ' || nullif({cell['wa_name']}, '')"
    business = f"'business name: ' || nullif({verified}, '')"
    shown = columns(database, _TABLE, "w")
    if verified != "NULL":
        shown["verified_name"] = verified
    unnamed = " AND ".join(f"coalesce({sql}, '') = ''" for sql in (cell["display_name"], cell["wa_name"], verified))
    return Listing(
        table=_TABLE,
        rowid=database.column(_TABLE, "_id", alias="w", otherwise="w.rowid"),
        columns=shown,
        fields={
            "display_name": cell["display_name"],
            "organisation": cell["company"],
            "messaging": cell["jid"],
            "phone": f"CASE WHEN coalesce({cell['jid']}, '') = '' THEN {cell['number']} END",
            "note": f"nullif(coalesce({chosen}, '') || coalesce('; ' || {business}, ''), '')",
        },
        source=f"FROM {_TABLE} w {join} ORDER BY w.rowid",
        set_aside=f"CASE WHEN {unnamed} THEN 'an account the app met, saved under no name' END",
    )


READER = Reader(
    name="whatsapp-android-contacts",
    version="1",
    title="Contacts of WhatsApp on an Android telephone (wa.db)",
    recognise=recognise,
    read=read,
)
