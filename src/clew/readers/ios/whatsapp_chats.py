"""The tables of WhatsApp's `ChatStorage.sqlite` as listings: messages, members of groups, chosen names, positions.

In a group `ZFROMJID` is the group itself; who wrote is in `ZWAGROUPMEMBER`. Old and small databases lack many
columns, and the table of members.
"""

from __future__ import annotations

import json
import re

from clew.readers.database.listed import Listing
from clew.readers.database.opened import Database
from clew.readers.database.whole import further
from clew.readers.ios.sql import CORE_DATA, unix_micros

_SHOWN = (
    "z_pk", "zstanzaid", "zchatsession", "zisfromme", "zfromjid", "ztojid", "ztext", "zmessagedate", "zsentdate",
    "zmessagetype", "zgroupmember", "zgroupeventtype", "zmediaitem", "zpushname", "zmessagestatus",
)  # fmt: skip
_MEDIA = ("zmedialocalpath", "zmediaurl", "ztitle", "zvcardname", "zvcardstring", "zauthorname", "zfilesize")
_GROUP_EVENT, _SYSTEM, _DELETED = 6, 10, 14
_POSITION = 5
_STATUS = "a status post shown to all contacts, no message to anybody"
_JID = re.compile(rb"[\w.+\-]{3,40}@(?:s\.whatsapp\.net|lid)")


