"""SMS Backup & Restore (`smses`, `calls`) and SuperBackup (`alllogs`, `allsms`) files of a phone.

Only the epoch in `date` is used for time: `readable_date` is the phone's local clock in the user's own
pattern. The phone's owner is not named in these files and stays the exhibit's device placeholder. A
message to a group gives one row per other participant, because each of them was reached.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from xml.parsers import expat

import pyarrow as pa

from clew.errors import InputError
from clew.readers.engine.content import as_utf8
from clew.readers.engine.messages import Messages
from clew.readers.engine.phonelog import PhoneLog
from clew.readers.engine.textrows import MOST_ROWS
from clew.readers.engine.xmlparse import doctype_refused, parse
from clew.readers.reader import Head, Part, Reader, ReadOptions, Source, Tally
from clew.readers.recognise import where

_ROOT = re.compile(rb"\A\W*(?:<\?[^>]*>\s*|<!--.*?-->\s*|<!DOCTYPE[^>\[]*(?:\[.*?\])?[^>]*>\s*)*<(\w+)", re.DOTALL)
#: Long attachments never reach the parser, so small pieces cost no time.
_PIECE_BYTES = 1 << 20
_KIND = "phone backup"
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
        raise doctype_refused(source, _KIND)
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
    stated: dict[str, str] = {}

    def start(tag: str, attributes: dict[str, str]) -> None:
        if not stated:
            stated.update({"count": "", **attributes})
        else:
            rows.start(tag, attributes)

    parser.StartElementHandler = start
    parser.EndElementHandler = rows.end
    for _ in parse(source, parser, tally.warnings, _KIND, piece_bytes=_PIECE_BYTES):
        while len(rows.ready) >= batch_rows:
            yield rows.ready.batch()
    rows.finish()
    if len(rows.ready):
        yield rows.ready.batch()
    if stated.get("count", "").isdigit() and int(stated["count"]) != rows.elements:
        tally.warnings.append(f"the file states {stated['count']} entries, {rows.elements} are in it")


READER = Reader(
    name="sms-backup",
    version="1",
    title="SMS Backup & Restore and SuperBackup: messages and calls of a phone",
    recognise=recognise,
    read=read,
)
