"""`Info.plist` of an iTunes or Finder backup: what the backed-up telephone is, its numbers, and when it was saved."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any

import pyarrow as pa

from clew.errors import InputError
from clew.model.records import RAW_SEPARATOR
from clew.readers.engine.textrows import TextRows
from clew.readers.ios.edits import property_list
from clew.readers.reader import Head, Part, Reader, ReadOptions, SetAside, Source, Tally
from clew.readers.recognise import where

_LARGEST_BYTES = 64 << 20
#: Key of the list -> kind of statement about the device.
_KINDS = {
    "IMEI": "imei", "IMEI 2": "imei", "ICCID": "iccid", "ICCID 2": "iccid", "Phone Number": "phone",
    "Serial Number": "serial", "Product Type": "model", "Product Name": "model_name", "Product Version": "os",
    "Build Version": "os_build", "Device Name": "device_name", "Display Name": "display_name",
    "Unique Identifier": "udid", "Target Identifier": "udid", "GUID": "backup_id", "MEID": "meid",
    "Last Backup Date": "extraction_start", "iTunes Version": "backup_software",
}  # fmt: skip
_FIELDS = ("kind", "value", "label", "source")
_COLUMNS = ("key", "value")


#: A list of a telephone full of apps begins with those; its other keys come later than recognition looks.
_MARKS = (b"Product Type", b"Last Backup Date", b"Unique Identifier", b"Target Identifier")
_APPS = (b"iTunesMetadata", b"ApplicationSINF", b"PlaceholderIcon")


def recognise(head: Head) -> float:
    """Score a property list by the keys only a backup has."""
    if not head.data.startswith(b"bplist00") and b"<plist" not in head.data[:1024]:
        return 0.0
    told = sum(mark in head.data for mark in _MARKS)
    return 0.95 if told >= 2 or sum(mark in head.data for mark in _APPS) >= 2 else 0.0


def read(source: Source, options: ReadOptions) -> Iterator[Part]:
    """Yield one part: a statement about the device per key that is understood, the others set aside by name.

    Raises:
        InputError: the property list is damaged.
    """
    with source.open() as stream:
        data = stream.read(_LARGEST_BYTES)
    found = property_list(data, _LARGEST_BYTES)
    if not isinstance(found, dict):
        raise InputError(
            "the property list cannot be read",
            where=where(source),
            hint="Info.plist lies beside the backup's other files: copy it again",
        )
    tally = Tally()
    yield Part(
        name="",
        profile="ios-backup-info",
        normaliser="devices",
        evidence_type="handset",
        columns=_COLUMNS,
        fields={"kind": "key", "value": "value", "label": "key", "source": "key"},
        batches=_rows(found, tally),
        tally=tally,
    )


def _rows(found: dict[Any, Any], tally: Tally) -> Iterator[pa.RecordBatch]:
    rows = TextRows(_FIELDS)
    for key, value in found.items():
        name, text = str(key), _text(value)
        tally.read += 1
        kind = _KINDS.get(name)
        if kind is None:
            tally.set_aside.append(SetAside(name, "no statement about the telephone", RAW_SEPARATOR.join((name, text))))
        else:
            rows.add(name, (name, text), (kind, text, name, "Info.plist of a backup"))
    if len(rows):
        yield rows.batch()


def _text(value: Any) -> str:
    if isinstance(value, datetime):
        return value.strftime("%Y-%m-%dT%H:%M:%SZ")
    if isinstance(value, bytes):
        return f"{len(value)} bytes"
    if isinstance(value, dict):
        return f"{len(value)} entries: {', '.join(map(str, value))}"
    if isinstance(value, list):
        return ", ".join(map(_text, value))
    return str(value)


READER = Reader(
    name="ios-backup-info",
    version="1",
    title="Info.plist of an iPhone backup: hardware, SIM, number",
    recognise=recognise,
    read=read,
)
