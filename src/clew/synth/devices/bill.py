"""What an operator would hand over of the invented telephone's network traffic: a list of its number, or of another."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

from clew.synth.devices.telephone import Call, Message, Telephone

HEADER = "Call Type,A Number,B Number,Start Date,Start Time,Duration,A IMEI,A IMSI,Start Cell ID\n"
#: Handset and SIM of whoever the telephone is in touch with.
OTHER_IMEI, OTHER_IMSI = "350000000000026", "001010000000002"


def write(telephone: Telephone, path: Path, of: str = "", segments: int = 1) -> Path:
    """Write the list, times in UTC; returns the path. Unanswered calls and app traffic are not billed.

    Args:
        telephone: The truth.
        path: The CSV file.
        of: Whose list; a number the telephone was in touch with, else the telephone's own.
        segments: Rows per text message, as for long ones.
    """
    rows: list[str] = []
    everything: list[Call | Message] = [*telephone.calls, *telephone.messages]
    for event in everything:
        if not _is_billed(event) or (of and event.number != of):
            continue
        sent = event.outgoing is not bool(of)
        caller, called = (telephone.number, event.number) if event.outgoing else (event.number, telephone.number)
        imei, imsi = (OTHER_IMEI, OTHER_IMSI) if of else (telephone.imei, telephone.imsi)
        handset = f"{imei},{imsi}" if sent else ","  # the columns tell of the caller's
        at = datetime.fromtimestamp(event.start_utc, UTC)
        text = isinstance(event, Message)
        kind = ("SMS-" if text else "") + ("MO" if sent else "MT")
        length = "" if isinstance(event, Message) else _clock(event.duration_s)
        rows += [
            f"{kind},{caller},{called},{at:%d/%m/%Y},{at:%H:%M:%S},{length},{handset},CELL-{segment}\n"
            for segment in range(segments if text else 1)
        ]
    path.write_text(f"CALL DATA RECORDS\nSubject: {of or telephone.number}\n\n{HEADER}{''.join(rows)}", "utf-8")
    return path


def _is_billed(event: Call | Message) -> bool:
    if isinstance(event, Message):
        return event.service == "sms"
    return event.service == "voice" and event.outcome == "answered"


def _clock(seconds: int) -> str:
    return f"{seconds // 3600:02d}:{seconds // 60 % 60:02d}:{seconds % 60:02d}"