class WhatsappChats:
    """Builds the listings of one database, out of the tables and columns it has."""

    def __init__(self, database: Database) -> None:
        self._db = database
        database.connection.create_function("jids", 1, jids)
        self._m = {name: database.column("ZWAMESSAGE", name, alias="m") for name in _SHOWN}
        self._s = {
            name: database.column("ZWACHATSESSION", name, alias="s")
            for name in ("zcontactjid", "zpartnername", "zsessiontype", "zremoved")
        }
        self._has_members = database.has("ZWAGROUPMEMBER", "Z_PK", "ZMEMBERJID")
        self._has_media = database.has("ZWAMEDIAITEM")
        self._member = "g.ZMEMBERJID" if self._has_members and database.has("ZWAMESSAGE", "ZGROUPMEMBER") else "NULL"

    def messages(self) -> Listing:
        """Return the messages; status posts, events of groups and notices of the app are set aside."""
        m, s = self._m, self._s
        mine = f"COALESCE({m['zisfromme']}, 0) <> 0"
        jid = f"COALESCE({s['zcontactjid']}, {_group_jid(m['ztojid'])}, {_group_jid(m['zfromjid'])})"
        group = f"({s['zsessiontype']} = 1 OR {jid} LIKE '%@g.us')"
        broadcast = f"({s['zsessiontype']} = 2 OR {jid} LIKE '%@broadcast')"
        status = f"({s['zsessiontype']} = 3 OR {jid} LIKE 'status@%')"
        person = f"CASE WHEN {m['zfromjid']} NOT LIKE '%@g.us' THEN NULLIF({m['zfromjid']}, '') END"
        one = f"CASE WHEN NOT COALESCE({group}, 0) THEN {s['zcontactjid']} END"
        kind = m["zmessagetype"]
        return Listing(
            table="ZWAMESSAGE",
            rowid="m.Z_PK",
            columns={
                **{name.upper(): sql for name, sql in m.items()},
                "chat": s["zcontactjid"], "chat name": s["zpartnername"], "session type": s["zsessiontype"],
                "member": self._member, "media": self._media_text,
                "further fields": further(self._db, "ZWAMESSAGE", "m", (*_SHOWN, *CORE_DATA)),
            },
            fields={
                "caller": f"CASE WHEN NOT {mine} THEN COALESCE(NULLIF({self._member}, ''), {person}, {one}) END",
                "called": f"CASE WHEN COALESCE({group}, 0) THEN {jid}"
                f" WHEN {mine} AND NOT COALESCE({broadcast}, 0) THEN COALESCE(NULLIF({m['ztojid']}, ''), {one}) END",
                "type": f"CASE WHEN {mine} THEN 'app out' ELSE 'app in' END",
                "app": "'WhatsApp'",
                "start": unix_micros(m["zmessagedate"]),
                "text": m["ztext"],
                "conversation": jid,
                "contact_name": f"CASE WHEN NOT COALESCE({group}, 0) AND NOT COALESCE({broadcast}, 0)"
                f" THEN NULLIF({_plain_name(s['zpartnername'])}, '') END",
                "status": f"CASE WHEN {kind} = {_DELETED} THEN 'taken back by its sender' END",
            },
            source=f"{self._source} ORDER BY m.Z_PK",
            set_aside=f"CASE WHEN {kind} = {_GROUP_EVENT}"
            f" THEN 'an event of the chat, no message (type ' || COALESCE({m['zgroupeventtype']}, '?') || ')'"
            f" WHEN {kind} = {_SYSTEM} THEN 'a notice of the app, no message'"
            f" WHEN {status} THEN '{_STATUS}' END",
        )  # fmt: skip

    def positions(self) -> Listing | None:
        """Return the positions people sent one another, null when the database has no columns for them."""
        if not (self._has_media and self._db.has("ZWAMEDIAITEM", "ZLATITUDE", "ZLONGITUDE")):
            return None
        return Listing(
            table="ZWAMESSAGE",
            rowid="m.Z_PK",
            columns={
                "Z_PK": "m.Z_PK", "chat": self._s["zcontactjid"], "member": self._member,
                "latitude": "a.ZLATITUDE", "longitude": "a.ZLONGITUDE", "date": self._m["zmessagedate"],
                "from me": self._m["zisfromme"], "text": self._m["ztext"], "media": self._media_text,
            },
            fields={
                "lat": "latitude",
                "lon": "longitude",
                "start": unix_micros(self._m["zmessagedate"]),
                "basis": "'mentioned'",
                "source": "'WhatsApp'",
                "name": self._db.column("ZWAMEDIAITEM", "ZTITLE", alias="a"),
                "note": "'sent in chat ' || " + f"COALESCE({self._s['zcontactjid']}, '')",
            },
            source=f"{self._source} WHERE {self._m['zmessagetype']} = {_POSITION}"
            " AND (a.ZLATITUDE <> 0 OR a.ZLONGITUDE <> 0) ORDER BY m.Z_PK",
        )  # fmt: skip

    def members(self) -> Listing | None:
        """Return who is recorded as a member of each group, null when there is no table of members."""
        if not self._has_members or not self._db.has("ZWAGROUPMEMBER", "ZCHATSESSION"):
            return None
        admin, active, name = (
            self._db.column("ZWAGROUPMEMBER", n, alias="g") for n in ("ZISADMIN", "ZISACTIVE", "ZCONTACTNAME")
        )
        shown = (*CORE_DATA, "zmemberjid", "zisadmin", "zisactive", "zcontactname", "zchatsession")
        return Listing(
            table="ZWAGROUPMEMBER",
            rowid="g.Z_PK",
            columns={
                "Z_PK": "g.Z_PK", "member": "g.ZMEMBERJID", "group": self._s["zcontactjid"],
                "title": self._s["zpartnername"], "name": name, "admin": admin, "active": active,
                "further fields": further(self._db, "ZWAGROUPMEMBER", "g", shown),
            },
            fields={
                "source": "member",
                "source_type": "'phone'",
                "source_label": "name",
                **self._in_group,
                "note": f"CASE WHEN {admin} = 1 THEN 'admin' WHEN {active} = 0 THEN 'no longer active' END",
            },
            source=f"FROM ZWAGROUPMEMBER g JOIN ZWACHATSESSION s ON s.Z_PK = g.ZCHATSESSION"
            f" WHERE {self._s['zcontactjid']} LIKE '%@g.us' ORDER BY g.Z_PK",
        )  # fmt: skip

    def own_memberships(self) -> Listing:
        """Return the groups of the telephone's user, with the day the group was made where the tables say it."""
        made = "NULL"
        join = ""
        if self._db.has("ZWAGROUPINFO", "Z_PK", "ZCREATIONDATE") and self._db.has("ZWACHATSESSION", "ZGROUPINFO"):
            made, join = "i.ZCREATIONDATE", "LEFT JOIN ZWAGROUPINFO i ON i.Z_PK = s.ZGROUPINFO"
        info = further(self._db, "ZWAGROUPINFO", "i", ("zcreationdate", *CORE_DATA)) if join else "''"
        created = f"date({made} + 978307200, 'unixepoch')"
        return Listing(
            table="ZWACHATSESSION",
            rowid="s.Z_PK",
            columns={
                "Z_PK": "s.Z_PK", "group": self._s["zcontactjid"], "title": self._s["zpartnername"], "created": made,
                "further fields": further(
                    self._db, "ZWACHATSESSION", "s", ("zcontactjid", "zpartnername", *CORE_DATA)
                ),
                "group info": info,
            },
            fields={
                "source": "'self'",
                "source_type": "'device'",
                **self._in_group,
                "note": f"CASE WHEN {made} > 0 THEN 'the group was made on ' || {created} END",
            },
            source=f"FROM ZWACHATSESSION s {join} WHERE {self._s['zcontactjid']} LIKE '%@g.us' ORDER BY s.Z_PK",
        )  # fmt: skip

    def member_changes(self) -> Listing | None:
        """Return changes of members, one row per person; what each type means is not documented and is not guessed."""
        if not self._db.has("ZWAGROUPMEMBERSCHANGE", "ZGROUPJID", "ZMEMBERJIDS"):
            return None
        shown = ("zgroupjid", "zmemberjids", "zchangetype", "zchangedate", *CORE_DATA)
        kind, date = (self._db.column("ZWAGROUPMEMBERSCHANGE", n, alias="x") for n in ("ZCHANGETYPE", "ZCHANGEDATE"))
        return Listing(
            table="ZWAGROUPMEMBERSCHANGE",
            rowid="x.Z_PK",
            columns={
                "Z_PK": "x.Z_PK", "group": "x.ZGROUPJID", "member": "j.value", "type": kind, "date": date,
                "further fields": further(self._db, "ZWAGROUPMEMBERSCHANGE", "x", shown),
            },
            fields={
                "source": "member",
                "source_type": "'phone'",
                "target": "group",
                "target_type": "'group'",
                "link_type": f"'change of members, type ' || COALESCE({kind}, '?')",
                "start": unix_micros(date),
            },
            source="FROM ZWAGROUPMEMBERSCHANGE x JOIN json_each(jids(CAST(x.ZMEMBERJIDS AS BLOB))) j ORDER BY x.Z_PK",
        )  # fmt: skip

    def chosen_names(self) -> Listing | None:
        """Return the names people gave themselves in WhatsApp: aliases of their accounts, not what the owner saved."""
        if not self._db.has("ZWAPROFILEPUSHNAME", "ZJID", "ZPUSHNAME"):
            return None
        return Listing(
            table="ZWAPROFILEPUSHNAME",
            rowid="n.rowid",
            columns={"row": "n.rowid", "account": "n.ZJID", "name": "n.ZPUSHNAME"},
            fields={
                "source": "account",
                "source_type": "'phone'",
                "target": "name",
                "target_type": "'alias'",
                "link_type": "'known as'",
                "note": "'name the user of the account chose in WhatsApp'",
            },
            source="FROM ZWAPROFILEPUSHNAME n ORDER BY n.rowid",
            set_aside="CASE WHEN COALESCE(n.ZPUSHNAME, '') = '' THEN 'no name' END",
        )

    @property
    def _in_group(self) -> dict[str, str]:
        return {"target": "group", "target_type": "'group'", "target_label": "title", "link_type": "'member of'"}

    @property
    def _media_text(self) -> str:
        if not self._has_media:
            return "NULL"
        columns = [self._db.column("ZWAMEDIAITEM", n, alias="a", otherwise="") for n in _MEDIA]
        pieces = [
            f"COALESCE('{n[1:]}=' || NULLIF({c}, '') || '; ', '')" for n, c in zip(_MEDIA, columns, strict=True) if c
        ]
        return " || ".join(pieces) or "NULL"

    @property
    def _source(self) -> str:
        pieces = [f"FROM ZWAMESSAGE m LEFT JOIN ZWACHATSESSION s ON s.Z_PK = {self._m['zchatsession']}"]
        if self._member != "NULL":
            pieces.append(f"LEFT JOIN ZWAGROUPMEMBER g ON g.Z_PK = {self._m['zgroupmember']}")
        if self._has_media:
            if self._db.has("ZWAMESSAGE", "ZMEDIAITEM"):
                pieces.append(f"LEFT JOIN ZWAMEDIAITEM a ON a.Z_PK = {self._m['zmediaitem']}")
            else:
                pieces.append(
                    "LEFT JOIN (SELECT * FROM ZWAMEDIAITEM GROUP BY ZMESSAGE HAVING Z_PK = min(Z_PK)) a"
                    " ON a.ZMESSAGE = m.Z_PK"
                )
        return " ".join(pieces)


def jids(data: bytes | None) -> str:
    """Return a JSON list of the WhatsApp addresses in a list or archive, each once, in their order."""
    found = _JID.findall(data) if isinstance(data, bytes) else []
    return json.dumps(list(dict.fromkeys(jid.decode("ascii", "replace") for jid in found)))


def _group_jid(column: str) -> str:
    return f"CASE WHEN {column} LIKE '%@g.us' THEN {column} END"


def _plain_name(column: str) -> str:
    """Return SQL for a chat's name, without those WhatsApp puts where no name is saved: the number or the address."""
    return f"CASE WHEN {column} NOT LIKE '%@%' AND {column} GLOB '*[^-0-9+() ' || char(160) || ']*' THEN {column} END"
