"""The invented telephone as a workbook of an Oxygen report, XLSX or old XLS, as far as its layout is known."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

from clew.synth.devices.telephone import Telephone

Row = list[str]

HEADER = ["Direction", "Source", "Type", "Time stamp (UTC 0)"]


def sheets(telephone: Telephone) -> dict[str, list[Row]]:
    """Return the sheets by name, headers included, one that no reader knows among them."""
    return {
        "Device information": [
            ["Name", "Value"],
            ["Manufacturer", telephone.maker],
            ["Model", telephone.model],
            ["IMEI", telephone.imei],
            ["Phone number", telephone.number],
        ],
        "Contacts": _contacts(telephone),
        "Calls": _calls(telephone),
        "Messages": _messages(telephone),
        "Web browsers": [["Browser", "Url"], ["Chrome", "https://example.org/"]],
    }


def write_xlsx(telephone: Telephone, path: Path) -> None:
    """Write the workbook. The same telephone gives the same bytes."""
    import xlsxwriter

    book = xlsxwriter.Workbook(str(path), {"strings_to_formulas": False, "strings_to_urls": False})
    book.set_properties({"created": datetime(2026, 4, 1)})
    for name, rows in sheets(telephone).items():
        page = book.add_worksheet(name)
        for number, row in enumerate(rows):
            for place, cell in enumerate(row):
                page.write_string(number, place, cell)
    book.close()


def write_xls(telephone: Telephone, path: Path) -> None:
    """Write the old binary workbook."""
    import xlwt

    book = xlwt.Workbook(encoding="utf-8")
    for name, rows in sheets(telephone).items():
        page = book.add_sheet(name)
        for number, row in enumerate(rows):
            for place, cell in enumerate(row):
                page.write(number, place, cell)
    book.save(str(path))


def _contacts(telephone: Telephone) -> list[Row]:
    rows = [["Type", "Source", "Contact", "Messages", "Phones & Emails", "Internet", "Other"]]
    for contact in telephone.contacts:
        reached = [f"Mobile: {contact.number}"] + ([f"Email: {contact.email}"] if contact.email else [])
        rows.append(["Contact", "Phonebook", f"Fullname: {contact.name}", "", "\n".join(reached), "", ""])
    return rows


def _calls(telephone: Telephone) -> list[Row]:
    rows = [[*HEADER, "Duration", "From", "To", "Details"]]
    for call in telephone.calls:
        who = _person(telephone, call.number)
        length = f"{call.duration_s // 3600:02d}:{call.duration_s // 60 % 60:02d}:{call.duration_s % 60:02d}"
        details = "" if call.outcome == "answered" else f"Call status: {call.outcome.capitalize()}"
        rows.append(
            [
                "Outgoing" if call.outgoing else "Incoming", "WhatsApp" if call.service == "whatsapp" else "Phone",
                "Call", _when(call.start_utc), length, "Device owner" if call.outgoing else who,
                who if call.outgoing else "Device owner", details,
            ]
        )  # fmt: skip
    return rows


def _messages(telephone: Telephone) -> list[Row]:
    rows = [[*HEADER, "Text", "From", "To", "Details", "Thread id", "Attachment"]]
    for message in telephone.messages:
        who = _person(telephone, message.number) if message.number else ""
        group = telephone.groups[message.group] if message.group >= 0 else None
        to = f"{group.id}@g.us" if group else who if message.outgoing else "Device owner"
        rows.append(
            [
                "Outgoing" if message.outgoing else "Incoming", "Phone" if message.service == "sms" else "WhatsApp",
                "Message", _when(message.start_utc), message.text, "Device owner" if message.outgoing else who, to, "",
                f"{group.id}@g.us" if group else message.number, "",
            ]
        )  # fmt: skip
    return rows


def _person(telephone: Telephone, number: str) -> str:
    saved = telephone.saved(number)
    return f"{saved}\nMobile: {number}" if saved else number


def _when(seconds: int) -> str:
    return datetime.fromtimestamp(seconds, UTC).strftime("%d/%m/%Y %H:%M:%S")
