"""An invented telephone's WhatsApp on an iPhone: `ChatStorage.sqlite`, and WhatsApp's own `CallHistory.sqlite`."""

from __future__ import annotations

import sqlite3
import uuid
from pathlib import Path

from clew.synth.devices.ios_database import COCOA_EPOCH_S, insert, new_database
from clew.synth.devices.telephone import Telephone

_CHATS = """
CREATE TABLE ZWACHATSESSION (Z_PK INTEGER PRIMARY KEY, ZCONTACTJID VARCHAR, ZPARTNERNAME VARCHAR,
 ZSESSIONTYPE INTEGER, ZGROUPINFO INTEGER, ZREMOVED INTEGER);
CREATE TABLE ZWAGROUPINFO (Z_PK INTEGER PRIMARY KEY, ZCHATSESSION INTEGER, ZCREATIONDATE TIMESTAMP);
CREATE TABLE ZWAGROUPMEMBER (Z_PK INTEGER PRIMARY KEY, ZCHATSESSION INTEGER, ZMEMBERJID VARCHAR,
 ZCONTACTNAME VARCHAR, ZISADMIN INTEGER, ZISACTIVE INTEGER);
CREATE TABLE ZWAMESSAGE (Z_PK INTEGER PRIMARY KEY, ZCHATSESSION INTEGER, ZGROUPMEMBER INTEGER, ZMEDIAITEM INTEGER,
 ZISFROMME INTEGER, ZMESSAGETYPE INTEGER, ZGROUPEVENTTYPE INTEGER, ZMESSAGEDATE TIMESTAMP, ZFROMJID VARCHAR,
 ZTOJID VARCHAR, ZTEXT VARCHAR, ZSTANZAID VARCHAR);
CREATE TABLE ZWAMEDIAITEM (Z_PK INTEGER PRIMARY KEY, ZMESSAGE INTEGER, ZLATITUDE FLOAT, ZLONGITUDE FLOAT,
 ZMEDIALOCALPATH VARCHAR, ZTITLE VARCHAR, ZVCARDNAME VARCHAR);
CREATE TABLE ZWAPROFILEPUSHNAME (Z_PK INTEGER PRIMARY KEY, ZJID VARCHAR, ZPUSHNAME VARCHAR)
"""
_CALLS = """
CREATE TABLE ZWAAGGREGATECALLEVENT (Z_PK INTEGER PRIMARY KEY, ZINCOMING INTEGER, ZMISSED INTEGER, ZVIDEO INTEGER,
 ZFIRSTDATE TIMESTAMP);
CREATE TABLE ZWACDCALLEVENT (Z_PK INTEGER PRIMARY KEY, Z1CALLEVENTS INTEGER, ZOUTCOME INTEGER, ZDATE TIMESTAMP,
 ZDURATION FLOAT, ZCALLIDSTRING VARCHAR, ZGROUPCALLCREATORUSERJIDSTRING VARCHAR, ZGROUPJIDSTRING VARCHAR);
CREATE TABLE ZWACDCALLEVENTPARTICIPANT (Z_PK INTEGER PRIMARY KEY, Z1PARTICIPANTS INTEGER, ZJIDSTRING VARCHAR)
"""
_OUTCOMES = {"answered": 0, "missed": 1, "rejected": 4}


def write_whatsapp(telephone: Telephone, path: Path, *, wal_only: bool = False) -> None:
    """Write the WhatsApp messages of a telephone as `ChatStorage.sqlite`, groups with all their members."""
    with new_database(path, _CHATS, wal_only=wal_only) as connection:
        sessions: dict[str, int] = {}
        members: dict[tuple[str, str], int] = {}
        for group in telephone.groups:
            jid = f"{group.id}@g.us"
            sessions[jid] = _group(connection, jid, group.title, group.created_utc)
            for number in group.members:
                members[jid, number] = insert(
                    connection, "ZWAGROUPMEMBER",
                    ZCHATSESSION=sessions[jid], ZMEMBERJID=_jid(number), ZCONTACTNAME=telephone.saved(number) or None,
                    ZISADMIN=int(number == group.members[0]), ZISACTIVE=1,
                )  # fmt: skip
        for place, message in enumerate(m for m in telephone.messages if m.service == "whatsapp"):
            group_jid = f"{telephone.groups[message.group].id}@g.us" if message.group >= 0 else ""
            jid = group_jid or _jid(message.number)
            if jid not in sessions:
                name = telephone.saved(message.number) or message.number
                sessions[jid] = insert(
                    connection, "ZWACHATSESSION", ZCONTACTJID=jid, ZPARTNERNAME=name, ZSESSIONTYPE=0, ZREMOVED=0
                )
            insert(
                connection, "ZWAMESSAGE",
                ZCHATSESSION=sessions[jid], ZGROUPMEMBER=members.get((group_jid, message.number)),
                ZISFROMME=int(message.outgoing), ZMESSAGETYPE=0, ZGROUPEVENTTYPE=0,
                ZMESSAGEDATE=float(message.start_utc - COCOA_EPOCH_S), ZFROMJID=None if message.outgoing else jid,
                ZTOJID=jid if message.outgoing else None, ZTEXT=message.text, ZSTANZAID=_id(f"stanza {place}"),
            )  # fmt: skip


def write_whatsapp_calls(telephone: Telephone, path: Path, *, wal_only: bool = False) -> None:
    """Write the WhatsApp calls of a telephone as WhatsApp's own `CallHistory.sqlite`, which knows rejected calls."""
    with new_database(path, _CALLS, wal_only=wal_only) as connection:
        for place, call in enumerate(c for c in telephone.calls if c.service == "whatsapp"):
            at, jid = float(call.start_utc - COCOA_EPOCH_S), _jid(call.number)
            aggregate = insert(
                connection, "ZWAAGGREGATECALLEVENT",
                ZINCOMING=int(not call.outgoing), ZMISSED=int(call.outcome == "missed"), ZVIDEO=0, ZFIRSTDATE=at,
            )  # fmt: skip
            event = insert(
                connection, "ZWACDCALLEVENT",
                Z1CALLEVENTS=aggregate, ZOUTCOME=_OUTCOMES[call.outcome], ZDATE=at, ZDURATION=float(call.duration_s),
                ZCALLIDSTRING=_id(f"call {place}"),
                ZGROUPCALLCREATORUSERJIDSTRING=_jid(telephone.number) if call.outgoing else jid,
            )  # fmt: skip
            insert(connection, "ZWACDCALLEVENTPARTICIPANT", Z1PARTICIPANTS=event, ZJIDSTRING=jid)


def _group(connection: sqlite3.Connection, jid: str, title: str, created_utc: int) -> int:
    info = insert(connection, "ZWAGROUPINFO", ZCREATIONDATE=float(created_utc - COCOA_EPOCH_S))
    return insert(
        connection, "ZWACHATSESSION", ZCONTACTJID=jid, ZPARTNERNAME=title, ZSESSIONTYPE=1, ZGROUPINFO=info, ZREMOVED=0
    )


def _jid(number: str) -> str:
    return f"{number.removeprefix('+')}@s.whatsapp.net"


def _id(name: str) -> str:
    return uuid.uuid5(uuid.NAMESPACE_OID, name).hex.upper()
