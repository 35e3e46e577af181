"""The invented telephone as a Physical Analyzer spreadsheet report, with the quirks such reports have."""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from clew.synth.devices.telephone import Telephone
from clew.synth.devices.ufed_sheets import OF_THE_CHAT, Row, Sheet, sheets

#: Headings and words of a German report, as far as the columns matter.
GERMAN = {
    "Call Log": "Anrufliste", "Contacts": "Kontakte", "SMS Messages": "SMS-Nachrichten",
    "Device Info": "Geräteinformationen", "SIM Data": "SIM-Daten", "User Accounts": "Benutzerkonten",
    "Device Locations": "Gerätestandorte", "Timeline": "Zeitachse", "Summary": "Zusammenfassung",
    "Parties": "Beteiligte", "Timestamp: Date": "Zeitstempel: Datum", "Timestamp: Time": "Zeitstempel: Uhrzeit",
    "Time": "Zeit", "Duration": "Dauer", "Direction": "Richtung", "Source": "Quelle", "Account": "Konto",
    "Deleted": "Gelöscht", "Deleted - Chat": "Gelöscht - Chat", "Folder": "Ordner", "Message": "Nachricht",
    "Deleted - Instant Message": "Gelöscht - Sofortnachricht", "Name": "Name", "Value": "Wert", "Entries": "Einträge",
    "Organizations": "Organisationen", "Notes": "Notizen", "Identifier": "Kennung", "Start Time": "Startzeit",
    "Last Activity": "Letzte Aktivität", "Description": "Beschreibung", "Participants": "Teilnehmer", "From": "Von",
    "To": "An", "Body": "Inhalt", "Platform": "Plattform", "Latitude": "Breitengrad", "Longitude": "Längengrad",
    "Precision": "Genauigkeit", "Type": "Typ", "Category": "Kategorie", "Username": "Benutzername",
    "Service Type": "Diensttyp", "Device": "Gerät", "Outgoing": "Ausgehend", "Incoming": "Eingehend",
    "Missed": "Verpasst", "Rejected": "Abgelehnt", "Inbox": "Posteingang", "Sent": "Gesendet", "Read": "Gelesen",
    "Yes": "Ja", "Established": "Verbunden",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Quirks:
    """How a report differs from the plainest one.

    Args:
        titled: A title such as `Contacts (312)` above each header.
        escaped: Line breaks inside cells are written as `_x000D_` and a line break.
        carried: Cells of a chat stand in its first row only.
        floats: Telephone numbers alone in a cell, and coordinates, are stored as numbers.
        german: Headings and words in German.
        only: Names of the sheets to write; empty means all.
    """

    titled: bool = True
    escaped: bool = False
    carried: bool = True
    floats: bool = False
    german: bool = False
    only: tuple[str, ...] = ()


PLAIN = Quirks()


def write(telephone: Telephone, path: Path, quirks: Quirks = PLAIN) -> None:
    """Write the report of a telephone as a workbook. The same telephone gives the same bytes."""
    import xlsxwriter

    book = xlsxwriter.Workbook(str(path), {"strings_to_formulas": False, "strings_to_urls": False})
    book.set_properties({"created": datetime(2026, 4, 1)})
    for sheet in _chosen(telephone, quirks):
        page = book.add_worksheet(sheet.name[:31])
        at = 0
        if quirks.titled:
            page.merge_range(0, 0, 0, len(sheet.header) - 1, f"{sheet.name} ({sheet.counted})")
            at = 1
        page.write_row(at, 0, sheet.header)
        for number, row in enumerate(sheet.rows, at + 1):
            for place, cell in enumerate(row):
                if quirks.floats and _is_number(cell):
                    page.write_number(number, place, float(cell))
                elif cell:
                    page.write_string(number, place, cell)
    book.close()


def write_csv(telephone: Telephone, path: Path, sheet: str, quirks: Quirks = PLAIN) -> None:
    """Write one sheet as the program's CSV export: byte-order mark, no title, cells of many lines in quotes."""
    chosen = _chosen(telephone, replace(quirks, only=(sheet,)))[0]
    text = io.StringIO(newline="")
    csv.writer(text).writerows([chosen.header, *chosen.rows])
    path.write_bytes(text.getvalue().encode("utf-8-sig"))


def _chosen(telephone: Telephone, quirks: Quirks) -> list[Sheet]:
    chosen = [s for s in sheets(telephone) if not quirks.only or s.name in quirks.only]
    return [_with_quirks(sheet, quirks) for sheet in chosen]


def _with_quirks(sheet: Sheet, quirks: Quirks) -> Sheet:
    rows = [list(row) for row in sheet.rows]
    if quirks.carried and sheet.name == "Chats":
        rows = _first_row_only(rows)
    if quirks.escaped:
        rows = [[cell.replace("\n", "_x000D_\n") for cell in row] for row in rows]
    if not quirks.german:
        return replace(sheet, rows=rows)
    return Sheet(
        GERMAN.get(sheet.name, sheet.name),
        [GERMAN.get(heading, heading) for heading in sheet.header],
        [[GERMAN.get(cell, cell) for cell in row] for row in rows],
        sheet.counted,
    )


def _first_row_only(rows: list[Row]) -> list[Row]:
    chat = ""
    for row in rows:
        if row[0] == chat:
            for place in OF_THE_CHAT:
                row[place] = ""
        chat = row[0]
    return rows


def _is_number(cell: str) -> bool:
    return cell.removeprefix("-").replace(".", "", 1).isdigit() and len(cell) < 16
