"""WhatsApp chats exported as text: `.txt`, or a zip of one such text and its media.

A chat text names the participants as the exporting telephone shows them, mostly by saved names, and does not say
which of them is its owner. A name is no number and no person: it is a party of this exhibit alone. Of a chat of two
each message goes from one to the other, in a group to the group. Times are clock times of the telephone without a
zone, and their order of day and month is proven by the file or taken from the case.
"""

from __future__ import annotations

import re
import zlib
from collections import Counter
from collections.abc import Iterator
from pathlib import PurePosixPath

import pyarrow as pa

from clew.errors import InputError
from clew.readers.chat_text import wordings
from clew.readers.chat_text.lines import Entry, entries, header, split
from clew.readers.chat_text.survey import Survey, survey
from clew.readers.engine.content import TEXT, looks_like
from clew.readers.engine.encoding import open_utf8
from clew.readers.engine.encoding import survey as survey_encoding
from clew.readers.engine.textrows import MOST_ROWS, TextRows
from clew.readers.reader import Head, Part, Reader, ReadOptions, SetAside, Source, Tally
from clew.readers.recognise import where

#: The line tells apart what one person wrote twice in a minute.
COLUMNS = ("line", "date and time", "from", "text")
MESSAGE_FIELDS = {
    "start": "date and time", "caller": "from", "called": "from", "type": "text", "app": "text", "text": "text",
    "duration": "text", "status": "text", "conversation": "text",
}  # fmt: skip
LINK_FIELDS = {
    "source": "text", "source_type": "text", "target": "text", "target_type": "text", "target_label": "text",
    "link_type": "text", "start": "date and time", "from": "date and time", "to": "date and time", "note": "text",
}  # fmt: skip
#: Lines of the app that give a link; of a list of members each is a row.
_MEMBERS = {"created": "from", "added": "from", "joined": "from", "left": "to", "removed": "to", "admin": ""}
_MEMBER_KINDS = frozenset((*_MEMBERS, "number"))
_TYPES = {"missed": "whatsapp voice missed", "call": "whatsapp voice"}
_MEDIA = re.compile(
    r"\.(?:jpe?g|png|gif|webp|heic|tiff?|bmp|mp4|mov|3gp|mkv|avi|m4v|opus|ogg|m4a|aac|mp3|amr|wav|caf|vcf|pdf|docx?"
    r"|xlsx?|pptx?|csv|thumb|was|apk|zip|rtf|pages|key|numbers|html?)$",
    re.IGNORECASE,
)
_START_LINES = 200


def recognise(head: Head) -> float:
    """Score a text whose first line begins an entry and which holds a message; a zip by the one text in it."""
    if head.members:
        name = _chat_in(head.members)
        if not name:
            return 0.0
        start = _start_of_member(head.data, name)
        return 0.8 if start is None else 0.93 if _is_chat(start) else 0.0
    return 0.93 if looks_like(head.data) == TEXT and _is_chat(head.data) else 0.0


def read(source: Source, options: ReadOptions) -> Iterator[Part]:
    """Yield the messages of a chat, and what the app's own lines say of members and numbers.

    Raises:
        InputError: it is no chat text, or a zip without one.
    """
    head = source.head()
    media: tuple[str, ...] = ()
    names = [*reversed(source.members), source.path.name]
    if head.members:
        member = _chat_in(head.members)
        media = tuple(PurePosixPath(name).name for name in head.members if name != member and not name.endswith("/"))
        source, names = source.inside(member) if member else source, [member, *names]
        head = source.head()
    if not _is_chat(head.data):
        raise InputError(
            "this is no exported chat", where=where(source), hint="its first line begins with a date and time"
        )
    encoding = survey_encoding(source)
    with open_utf8(source, encoding) as stream:
        title = next((found for name in names if (found := wordings.title_of(PurePosixPath(name).name))), "")
        chat = survey(entries(stream), title)

    def each() -> Iterator[Entry]:
        with open_utf8(source, encoding) as stream:
            yield from entries(stream)

    name = source.members[-1] if media else ""
    rows = min(options.batch_rows, MOST_ROWS)
    tally, links = Tally(warnings=list(encoding.warnings)), Tally()
    yield Part(
        name=name,
        profile="whatsapp-text",
        normaliser="calls",
        evidence_type="handset",
        columns=COLUMNS,
        fields=dict(MESSAGE_FIELDS),
        batches=_messages(each(), chat, media, tally, rows),
        tally=tally,
        meta={"conversation": chat.title},
    )
    yield Part(
        name="!".join(x for x in (name, "members and numbers") if x),
        profile="whatsapp-text-lines",
        normaliser="links",
        evidence_type="handset",
        columns=COLUMNS,
        fields=dict(LINK_FIELDS),
        batches=_links(each(), chat, links, rows),
        tally=links,
    )


def _messages(
    found: Iterator[Entry], chat: Survey, media: tuple[str, ...], tally: Tally, most: int
) -> Iterator[pa.RecordBatch]:
    rows = TextRows(tuple(MESSAGE_FIELDS))
    named: set[str] = set()
    left_out = 0
    for entry in found:
        if entry.said is not None and entry.said.kind in _MEMBER_KINDS:
            continue
        tally.read += 1
        raw = (str(entry.line), entry.start, entry.sender, entry.body)
        reason = _no_message(entry)
        if reason:
            tally.set_aside.append(SetAside(f"line {entry.line}", reason, "\x1f".join(raw)))
            continue
        said = wordings.of_body(entry.body)
        kind = said.kind if said else ""
        left_out += kind == "omitted"
        if said is not None and kind == "attached":
            named.add(said.found["file"])
        if entry.cut:
            tally.warnings.append(f"line {entry.line}: longer than any message; the rest of it was not read")
        text = wordings.plain(entry.body) if said else entry.body.lstrip("\u200e")
        rows.add(
            f"line {entry.line}",
            raw,
            (
                entry.start, wordings.party(entry.sender), chat.called(entry.sender), _TYPES.get(kind, "whatsapp"),
                "WhatsApp", "" if kind in _TYPES else text, said.found.get("time", "") if said else "",
                "deleted in the app" if kind == "deleted" else "", chat.title,
            ),
        )  # fmt: skip
        if len(rows) >= most:
            yield rows.batch()
    if len(rows):
        yield rows.batch()
    if left_out:
        tally.warnings.append(f"{left_out:,} messages stand for media that the export left out")
    tally.warnings += _about_media(media, named)


