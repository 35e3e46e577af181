"""Android backups (`.ab`) without a password: the text and multimedia messages the telephone service puts in them."""

from __future__ import annotations

import io
import json
import tarfile
import zlib
from collections.abc import Iterator
from typing import Any

import pyarrow as pa

from clew.errors import InputError
from clew.readers.android.backup import MAGIC, BackupError, unpacked
from clew.readers.android.texts import BOXES
from clew.readers.engine.bombs import BombError
from clew.readers.engine.textrows import MOST_ROWS, TextRows
from clew.readers.engine.xmlrow import rest_of
from clew.readers.reader import Head, Part, Reader, ReadOptions, SetAside, Source, Tally
from clew.readers.recognise import where

_FOLDER = "apps/com.android.providers.telephony/d_f/"
#: One member holds up to a thousand messages; what is larger than this is none.
_MOST_BYTES = 256 << 20
_BUFFER_BYTES = 1 << 20
_SELF, _FROM, _TO = "insert-address-token", "137", ("151", "130", "129")
_COLUMNS = ("kind", "address", "date", "type", "text", "recipients", "further fields")
_FIELDS = {
    "service": "kind", "other": "address", "start": "date", "type": "type", "text": "text",
    "conversation": "recipients",
}  # fmt: skip
_KNOWN = ("address", "body", "date", "type", "recipients", "mms_addresses", "mms_body", "msg_box")


def recognise(head: Head) -> float:
    """Score a file by its first lines; one that is encrypted is left to be told apart as such."""
    lines = head.data[:256].split(b"\n")
    return 0.95 if head.data.startswith(MAGIC) and len(lines) > 4 and lines[3] == b"none" else 0.0


def read(source: Source, options: ReadOptions) -> Iterator[Part]:
    """Yield the one part of a backup: its messages.

    Raises:
        InputError: it is no backup, or encrypted.
    """
    with source.open() as stream:
        try:
            unpacked(stream)
        except BackupError as error:
            raise InputError(
                f"the backup cannot be opened: {error}", where=where(source), hint="ask for it without a password"
            ) from error
    tally = Tally()
    yield Part(
        name="",
        profile="android-backup",
        normaliser="calls",
        evidence_type="handset",
        columns=_COLUMNS,
        fields=_FIELDS,
        batches=_batches(source, tally, min(options.batch_rows, MOST_ROWS)),
        tally=tally,
        values={"type": BOXES},
    )


def _batches(source: Source, tally: Tally, batch_rows: int) -> Iterator[pa.RecordBatch]:
    rows = TextRows(tuple(_FIELDS))
    others = 0
    with source.open() as stream:
        try:
            tar = unpacked(stream)
            with tarfile.open(fileobj=io.BufferedReader(tar, _BUFFER_BYTES), mode="r|") as archive:
                for member in archive:
                    name = member.name.removeprefix(_FOLDER)
                    kind = "mms" if name.endswith("_mms_backup") else "sms" if name.endswith("_sms_backup") else ""
                    if name == member.name or not kind or not member.isfile():
                        others += member.isfile()
                        continue
                    opened = archive.extractfile(member)
                    for number, message in enumerate(_messages(opened, name, tally), 1):
                        _add(rows, f"{name} message {number}", kind, message, tally)
                    if len(rows) >= batch_rows:
                        yield rows.batch()
            if not tar.is_whole():
                tally.warnings.append("the backup breaks off: what stood before is kept")
        except (tarfile.TarError, zlib.error, EOFError, BombError) as error:
            tally.warnings.append(f"the backup breaks off or is damaged: {error}; what stood before is kept")
    if len(rows):
        yield rows.batch()
    if others:
        tally.warnings.append(f"{others:,} other files of the backup were not looked at")


def _messages(stream: Any, name: str, tally: Tally) -> list[dict[str, Any]]:
    inflate = zlib.decompressobj()
    try:
        data = inflate.decompress(stream.read(_MOST_BYTES), _MOST_BYTES)
        found = json.loads(data)
    except (zlib.error, ValueError, RecursionError) as error:
        tally.warnings.append(f"{name} not read: {error}")
        return []
    return [message for message in found if isinstance(message, dict)] if isinstance(found, list) else []


def _add(rows: TextRows, row_ref: str, kind: str, message: dict[str, Any], tally: Tally) -> None:
    texts = {key: _text(value) for key, value in message.items()}
    box = texts.get("msg_box" if kind == "mms" else "type", "")
    sender, recipients = texts.get("address", ""), _listed(message.get("recipients"))
    if kind == "mms":
        sender, recipients = _ends(message.get("mms_addresses"))
    # A message received from one of several names the others of the thread, as the database does.
    other = sender if kind == "sms" or box == "1" else recipients[0] if len(recipients) == 1 else ""
    group = "~".join(sorted(recipients)) if len(recipients) > 1 else ""
    text = texts.get("mms_body" if kind == "mms" else "body", "")
    further = rest_of(texts, _KNOWN)
    raw = (kind, sender, texts.get("date", ""), box, text, "~".join(recipients), further)
    tally.read += 1
    if not box:
        tally.set_aside.append(SetAside(row_ref, "does not say whether it was sent or received", "\x1f".join(raw)))
        return
    rows.add(row_ref, raw, (kind, other, texts.get("date", ""), box, text, group))


def _ends(addresses: Any) -> tuple[str, list[str]]:
    """Return the sender and the recipients of a multimedia message, the owner left out."""
    pairs = [
        (str(one.get("type", "")), str(one.get("address", "")))
        for one in (addresses if isinstance(addresses, list) else [])
        if isinstance(one, dict) and one.get("address") not in (None, "", _SELF)
    ]
    return next((a for kind, a in pairs if kind == _FROM), ""), sorted({a for kind, a in pairs if kind in _TO})


def _listed(value: Any) -> list[str]:
    return [str(one) for one in value] if isinstance(value, list) else []


def _text(value: Any) -> str:
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


READER = Reader(
    name="android-backup",
    version="1",
    title="Messages in a backup of an Android telephone (.ab)",
    recognise=recognise,
    read=read,
)
