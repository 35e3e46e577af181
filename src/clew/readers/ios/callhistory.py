"""The table `ZCALLRECORD` of `CallHistory.storedata` as listings: calls, and who took part in group calls.

An incoming call that was not answered is a missed one: the table does not tell a rejected call from it. `ZANSWERED`
says nothing of outgoing calls; one without a duration was not answered.
"""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib.resources import files

from clew.readers.database.listed import Listing
from clew.readers.database.opened import Database, quoted
from clew.readers.database.whole import further
from clew.readers.ios.sql import CORE_DATA, unix_micros

_HANDLES = re.compile(r"z_\d+remoteparticipanthandles")
_SHOWN = (
    "zunique_id", "zdate", "zduration", "zaddress", "zname", "zoriginated", "zanswered", "zcalltype",
    "zservice_provider", "zdisconnected_cause", "ziso_country_code", "zlocation", "zhandle_type",
    "zparticipantgroupuuid",
)  # fmt: skip
#: `ZCALLTYPE`: 1 telephone, 8 FaceTime video, 16 FaceTime audio, 0 an app of somebody else.
_VIDEO = 8


class CallHistory:
    """Builds the listings of one database, out of the tables and columns it has."""

    def __init__(self, database: Database) -> None:
        self._db = database
        self._c = {name: database.column("ZCALLRECORD", name, alias="c") for name in _SHOWN}
        self._table = next((t for t in database.tables if _HANDLES.fullmatch(t)), None)
        columns = database.tables.get(self._table, {}) if self._table else {}
        self._call = next((quoted(c) for lower, c in columns.items() if lower.endswith("remoteparticipantcalls")), None)
        self._handle = next(
            (quoted(c) for lower, c in columns.items() if lower.endswith("remoteparticipanthandles")), None
        )
        self._has_handles = (
            self._call is not None and self._handle is not None and database.has("ZHANDLE", "Z_PK", "ZVALUE")
        )

    @property
    def has_participants(self) -> bool:
        """Tell whether the database has the tables of group calls."""
        return self._has_handles

    def calls(self) -> Listing:
        """Return the calls; a group call is with its group, never one row per participant."""
        c = self._c
        out = f"COALESCE({c['zoriginated']}, 0) <> 0"
        duration = f"CAST(round(COALESCE({c['zduration']}, 0)) AS INTEGER)"
        # Without the column an incoming call that lasted was answered.
        answered = f"CASE WHEN {out} THEN {duration} > 0 ELSE COALESCE({c['zanswered']}, {duration} > 0) <> 0 END"
        app = self._app
        return Listing(
            table="ZCALLRECORD",
            rowid="c.Z_PK",
            columns={
                "Z_PK": "c.Z_PK", **{name.upper(): sql for name, sql in c.items()},
                "ZADDRESS": self._address, "ZPARTICIPANTGROUPUUID": f"hex({c['zparticipantgroupuuid']})",
                "participants": "p.names" if self._has_handles else "NULL",
                "further fields": further(self._db, "ZCALLRECORD", "c", (*_SHOWN, *CORE_DATA)),
            },
            fields={
                "caller": f"CASE WHEN NOT {out} THEN {self._party} END",
                "called": f"CASE WHEN {self._is_group} THEN {self._group} WHEN {out} THEN {self._party} END",
                "type": f"CASE WHEN {c['zcalltype']} = {_VIDEO} THEN 'video ' ELSE 'voice ' END"
                f" || CASE WHEN {answered} THEN '' ELSE 'missed ' END || CASE WHEN {out} THEN 'out' ELSE 'in' END",
                "app": app,
                "start": unix_micros(c["zdate"]),
                "duration": duration,
                "contact_name": f"CASE WHEN NOT {self._is_group} THEN NULLIF({c['zname']}, '') END",
            },
            source=f"{self._source} ORDER BY c.Z_PK",
        )  # fmt: skip

    def participants(self) -> Listing:
        """Return who took part in each group call, as far as the tables name them."""
        c = self._c
        at = unix_micros(c["zdate"])
        return Listing(
            table=self._table.upper() if self._table else "",
            rowid="k.rowid",
            columns={"call": "c.Z_PK", "date": c["zdate"], "handle": "z.ZVALUE", "row": "k.rowid"},
            fields={
                "source": _account("z.ZVALUE", "NULL", self._app),
                "source_type": "'phone'",
                "target": self._group,
                "target_type": "'group'",
                "link_type": "'participant of'",
                "start": at,
                "note": "'took part in a group call'",
            },
            source=f"FROM {quoted(self._table or '')} k JOIN ZCALLRECORD c ON c.Z_PK = k.{self._call}"
            f" JOIN ZHANDLE z ON z.Z_PK = k.{self._handle} LEFT JOIN ({self._counted}) p ON p.call = c.Z_PK"
            f" WHERE {self._is_group} ORDER BY k.rowid",
        )

    @property
    def _address(self) -> str:
        """The other end as text: it may be stored as a BLOB."""
        return f"CAST({self._c['zaddress']} AS TEXT)"

    @property
    def _party(self) -> str:
        single = "CASE WHEN p.many = 1 THEN p.names END" if self._has_handles else "NULL"
        return _account(f"COALESCE(NULLIF({self._address}, ''), {single})", self._c["zhandle_type"], self._app)

    @property
    def _app(self) -> str:
        provider, kind = f"NULLIF({self._c['zservice_provider']}, '')", self._c["zcalltype"]
        known = " ".join(
            f"WHEN '{bundle}' THEN {_text(name) if name else 'NULL'}" for bundle, name in _services().items()
        )
        return (
            f"CASE WHEN {provider} IS NULL THEN CASE WHEN {kind} IN (8, 16) THEN 'FaceTime' END"
            f" ELSE CASE lower({provider}) {known} ELSE {provider} END END"
        )

    @property
    def _is_group(self) -> str:
        return "COALESCE(p.many, 0) > 1" if self._has_handles else "0"

    @property
    def _group(self) -> str:
        """A group call has no chat of its own: its group is the one it names, else the call itself."""
        uuid = f"NULLIF(hex({self._c['zparticipantgroupuuid']}), '')"
        own = f"COALESCE({uuid}, {self._c['zunique_id']}, c.Z_PK)"
        return f"'group:' || replace(lower(COALESCE({self._app}, 'calls')), ':', '') || ':' || {own}"

    @property
    def _source(self) -> str:
        participants = f"LEFT JOIN ({self._counted}) p ON p.call = c.Z_PK" if self._has_handles else ""
        return f"FROM ZCALLRECORD c {participants}"

    @property
    def _counted(self) -> str:
        return (
            f"SELECT k.{self._call} AS call, count(*) AS many, group_concat(z.ZVALUE, ', ') AS names"
            f" FROM {quoted(self._table or '')} k JOIN ZHANDLE z ON z.Z_PK = k.{self._handle}"
            f" WHERE z.ZVALUE IS NOT NULL GROUP BY k.{self._call}"
        )


def _account(value: str, handle_type: str, app: str) -> str:
    """Return SQL for a party: numbers and addresses as they stand, the names apps use as `service:name`.

    `ZHANDLE_TYPE` is 1 for a name of the app's own, 2 for a telephone number, 3 for an e-mail address.
    """
    bare = f"replace(replace(replace(replace({value}, ' ', ''), '(', ''), ')', ''), '-', '')"
    return (
        f"CASE WHEN ({app}) IS NULL OR ({app}) = 'FaceTime' OR {handle_type} IN (2, 3) OR {value} LIKE '%@%'"
        f" OR {value} GLOB '+[0-9]*' THEN {value}"
        f" WHEN ({app}) = 'WhatsApp' AND {bare} NOT GLOB '*[^0-9]*' THEN {bare} || '@s.whatsapp.net'"
        f" WHEN {value} <> '' THEN replace(lower({app}), ':', '') || ':' || {value} END"
    )


def _text(value: str) -> str:
    return "'" + value.replace("'", "''") + "'"


@cache
def _services() -> dict[str, str]:
    data = (files("clew.readers.ios") / "data" / "call_services.toml").read_text("utf-8")
    return {bundle: str(name) for bundle, name in tomllib.loads(data).items()}