def _no_message(entry: Entry) -> str:
    """Return why an entry is no message, empty when it is one."""
    if not entry.start:
        return "text before the first message"
    if entry.said is not None:
        return {"title": "the app's line on the title of the group", "number-untold": _UNTOLD}.get(
            entry.said.kind, "a notice of the app"
        )
    return "" if entry.sender else "a line of the app that is not understood, kept as it stands"


_UNTOLD = "the app's line on a changed number that does not give the new number"


def _about_media(media: tuple[str, ...], named: set[str]) -> list[str]:
    if not media:
        return []
    kinds = Counter(PurePosixPath(name).suffix.lower() or "no ending" for name in media)
    told = ", ".join(f"{count:,} {end}" for end, count in kinds.most_common(8))
    said = [f"{len(media):,} media files stand beside the chat and were not looked into: {told}"]
    if strays := sorted(set(media) - named):
        said.append(f"{len(strays):,} of them are named by no message: {', '.join(strays[:5])}")
    if missing := sorted(named - set(media)):
        said.append(f"{len(missing):,} files named by messages are missing: {', '.join(missing[:5])}")
    return said


def _links(found: Iterator[Entry], chat: Survey, tally: Tally, most: int) -> Iterator[pa.RecordBatch]:
    rows = TextRows(tuple(LINK_FIELDS))
    for entry in found:
        if entry.said is None or entry.said.kind not in _MEMBER_KINDS:
            continue
        for place, values in enumerate(_link_values(entry, chat)):
            tally.read += 1
            ref = f"line {entry.line}" if place == 0 else f"line {entry.line}, name {place + 1}"
            rows.add(ref, (str(entry.line), entry.start, values[0], entry.body), values)
        if len(rows) >= most:
            yield rows.batch()
    if len(rows):
        yield rows.batch()


def _link_values(entry: Entry, chat: Survey) -> Iterator[tuple[str, ...]]:
    said = entry.said
    assert said is not None
    if said.kind == "number":
        old, new = wordings.party(said.found["old"]), wordings.party(said.found["new"])
        yield (old, "phone", new, "phone", "", "changed number to", entry.start, "", "", "")
        return
    side = _MEMBERS[said.kind]
    since, until = (entry.start if side == word else "" for word in ("from", "to"))
    acting = said.found.get("who", "")
    if said.kind in ("added", "removed", "admin"):
        members = wordings.several(said.found["whom"], chat.senders) if "whom" in said.found else [""]
        note = f"{said.kind} by {acting}" if acting else said.kind
    else:
        members, note = [acting], said.kind
    for member in members:
        source, kind = (wordings.party(member), "phone") if member else ("self", "device")
        yield (source, kind, chat.group(), "group", chat.title, "member of", "", since, until, note)


def _is_chat(data: bytes) -> bool:
    lines = _decoded(data).lstrip("\ufeff\r\n ").splitlines()[:_START_LINES]
    first = header(lines[0]) if lines else None
    if first is None:
        return False
    found = (header(line, first[0]) for line in lines)
    return any(f is not None and split(f[2])[0] and split(f[2])[2] is None for f in found)


def _decoded(data: bytes) -> str:
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16", "replace")
    return data.decode("utf-8", "replace")


def _chat_in(members: tuple[str, ...]) -> str:
    """Return the one text of an exported chat among the members of a zip, empty when this is no such zip."""
    names = [name for name in members if not name.endswith("/") and "__MACOSX" not in name]
    texts = [name for name in names if name.lower().endswith(".txt") and _is_chat_name(PurePosixPath(name).name)]
    if len(texts) != 1 or "/" in texts[0].strip("/"):
        return ""
    others = (name for name in names if name != texts[0])
    return texts[0] if all(_MEDIA.search(name) or name.lower().endswith(".txt") for name in others) else ""


def _is_chat_name(name: str) -> bool:
    return name == "_chat.txt" or bool(wordings.title_of(name)) or "whatsapp" in name.lower()


def _start_of_member(data: bytes, name: str) -> bytes | None:
    """Return the first bytes of a member whose local header lies within the head of the zip, null when it does not."""
    wanted = name.encode()
    at = data.find(b"PK\x03\x04")
    while at >= 0 and at + 30 <= len(data):
        method = int.from_bytes(data[at + 8 : at + 10], "little")
        size, extra = (int.from_bytes(data[at + n : at + n + 2], "little") for n in (26, 28))
        if data[at + 30 : at + 30 + size] == wanted:
            body = data[at + 30 + size + extra :]
            try:
                start = (
                    body if method == 0 else zlib.decompressobj(-15).decompress(body, 16_384) if method == 8 else b""
                )
            except zlib.error:
                return None
            return start or None
        at = data.find(b"PK\x03\x04", at + 4)
    return None


READER = Reader(
    name="whatsapp-text",
    version="1",
    title="WhatsApp chats exported as text, alone or zipped with their media",
    recognise=recognise,
    read=read,
)
