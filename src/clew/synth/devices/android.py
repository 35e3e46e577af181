"""An invented telephone as the databases of an Android telephone: address book, call log, texts, SIM, WhatsApp."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from pathlib import Path

from clew.synth.devices.sqlite_file import write_database
from clew.synth.devices.telephone import Call, Telephone
from clew.synth.devices.whatsapp_android import write_msgstore, write_preferences, write_wa

_CALLS = """
CREATE TABLE calls (_id INTEGER PRIMARY KEY AUTOINCREMENT, number TEXT, presentation INTEGER NOT NULL DEFAULT 1,
  date INTEGER, duration INTEGER, data_usage INTEGER, type INTEGER, features INTEGER NOT NULL DEFAULT 0,
  phone_account_address TEXT, subscription_id TEXT, name TEXT, countryiso TEXT, geocoded_location TEXT,
  normalized_number TEXT, deleted INTEGER NOT NULL DEFAULT 0);
"""
_CONTACTS = """
CREATE TABLE accounts (_id INTEGER PRIMARY KEY, account_name TEXT, account_type TEXT, data_set TEXT);
CREATE TABLE mimetypes (_id INTEGER PRIMARY KEY, mimetype TEXT NOT NULL);
CREATE TABLE raw_contacts (_id INTEGER PRIMARY KEY, account_id INTEGER, deleted INTEGER NOT NULL DEFAULT 0,
  times_contacted INTEGER, starred INTEGER, display_name TEXT);
CREATE TABLE data (_id INTEGER PRIMARY KEY, mimetype_id INTEGER, raw_contact_id INTEGER, data1 TEXT, data2 TEXT,
  data3 TEXT, data4 TEXT, data5 TEXT, data6 TEXT);
"""
_TEXTS = """
CREATE TABLE sms (_id INTEGER PRIMARY KEY, thread_id INTEGER, address TEXT, person INTEGER, date INTEGER,
  date_sent INTEGER DEFAULT 0, read INTEGER DEFAULT 0, status INTEGER DEFAULT -1, type INTEGER, body TEXT,
  service_center TEXT, seen INTEGER DEFAULT 0, sub_id INTEGER DEFAULT -1);
CREATE TABLE threads (_id INTEGER PRIMARY KEY, date INTEGER, message_count INTEGER, recipient_ids TEXT);
CREATE TABLE canonical_addresses (_id INTEGER PRIMARY KEY, address TEXT);
CREATE TABLE pdu (_id INTEGER PRIMARY KEY, thread_id INTEGER, date INTEGER, date_sent INTEGER, msg_box INTEGER,
  m_id TEXT, sub TEXT, sub_cs INTEGER, m_type INTEGER, read INTEGER DEFAULT 0);
CREATE TABLE addr (_id INTEGER PRIMARY KEY, msg_id INTEGER, contact_id INTEGER, address TEXT, type INTEGER,
  charset INTEGER);
CREATE TABLE part (_id INTEGER PRIMARY KEY, mid INTEGER, seq INTEGER DEFAULT 0, ct TEXT, name TEXT, cl TEXT,
  _data TEXT, text TEXT);
"""
_SIM = """
CREATE TABLE siminfo (_id INTEGER PRIMARY KEY, icc_id TEXT NOT NULL, sim_id INTEGER DEFAULT -1, display_name TEXT,
  carrier_name TEXT, number TEXT, imsi TEXT, mcc INTEGER, mnc INTEGER);
