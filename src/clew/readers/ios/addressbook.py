"""The tables of `AddressBook.sqlitedb` as listings: one row per saved number or address, and people without any."""

from __future__ import annotations

from clew.readers.database.listed import Listing
from clew.readers.database.opened import Database
from clew.readers.database.whole import further

#: `ABMultiValue.property`.
_PHONE, _EMAIL, _ADDRESS, _IM, _URL, _RELATED, _SOCIAL = 3, 4, 5, 13, 22, 23, 46
_PERSON = (
    "rowid", "first", "middle", "last", "prefix", "suffix", "nickname", "organization", "note", "displayname",
    "compositenamefallback", "creationdate", "modificationdate", "storeid", "imageuri",
)  # fmt: skip


class AddressBook:
    """Builds the listings of one database, out of the tables and columns it has."""

    def __init__(self, database: Database) -> None:
        self._db = database
        self._p = {name: database.column("ABPerson", name, alias="p") for name in _PERSON}

    def values(self) -> Listing:
        """Return what is saved of each person: numbers, addresses, accounts, relatives."""
        label, has_entries = self._label, self._has_entries
        kind = "v.property"
        entries = "e.texts" if has_entries else "NULL"
        what = f"COALESCE(v.value, {entries})"
        notes = [f"NULLIF({self._p['note']}, '')"]
        for number, word in ((_RELATED, "related"), (_ADDRESS, "address"), (_URL, "web"), (_IM, "chat")):
            spoken = f"'{word}: ' || CASE WHEN {label} IS NULL THEN '' ELSE {label} || ': ' END || {what}"
            notes.append(f"CASE WHEN {kind} = {number} THEN {spoken} END")
        notes.append(f"CASE WHEN {kind} = {_SOCIAL} THEN 'profile: ' || {what} END")
        account = "CASE WHEN e.service <> '' AND e.username <> '' THEN lower(e.service) || ':' || e.username END"
        return Listing(
            table="ABMultiValue",
            rowid="v.ROWID",
            columns={
                "row": "v.ROWID", "property": kind, "label": label, "value": "v.value", "entries": entries,
                **self._person_columns,
            },
            fields={
                **self._person_fields,
                "phone": f"CASE WHEN {kind} = {_PHONE} THEN v.value END",
                "email": f"CASE WHEN {kind} = {_EMAIL} THEN v.value END",
                "messaging": f"CASE WHEN {kind} IN ({_IM}, {_SOCIAL}) THEN {account} END" if has_entries else "NULL",
                "address": f"CASE WHEN {kind} = {_ADDRESS} THEN {what} END",
                "note": _joined(notes),
                "deleted": f"CASE WHEN {self._p['rowid']} IS NULL THEN 'yes' END",
            },
            source=f"FROM ABMultiValue v LEFT JOIN ABPerson p ON p.ROWID = v.record_id {self._label_join}"
            f" {self._entry_join} ORDER BY v.ROWID",
            set_aside=f"CASE WHEN {what} IS NULL THEN 'nothing is saved in this entry' END",
        )  # fmt: skip

    def without_values(self) -> Listing:
        """Return the people saved by name only."""
        condition = ""
        if self.has_values:
            condition = "WHERE NOT EXISTS (SELECT 1 FROM ABMultiValue v WHERE v.record_id = p.ROWID)"
        return Listing(
            table="ABPerson",
            rowid="p.ROWID",
            columns={"row": "p.ROWID", **self._person_columns},
            fields={**self._person_fields, "note": f"NULLIF({self._p['note']}, '')"},
            source=f"FROM ABPerson p {condition} ORDER BY p.ROWID",
        )

    @property
    def has_values(self) -> bool:
        """Tell whether numbers and addresses are in the database."""
        return self._db.has("ABMultiValue", "record_id", "property", "value")

    @property
    def _person_columns(self) -> dict[str, str]:
        return {
            **{f"person {name}": sql for name, sql in self._p.items()},
            "further fields": further(self._db, "ABPerson", "p", _PERSON),
        }

    @property
    def _person_fields(self) -> dict[str, str]:
        p = self._p
        parts = " || ' ' || ".join(f"COALESCE({p[n]}, '')" for n in ("prefix", "first", "middle", "last", "suffix"))
        full = f"NULLIF(trim(replace(replace({parts}, '  ', ' '), '  ', ' ')), '')"
        return {
            "display_name": f"COALESCE({full}, NULLIF({p['nickname']}, ''), NULLIF({p['displayname']}, ''))",
            "organisation": f"NULLIF({p['organization']}, '')",
        }

    @property
    def _has_entries(self) -> bool:
        return self._db.has("ABMultiValueEntry", "parent_id", "value") and self._db.has("ABMultiValue", "UID")

    @property
    def _label(self) -> str:
        r"""The label without the marks around Apple's own words: `_$!<Mobile>!$_` is Mobile."""
        if not self._has_labels:
            return "NULL"
        return "lower(replace(replace(l.value, '_$!<', ''), '>!$_', ''))"

    @property
    def _has_labels(self) -> bool:
        return self._db.has("ABMultiValueLabel", "value") and self._db.has("ABMultiValue", "label")

    @property
    def _label_join(self) -> str:
        return "LEFT JOIN ABMultiValueLabel l ON l.ROWID = v.label" if self._has_labels else ""

    @property
    def _entry_join(self) -> str:
        if not self._has_entries:
            return ""
        named = self._db.has("ABMultiValueEntryKey", "value") and self._db.has("ABMultiValueEntry", "key")
        key, join = ("k.value", "LEFT JOIN ABMultiValueEntryKey k ON k.ROWID = x.key") if named else ("''", "")
        return (
            "LEFT JOIN (SELECT x.parent_id AS parent,"
            f" group_concat(COALESCE({key}, '') || '=' || x.value, ', ') AS texts,"
            f" max(CASE WHEN lower({key}) = 'service' THEN x.value END) AS service,"
            f" max(CASE WHEN lower({key}) = 'username' THEN x.value END) AS username"
            f" FROM ABMultiValueEntry x {join} GROUP BY x.parent_id) e ON e.parent = v.UID"
        )


def _joined(pieces: list[str]) -> str:
    """Return SQL that joins what is not NULL by `; `, NULL when nothing is."""
    joined = " || ".join(f"COALESCE({piece} || '; ', '')" for piece in pieces)
    return f"NULLIF(rtrim({joined}, '; '), '')"
