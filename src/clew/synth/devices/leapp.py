"""An invented telephone as the reports of ALEAPP: a LAVA database with its index, and TSV files."""

from __future__ import annotations

import csv
import json
import re
import sqlite3
from datetime import UTC, datetime
from pathlib import Path

from clew.synth.devices.sqlite_file import write_database
from clew.synth.devices.telephone import Telephone

_Table = tuple[str, str, list[str | tuple[str, str]], list[tuple[object, ...]]]
_ICON = ' <i data-feather="phone-{0}" stroke="green"></i>'


def write_lava(telephone: Telephone, folder: Path) -> None:
    """Write `_lava_artifacts.db` and `_lava_data.lava`: calls, contacts, texts, and an artifact nobody reads."""
    folder.mkdir(parents=True, exist_ok=True)
    tables = _tables(telephone)
    schema, listed = "", []
    for key, name, headers, rows in tables:
        titles = [h if isinstance(h, str) else h[0] for h in headers]
        columns = {_sanitised(title): title for title in titles}
        types = {_sanitised(h[0]): h[1] for h in headers if isinstance(h, tuple)}
        made = ", ".join(f'"{c}" {"INTEGER" if types.get(c) == "datetime" else "TEXT"}' for c in columns)
        schema += f'CREATE TABLE "{key}" ({made});\n'
        listed.append(
            {
                "artifact_key": key, "name": name, "tablename": key, "module": key, "column_map": columns,
                "record_count": len(rows), "object_columns": [{"name": n, "type": t} for n, t in types.items()],
                "source_path": f"/data/data/{key}.db",
            }
        )  # fmt: skip
    schema += "CREATE TABLE _lava_media_items (id TEXT PRIMARY KEY); "
    schema += "CREATE TABLE _lava_media_references (id TEXT PRIMARY KEY);"

    def fill(database: sqlite3.Connection) -> None:
        for key, _, headers, rows in tables:
            database.executemany(f'INSERT INTO "{key}" VALUES ({", ".join("?" * len(headers))})', rows)

    write_database(folder / "_lava_artifacts.db", schema, fill)
    index = {"lava_schema_version": 2, "modules": [], "artifacts": {"Telephone": listed}, "meta": {}}
    (folder / "_lava_data.lava").write_text(json.dumps(index, indent=1), encoding="utf-8")


def write_tsv(telephone: Telephone, folder: Path, *, runs: int = 1) -> None:
    """Write `_TSV Exports/`: UTF-8 with byte-order mark; more than one run repeats everything in the same files."""
    exports = folder / "_TSV Exports"
    exports.mkdir(parents=True, exist_ok=True)
    for _, name, headers, rows in _tables(telephone):
        titles = [h if isinstance(h, str) else h[0] for h in headers]
        times = [not isinstance(h, str) and h[1] == "datetime" for h in headers]
        for _ in range(runs):
            with (exports / f"{name}.tsv").open("a", encoding="utf-8-sig", newline="") as out:
                if out.tell():
                    out.write("\ufeff")  # opened for appending, Python writes the mark only once; the tool each time
                writer = csv.writer(out, delimiter="\t")
                writer.writerow(titles)
                for row in rows:
                    cells = zip(row, times, strict=True)
                    writer.writerow([datetime.fromtimestamp(int(str(c)), UTC) if t and c else c for c, t in cells])


def _tables(telephone: Telephone) -> list[_Table]:
    words = {"answered": "Incoming", "missed": "Missed", "rejected": "Rejected"}
    calls: list[tuple[object, ...]] = [
        (
            c.start_utc,
            " ",
            c.number,
            word + _ICON.format(word.lower()),
            str(c.duration_s),
            " ",
            "GB",
            " ",
            " ",
            " ",
            "0",
        )
        for c in telephone.calls
        if c.service == "voice"
        for word in ["Outgoing" if c.outgoing else words[c.outcome]]
    ]
    contacts: list[tuple[object, ...]] = []
    for contact in telephone.contacts:
        contacts.append(("phone_v2", contact.number, contact.name, contact.number, "", "contacts2.db"))
        if contact.email:
            contacts.append(("email_v2", contact.email, contact.name, "", contact.email, "contacts2.db"))
    texts: list[tuple[object, ...]] = [
        (m.start_utc, "", "Sent" if m.outgoing else "Received", m.number, m.text, str(i), "1", "", "1", "", "")
        for i, m in enumerate(telephone.messages, 1)
        if m.service == "sms"
    ]
    when = "datetime"
    return [
        ("get_calllog", "Call logs ", [("Call Date", when), "Phone Account Address", "Partner", "Type",
         "Duration in Secs", "Partner Location", "Country ISO", "Data", "Mime Type", "Transcription",
         "Deleted"], calls),
        ("get_contacts", "Contacts", ["Mimetype", "Data 1", "Display Name", "Phone Number", "Email Address",
         "Source File"], contacts),
        ("get_sms", "SMS Messages", [("Date", when), ("Date Sent", when), "Type", "Address", "Body", "MSG ID",
         "Thread ID", "Contact ID", "Read", "Service Center", "Error Code"], texts),
        ("get_wifi", "Wi-Fi", ["SSID", "From", "To"], [("zednet", "a", "b")]),
    ]  # fmt: skip


def _sanitised(title: str) -> str:
    return re.sub(r"\s+", "_", re.sub(r"[^\w\s]", "", title)).lower()