"""
_MIMETYPES = ("phone_v2", "email_v2", "name", "organization", "vnd.com.whatsapp.profile")


def write(telephone: Telephone, folder: Path, *, msgstore: str = "new", wal: bool = False) -> None:
    """Write the databases of an Android telephone into a folder, under the names they have in one.

    Args:
        telephone: The invented truth.
        folder: Where; made when missing.
        msgstore: Generation of WhatsApp's database: `new`, `old` or `both`.
        wal: Leave the last tenth of calls and messages in the write-ahead log.
    """
    folder.mkdir(parents=True, exist_ok=True)
    write_calllog(telephone, folder / "calllog.db", wal=wal)
    write_contacts(telephone, folder / "contacts2.db")
    write_texts(telephone, folder / "mmssms.db", wal=wal)
    write_sim(telephone, folder / "telephony.db")
    write_msgstore(telephone, folder / "msgstore.db", generation=msgstore, wal=wal)
    write_wa(telephone, folder / "wa.db")
    write_preferences(telephone, folder / "com.whatsapp_preferences_light.xml")


def write_file_system(telephone: Telephone, folder: Path, *, msgstore: str = "new", wal: bool = False) -> None:
    """Write the same files where a whole telephone has them, with others around them that are no evidence."""
    system, app = folder / "data/data/com.android.providers", folder / "data/data/com.whatsapp"
    places = {
        "calllog.db": Path(f"{system}.contacts/databases"), "contacts2.db": Path(f"{system}.contacts/databases"),
        "mmssms.db": Path(f"{system}.telephony/databases"), "telephony.db": Path(f"{system}.telephony/databases"),
        "msgstore.db": app / "databases", "wa.db": app / "databases",
        "com.whatsapp_preferences_light.xml": app / "shared_prefs",
    }  # fmt: skip
    for place in places.values():
        place.mkdir(parents=True, exist_ok=True)
    write(telephone, folder, msgstore=msgstore, wal=wal)
    for name, place in places.items():
        for file in sorted(folder.glob(f"{name}*")):
            file.rename(place / file.name)
    for other in ("media/0/DCIM/one.jpg", "media/0/DCIM/two.jpg", "system/packages.list", "app/base.apk"):
        path = folder / "data" / other
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(b"not looked at")


def write_calllog(telephone: Telephone, path: Path, *, wal: bool = False) -> None:
    """Write `calllog.db`: calls by the network; the number is as dialled, an unanswered outgoing call lasts 0 s."""
    calls = [call for call in telephone.calls if call.service == "voice"]
    rows = [
        (i, call.number, call.start_utc * 1000, call.duration_s, _call_type(call), telephone.saved(call.number) or None,
         int(call.deleted))
        for i, call in enumerate(calls, 1)
    ]  # fmt: skip
    statement = "INSERT INTO calls (_id, number, date, duration, type, name, deleted) VALUES (?, ?, ?, ?, ?, ?, ?)"
    _write_in_two(path, _CALLS, statement, rows, wal)


def write_contacts(telephone: Telephone, path: Path) -> None:
    """Write `contacts2.db`: saved contacts, with a WhatsApp profile for the first two."""
    kinds = {kind: i for i, kind in enumerate(_MIMETYPES, 1)}
    entries: list[tuple[int, int, str, str | None]] = []
    for i, contact in enumerate(telephone.contacts, 1):
        entries += [(kinds["name"], i, contact.name, None), (kinds["phone_v2"], i, contact.number, contact.number)]
        if contact.email:
            entries.append((kinds["email_v2"], i, contact.email, None))
        if contact.organisation:
            entries.append((kinds["organization"], i, contact.organisation, None))
        if i < 3:
            entries.append((kinds["vnd.com.whatsapp.profile"], i, f"{contact.number[1:]}@s.whatsapp.net", None))

    def fill(database: sqlite3.Connection) -> None:
        prefix = "vnd.android.cursor.item/"
        database.executemany("INSERT INTO mimetypes VALUES (?, ?)", [(i, prefix + k) for k, i in kinds.items()])
        database.execute("INSERT INTO accounts VALUES (1, 'sim', 'com.example.sim', NULL)")
        database.executemany(
            "INSERT INTO raw_contacts (_id, account_id, deleted, display_name) VALUES (?, 1, ?, ?)",
            [(i, int(c.deleted), c.name) for i, c in enumerate(telephone.contacts, 1)],
        )
        database.executemany(
            "INSERT INTO data (mimetype_id, raw_contact_id, data1, data4) VALUES (?, ?, ?, ?)", entries
        )

    write_database(path, _CONTACTS, fill)


def write_texts(telephone: Telephone, path: Path, *, wal: bool = False) -> None:
    """Write `mmssms.db`: text messages, each in the thread of its number."""
    numbers = sorted({m.number for m in telephone.messages if m.service == "sms"})
    threads = {number: i for i, number in enumerate(numbers, 1)}
    rows = [
        (i, threads[m.number], m.number, m.start_utc * 1000, 2 if m.outgoing else 1, m.text)
        for i, m in enumerate((m for m in telephone.messages if m.service == "sms"), 1)
    ]
    inserts = "".join(
        f"INSERT INTO canonical_addresses VALUES ({i}, '{n}'); INSERT INTO threads VALUES ({i}, 0, 0, '{i}');\n"
        for n, i in threads.items()
    )
    statement = "INSERT INTO sms (_id, thread_id, address, date, type, body) VALUES (?, ?, ?, ?, ?, ?)"
    _write_in_two(path, _TEXTS + inserts, statement, rows, wal)


def write_sim(telephone: Telephone, path: Path) -> None:
    """Write `telephony.db`: the SIM card."""
    row = (1, telephone.iccid, 0, "SIM 1", "Zed Mobile", telephone.number, telephone.imsi, 1, 1)
    write_database(path, _SIM, lambda database: database.execute("INSERT INTO siminfo VALUES (?,?,?,?,?,?,?,?,?)", row))


def _call_type(call: Call) -> int:
    if call.outgoing:
        return 2
    return {"answered": 1, "missed": 3, "rejected": 5}[call.outcome]


def _write_in_two(path: Path, schema: str, statement: str, rows: Sequence[tuple[object, ...]], wal: bool) -> None:
    """Write rows into a database, the last tenth into its log when `wal` is set."""
    cut = len(rows) * 9 // 10 if wal else len(rows)

    def insert(some: Sequence[tuple[object, ...]], database: sqlite3.Connection) -> None:
        database.executemany(statement, some)

    write_database(
        path, schema, lambda database: insert(rows[:cut], database),
        (lambda database: insert(rows[cut:], database)) if wal else None,
    )  # fmt: skip
