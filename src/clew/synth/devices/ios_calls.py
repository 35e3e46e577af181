"""An invented telephone's `CallHistory.storedata`: calls by the network and by apps."""

from __future__ import annotations

import uuid
from pathlib import Path

from clew.synth.devices.ios_database import COCOA_EPOCH_S, insert, new_database
from clew.synth.devices.telephone import Telephone

_SCHEMA = """
CREATE TABLE ZCALLRECORD (Z_PK INTEGER PRIMARY KEY, Z_ENT INTEGER, Z_OPT INTEGER, ZANSWERED INTEGER,
 ZCALLTYPE INTEGER, ZDISCONNECTED_CAUSE INTEGER, ZHANDLE_TYPE INTEGER, ZORIGINATED INTEGER, ZREAD INTEGER,
 ZDATE TIMESTAMP, ZDURATION FLOAT, ZADDRESS VARCHAR, ZISO_COUNTRY_CODE VARCHAR, ZLOCATION VARCHAR, ZNAME VARCHAR,
 ZSERVICE_PROVIDER VARCHAR, ZUNIQUE_ID VARCHAR, ZPARTICIPANTGROUPUUID BLOB);
CREATE TABLE ZHANDLE (Z_PK INTEGER PRIMARY KEY, Z_ENT INTEGER, Z_OPT INTEGER, ZTYPE INTEGER, ZNORMALIZEDVALUE VARCHAR,
 ZVALUE VARCHAR);
CREATE TABLE Z_2REMOTEPARTICIPANTHANDLES (Z_2REMOTEPARTICIPANTCALLS INTEGER, Z_4REMOTEPARTICIPANTHANDLES INTEGER,
 PRIMARY KEY (Z_2REMOTEPARTICIPANTCALLS, Z_4REMOTEPARTICIPANTHANDLES))
"""
_PROVIDERS = {"voice": ("com.apple.Telephony", 1), "whatsapp": ("net.whatsapp.WhatsApp", 0)}
_NUMBER = 2


def write_calls(telephone: Telephone, path: Path, *, blob_addresses: bool = False, wal_only: bool = False) -> None:
    """Write the calls of a telephone as `CallHistory.storedata`. A rejected call looks like a missed one there.

    Args:
        telephone: The invented truth.
        path: The file to write.
        blob_addresses: Store the other number as a BLOB.
        wal_only: Leave everything in the write-ahead log.
    """
    with new_database(path, _SCHEMA, wal_only=wal_only) as connection:
        handles: dict[str, int] = {}
        for place, call in enumerate(telephone.calls, 1):
            provider, kind = _PROVIDERS[call.service]
            insert(
                connection, "ZCALLRECORD",
                Z_PK=place, Z_ENT=2, Z_OPT=1, ZANSWERED=int(call.outcome == "answered" and not call.outgoing),
                ZCALLTYPE=kind, ZHANDLE_TYPE=_NUMBER, ZORIGINATED=int(call.outgoing), ZREAD=1,
                ZDATE=float(call.start_utc - COCOA_EPOCH_S), ZDURATION=float(call.duration_s),
                ZADDRESS=call.number.encode() if blob_addresses else call.number, ZISO_COUNTRY_CODE="gb",
                ZSERVICE_PROVIDER=provider, ZUNIQUE_ID=str(uuid.uuid5(uuid.NAMESPACE_OID, f"call {place}")).upper(),
            )  # fmt: skip
            if call.number not in handles:
                handles[call.number] = insert(
                    connection, "ZHANDLE", Z_ENT=4, Z_OPT=1, ZTYPE=_NUMBER, ZVALUE=call.number
                )
            insert(
                connection, "Z_2REMOTEPARTICIPANTHANDLES",
                Z_2REMOTEPARTICIPANTCALLS=place, Z_4REMOTEPARTICIPANTHANDLES=handles[call.number],
            )  # fmt: skip
