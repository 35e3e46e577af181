"""WhatsApp's address book (`ContactsV2.sqlite`) and its list of privacy ids (`LID.sqlite`) as listings."""

from __future__ import annotations

from clew.readers.database.listed import Listing
from clew.readers.database.opened import Database
from clew.readers.database.whole import further
from clew.readers.ios.sql import CORE_DATA

_SHOWN = ("z_pk", "zfullname", "zgivenname", "zlastname", "zphonenumber", "zwhatsappid", "zlid", "zabouttext")


def saved_contacts(database: Database) -> Listing:
    """Return the contacts WhatsApp copied from the telephone's address book."""
    c = {name: database.column("ZWAADDRESSBOOKCONTACT", name, alias="c") for name in _SHOWN}
    whole = f"NULLIF(trim(COALESCE({c['zgivenname']}, '') || ' ' || COALESCE({c['zlastname']}, '')), '')"
    return Listing(
        table="ZWAADDRESSBOOKCONTACT",
        rowid="c.Z_PK",
        columns={
            **{name.upper(): sql for name, sql in c.items()},
            "further fields": further(database, "ZWAADDRESSBOOKCONTACT", "c", (*_SHOWN, *CORE_DATA)),
        },
        fields={
            "display_name": f"COALESCE(NULLIF({c['zfullname']}, ''), {whole})",
            "phone": f"NULLIF({c['zphonenumber']}, '')",
            # The WhatsApp address is the number once more, unless no number is saved.
            "messaging": f"CASE WHEN COALESCE({c['zphonenumber']}, '') = '' THEN NULLIF({c['zwhatsappid']}, '') END",
            "note": f"CASE WHEN {c['zabouttext']} <> '' THEN 'about: ' || {c['zabouttext']} END",
        },
        source="FROM ZWAADDRESSBOOKCONTACT c ORDER BY c.Z_PK",
    )


def privacy_ids(database: Database) -> Listing | None:
    """Return which number each privacy id (`@lid`) of the address book belongs to, null without such a column."""
    if not database.has("ZWAADDRESSBOOKCONTACT", "ZLID", "ZWHATSAPPID"):
        return None
    lid = "CASE WHEN c.ZLID LIKE '%@%' THEN c.ZLID ELSE c.ZLID || '@lid' END"
    return _same_account("ZWAADDRESSBOOKCONTACT", "c.Z_PK", "c.ZWHATSAPPID", lid, "ZWAADDRESSBOOKCONTACT c")


def privacy_accounts(database: Database) -> Listing:
    """Return which number each privacy id of `LID.sqlite` belongs to."""
    number = "CASE WHEN a.ZPHONENUMBER LIKE '%@%' THEN a.ZPHONENUMBER ELSE ltrim(a.ZPHONENUMBER, '+') END"
    jid = f"CASE WHEN {number} LIKE '%@%' THEN {number} ELSE {number} || '@s.whatsapp.net' END"
    lid = "CASE WHEN a.ZIDENTIFIER LIKE '%@%' THEN a.ZIDENTIFIER ELSE a.ZIDENTIFIER || '@lid' END"
    return _same_account("ZWAZACCOUNT", "a.Z_PK", jid, lid, "ZWAZACCOUNT a")


def _same_account(table: str, rowid: str, number: str, lid: str, source: str) -> Listing:
    return Listing(
        table=table,
        rowid=rowid,
        columns={"row": rowid, "number": number, "privacy id": lid},
        fields={
            "source": "privacy id",
            "source_type": "'phone'",
            "target": "number",
            "target_type": "'phone'",
            "link_type": "'same account'",
            "note": "'privacy id of the number in WhatsApp'",
        },
        source=f"FROM {source} WHERE ({lid}) <> '' AND ({number}) <> '' AND ({number}) NOT LIKE '%@lid'",
    )
