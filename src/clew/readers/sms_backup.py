"""SMS Backup & Restore (`smses`, `calls`) and SuperBackup (`alllogs`, `allsms`) files of a phone.

Only the epoch in `date` is used for time: `readable_date` is the phone's local clock in the user's own
pattern. The phone's owner is not named in these files and stays the exhibit's device placeholder. A
message to a group gives one row per other participant, because each of them was reached.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any
from xml.parsers import expat

import pyarrow as pa

from clew.errors import InputError
from clew.readers.engine.content import as_utf8
from clew.readers.engine.messages import Messages
from clew.readers.engine.phonelog import PhoneLog
from clew.readers.engine.textrows import MOST_ROWS
from clew.readers.engine.xmlbytes import XmlBytes
from clew.readers.reader import Head, Part, Reader, ReadOptions, Source, Tally
from clew.readers.recognise import where

_ROOT = re.compile(rb"\A\W*(?:<\?[^>]*>\s*|<!--.*?-->\s*|<!DOCTYPE[^>\[]*(?:\[.*?\])?[^>]*>\s*)*<(\w+)", re.DOTALL)
#: Long attachments never reach the parser, so small pieces cost no time.
_PIECE_BYTES = 1 << 20
_LAYOUTS: dict[str, tuple[str, type[Messages] | type[PhoneLog]]] = {
    "smses": ("messages", Messages),
    "allsms": ("messages", Messages),
    "calls": ("calls", PhoneLog),
    "alllogs": ("calls", PhoneLog),
}


def _root(data: bytes) -> str:
    match = _ROOT.match(as_utf8(data).removeprefix(b"\xef\xbb\xbf"))
    return match.group(1).decode() if match else ""


def recognise(head: Head) -> float:
    """Score a file by its root element."""
    return 0.95 if _root(head.data) in _LAYOUTS else 0.0


def read(source: Source, options: ReadOptions) -> Iterator[Part]:
    """Yield the one part of a backup: its messages or its calls.

    Raises:
        InputError: it is another kind of XML, or brings a document type definition.
    """
    head = source.start()
    if b"<!DOCTYPE" in head[:4096].upper():
        raise _refused(source)
    root = _root(head)
    if root not in _LAYOUTS:
        raise InputError(
            "this is no backup of messages or calls",
            where=where(source),
            hint="the root element of such a file is smses, calls, alllogs or allsms",
        )
    name, layout = _LAYOUTS[root]
    tally = Tally()
    rows = layout(tally)
    yield Part(
        name="",
        profile=f"{'superbackup' if root.startswith('all') else 'sms-backup-restore'}-{name}",
        normaliser="calls",
        evidence_type="handset",
        columns=layout.columns,
        fields=layout.fields,
        batches=_batches(source, rows, tally, min(options.batch_rows, MOST_ROWS)),
        tally=tally,
        values=layout.values,
    )


def _batches(source: Source, rows: Messages | PhoneLog, tally: Tally, batch_rows: int) -> Iterator[pa.RecordBatch]:
    parser = expat.ParserCreate("utf-8")
    parser.buffer_text = True
    stated: dict[str, str] = {}

    def start(tag: str, attributes: dict[str, str]) -> None:
        if not stated:
            stated.update({"count": "", **attributes})
        else:
            rows.start(tag, attributes)

    def refuse(*_: Any) -> None:
        raise _refused(source)

    parser.StartElementHandler = start
    parser.EndElementHandler = rows.end
    parser.StartDoctypeDeclHandler = refuse
    with source.open() as stream:
        filtered = XmlBytes(stream, _PIECE_BYTES)
        try:
            for piece in filtered.pieces():
                parser.Parse(piece, False)
                while len(rows.ready) >= batch_rows:
                    yield rows.ready.batch()
            parser.Parse(b"", True)
        except expat.ExpatError as error:
            tally.warnings.append(
                f"the file breaks off or is damaged in line {error.lineno} ({expat.ErrorString(error.code)}): "
                "what stood before is kept, nothing behind it was read"
            )
    rows.finish()
    if len(rows.ready):
        yield rows.ready.batch()
    tally.warnings += [f"{count:,} {what}" for what, count in sorted(filtered.repairs.items()) if count]
    if stated.get("count", "").isdigit() and int(stated["count"]) != rows.elements:
        tally.warnings.append(f"the file states {stated['count']} entries, {rows.elements} are in it")


def _refused(source: Source) -> InputError:
    return InputError(
        "the file brings a document type definition, which can make a parser read other files",
        where=where(source),
        hint="no phone backup needs one: have the file examined, or remove the DOCTYPE line from a copy",
    )


READER = Reader(
    name="sms-backup",
    version="1",
    title="SMS Backup & Restore and SuperBackup: messages and calls of a phone",
    recognise=recognise,
    read=read,
)
