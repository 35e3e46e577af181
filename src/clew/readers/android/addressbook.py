"""The address book of Android: one row per saved entry, with everything saved in it; and the accounts in use."""

from __future__ import annotations

from collections.abc import Iterator

from clew.readers.database.listed import Listing
from clew.readers.database.opened import Database
from clew.readers.database.parts import part
from clew.readers.database.whole import further
from clew.readers.reader import Part, ReadOptions

_ITEM = "vnd.android.cursor.item/"
#: Apps whose entries name an account -> SQL for the handle of alias `d`, as `identifiers.party` reads it.
_APPS = {
    "vnd.com.whatsapp.profile": "{d}data1",
    "vnd.com.whatsapp.w4b.profile": "{d}data1",
    "vnd.org.telegram.messenger.android.profile": "'telegram:' || {d}data1",
    "im": "coalesce({d}data6, 'im') || ':' || {d}data1",
}
_KNOWN = ("phone_v2", "email_v2", "note", "organization", "postal-address_v2", "name", "photo", "group_membership")


def address_book_parts(database: Database, options: ReadOptions) -> Iterator[Part]:
    """Yield the saved entries, and the accounts the telephone keeps address books for."""
    yield part(database, _entries(database), options, profile="android-contacts", normaliser="contacts")
    if database.has("accounts", "account_name", "account_type"):
        yield part(database, _accounts(), options, profile="android-accounts", normaliser="devices")


def _entries(database: Database) -> Listing:
    """Numbers are given as saved, or in the international form the telephone worked out beside a national one."""
    own = {n: database.column("raw_contacts", n, alias="r") for n in ("display_name", "deleted", "account_type")}
    columns = {
        "display_name": f"coalesce(nullif({own['display_name']}, ''), x.name)",
        "phones": "x.phones", "emails": "x.emails", "messaging": "x.messaging", "organisation": "x.organisation",
        "addresses": "x.addresses", "note": "x.note", "account_type": own["account_type"], "deleted": own["deleted"],
        "further data": "x.others", "further fields": further(database, "raw_contacts", "r", ("_id", *own)),
    }  # fmt: skip
    return Listing(
        table="raw_contacts",
        rowid="k.id",
        columns=columns,
        fields={
            "display_name": "display_name", "organisation": "organisation", "phone": "x.numbers", "email": "emails",
            "messaging": "messaging", "address": "addresses", "note": "note", "deleted": "deleted",
        },
        source=f"""FROM (SELECT _id AS id FROM raw_contacts UNION SELECT raw_contact_id FROM data) k
            LEFT JOIN raw_contacts r ON r._id = k.id LEFT JOIN ({_items(database)}) x ON x.id = k.id ORDER BY k.id""",
    )  # fmt: skip


def _items(database: Database) -> str:
    """Return SQL for the data rows of each entry, gathered by their kind."""
    data = {f"data{n}": database.column("data", f"data{n}", alias="d") for n in range(1, 11)}
    kind = f"replace(m.mimetype, '{_ITEM}', '')"

    def gathered(what: str, *kinds: str, distinct: bool = False) -> str:
        wanted = ", ".join(f"'{k}'" for k in kinds)
        cell = f"CASE WHEN i.kind IN ({wanted}) THEN {what} END"
        if distinct:
            return f"replace(group_concat(DISTINCT {cell}), ',', char(10))"
        return f"group_concat({cell}, char(10))"

    handles = " ".join(f"WHEN '{app}' THEN {handle.format(d='i.')}" for app, handle in _APPS.items())
    number = "CASE WHEN i.data1 LIKE '+%' OR i.data4 IS NULL OR i.data4 = '' THEN i.data1 ELSE i.data4 END"
    named = ", ".join(f"'{k}'" for k in (*_KNOWN, *_APPS))
    cells = ", ".join(f"{sql} AS {name}" for name, sql in data.items())
    inner = f"""SELECT d.raw_contact_id AS id, {kind} AS kind, {cells}
        FROM data d LEFT JOIN mimetypes m ON m._id = d.mimetype_id ORDER BY d.raw_contact_id, d._id"""
    return f"""SELECT i.id AS id,
        max(CASE WHEN i.kind = 'name' THEN i.data1 END) AS name,
        {gathered("i.data1 || coalesce(' (type ' || i.data2 || ')', '') || coalesce(' = ' || i.data4, '')", "phone_v2")}
            AS phones,
        {gathered(number, "phone_v2")} AS numbers,
        {gathered("i.data1", "email_v2")} AS emails,
        {gathered(f"CASE i.kind {handles} END", *_APPS, distinct=True)} AS messaging,
        {gathered("i.data1 || coalesce(', ' || nullif(i.data4, ''), '')", "organization")} AS organisation,
        {gathered("i.data1", "postal-address_v2")} AS addresses,
        {gathered("i.data1", "note")} AS note,
        group_concat(CASE WHEN i.kind NOT IN ({named}) THEN i.kind || '=' || coalesce(i.data1, '') END, '; ') AS others
        FROM ({inner}) i GROUP BY i.id"""


def _accounts() -> Listing:
    return Listing(
        table="accounts",
        rowid="a.rowid",
        columns={"account_type": "a.account_type", "account_name": "a.account_name"},
        fields={
            "kind": "CASE WHEN a.account_name LIKE '%_@_%._%' THEN 'email' ELSE 'account' END",
            "value": "account_name",
            "label": "account_type",
        },
        source="FROM accounts a WHERE a.account_name IS NOT NULL ORDER BY a.rowid",
    )
