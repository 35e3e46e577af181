"""Write a chat of an invented telephone the way WhatsApp exports it as text: iPhone or Android, alone or zipped."""

from __future__ import annotations

import zipfile
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from clew.synth.devices.telephone import Message, Telephone

#: Style -> header of an entry, date and time, mark before what the app wrote, quotation marks.
_STYLES = {
    "ios": ("[{when}] ", "%d/%m/%Y, %H:%M:%S", "\u200e", "“”"),
    "ios-de": ("[{when}] ", "%d.%m.%y, %H:%M:%S", "\u200e", "„“"),
    "android": ("{when} - ", "%d/%m/%Y, %H:%M", "", '""'),
    "android-us": ("{when} - ", "%m/%d/%y, %I:%M\u202f%p", "", '""'),
    "android-iso": ("{when} - ", "%Y-%m-%d, %I:%M %p", "", '""'),
}
_DAY = datetime(1980, 1, 1).timetuple()[:6]


def write(
    telephone: Telephone,
    path: Path,
    *,
    group: int = -1,
    number: str = "",
    style: str = "ios",
    owner: str = "Owner",
    timezone: str = "UTC",
    zipped: bool = False,
    quirks: bool = False,
) -> None:
    """Write one chat.

    Args:
        telephone: The truth.
        path: File to write.
        group: Which group, an index into `Telephone.groups`; or
        number: the other end of a chat of two.
        style: `ios`, `ios-de`, `android`, `android-us` or `android-iso`. Android writes no seconds.
        owner: The name the owner's own messages stand under.
        timezone: IANA zone of the telephone's clock.
        zipped: Write a zip with the text and one photograph.
        quirks: Put the last message first, add a changed number, a member who left, a deleted message, a file, a
            line nobody knows, and lines of the app in other languages.
    """
    header, clock, mark, quotes = _STYLES[style]
    zone = ZoneInfo(timezone)
    messages = sorted(_messages(telephone, group, number), key=lambda m: m.start_utc)
    chat = telephone.groups[group].title if group >= 0 else telephone.saved(number) or _shown(number)

    def entry(start_utc: int, text: str, sender: str = "", *, app: bool = False) -> str:
        when = datetime.fromtimestamp(start_utc, UTC).astimezone(zone).strftime(clock)
        sender = sender or (chat if mark else "")
        said = f"{mark}{text}" if app else text
        line = header.format(when=when) + (f"{sender}: " if sender else "") + said
        return (mark if app else "") + line

    first = telephone.groups[group].created_utc if group >= 0 else messages[0].start_utc
    lines = [
        entry(first, "Messages and calls are end-to-end encrypted. Only people in this chat can read them.", app=True)
    ]
    if group >= 0:
        title = quotes[0] + chat + quotes[1]
        lines.append(entry(first, f"{owner} created group {title}", owner if mark else "", app=True))
        lines += [entry(first, f"{owner} added {_name(telephone, n)}", owner if mark else "", app=True) for n in
                  telephone.groups[group].members]  # fmt: skip
    body = [entry(m.start_utc, m.text, owner if m.outgoing else _name(telephone, m.number)) for m in messages]
    if quirks:
        last = messages[-1].start_utc
        body = [body[-1], *body[:-1]]
        someone = _name(telephone, telephone.groups[group].members[1] if group >= 0 else number)
        body += [
            entry(last + 60, "+44 7700 900901 changed to +44 7700 900902", someone if mark else "", app=True),
            entry(last + 120, f"{someone} left", someone if mark else "", app=True),
            entry(last + 180, "This message was deleted", someone, app=bool(mark)),
            entry(last + 240, "<attached: 00000007-PHOTO-2026-03-02-10-00-00.jpg>", someone, app=bool(mark))
            if mark else entry(last + 240, "IMG-20260302-WA0007.jpg (file attached)", someone),
            header.format(when=_stamp(last + 300, clock, zone)) + "The moon is full",
            header.format(when=_stamp(last + 360, clock, zone)) + f"{someone} hat die Gruppe verlassen",
        ]  # fmt: skip
    text = ("\r\n" if mark else "\n").join([*lines, *body]) + "\n"
    if not zipped:
        path.write_text(text, encoding="utf-8", newline="")
        return
    name = "_chat.txt" if mark else f"WhatsApp Chat with {chat}.txt"
    photo = "00000007-PHOTO-2026-03-02-10-00-00.jpg" if mark else "IMG-20260302-WA0007.jpg"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(zipfile.ZipInfo(photo, _DAY), b"\xff\xd8\xff\xe0 invented")
        archive.writestr(zipfile.ZipInfo(name, _DAY), text)


def _messages(telephone: Telephone, group: int, number: str) -> list[Message]:
    chosen = (m for m in telephone.messages if m.service == "whatsapp")
    return [m for m in chosen if (m.group == group if group >= 0 else m.group < 0 and m.number == number)]


def _name(telephone: Telephone, number: str) -> str:
    return telephone.saved(number) or _shown(number)


def _shown(number: str) -> str:
    """Return a number with blanks, as the app shows one that is not saved."""
    return f"+44 {number[3:7]} {number[7:]}" if number.startswith("+44") else f"{number[:4]} {number[4:]}"


def _stamp(start_utc: int, clock: str, zone: ZoneInfo) -> str:
    return datetime.fromtimestamp(start_utc, UTC).astimezone(zone).strftime(clock)
