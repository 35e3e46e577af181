"""The owner's own WhatsApp account, from the app's settings on an Android telephone: an XML map of names."""

from __future__ import annotations

import re
from collections.abc import Iterator
from xml.parsers import expat

import pyarrow as pa

from clew.errors import InputError
from clew.readers.engine.textrows import TextRows
from clew.readers.reader import Head, Part, Reader, ReadOptions, Source, Tally
from clew.readers.recognise import where

_MAP = re.compile(rb"\A(?:\xef\xbb\xbf)?\s*(?:<\?xml[^>]*\?>)?\s*<map\b")
#: Settings that hold the number: country code and the rest, apart or joined.
_COUNTRY, _REST = "cc", "ph"
_WHOLE = ("registration_jid", "self_jid", "com.whatsapp.registration.RegisterPhone.phone_number")
#: Setting -> kind of statement and what it is.
_NAMES = {"push_name": ("alias", "name shown to others")}
_MARKS = (b'"cc"', b'"ph"', b'"registration_jid"', b'"self_jid"', b"RegisterPhone.phone_number", b'"push_name"')
_MOST_BYTES = 16 << 20
_COLUMNS = ("kind", "value", "label", "setting")


def recognise(head: Head) -> float:
    """Score a file by its root element `map` and a setting of WhatsApp in it."""
    return 0.9 if _MAP.match(head.data) and any(mark in head.data for mark in _MARKS) else 0.0


def read(source: Source, options: ReadOptions) -> Iterator[Part]:
    """Yield what the settings say of the owner's account; all other settings are left alone.

    Raises:
        InputError: it is another kind of file, larger than settings are, or brings a document type definition.
    """
    if not _MAP.match(source.start()):
        raise InputError(
            "these are no settings of an Android app", where=where(source), hint="their root element is map"
        )
    tally = Tally()
    yield Part(
        name="",
        profile="whatsapp-android-account",
        normaliser="devices",
        evidence_type="handset",
        columns=_COLUMNS,
        fields={"kind": "kind", "value": "value", "label": "label", "source": "setting"},
        batches=_batches(source, tally),
        tally=tally,
    )


def _batches(source: Source, tally: Tally) -> Iterator[pa.RecordBatch]:
    settings = _settings(source, tally)
    found: list[tuple[str, str, str, str]] = []
    country, rest = settings.get(_COUNTRY, ""), settings.get(_REST, "")
    if country and rest:
        found.append(
            ("phone", f"+{country.lstrip('+')}{rest.lstrip('0')}", "own WhatsApp number", f"{_COUNTRY}, {_REST}")
        )
    for name in _WHOLE:
        digits = settings.get(name, "").partition("@")[0].partition(".")[0].lstrip("+")
        if digits.isdigit():
            found.append(("phone", f"+{digits}", "own WhatsApp number", name))
    found += [(kind, settings[name], label, name) for name, (kind, label) in _NAMES.items() if settings.get(name)]
    rows = TextRows(("kind", "value", "label", "source"))
    for row in found:
        rows.add(f"setting {row[3]}", row, row)
    tally.read += len(rows)
    if not found:
        tally.warnings.append("the settings name no account")
    yield rows.batch()


def _settings(source: Source, tally: Tally) -> dict[str, str]:
    """Return name -> value of every setting, what stood before a break when the file is damaged."""
    with source.open() as stream:
        data = stream.read(_MOST_BYTES + 1)
    if len(data) > _MOST_BYTES or b"<!DOCTYPE" in data[:4096].upper():
        raise InputError(
            "these are no settings of an app: too large, or with a document type definition",
            where=where(source),
            hint="have the file examined",
        )
    settings: dict[str, str] = {}
    open_name: list[str] = []
    parser = expat.ParserCreate("utf-8")
    parser.buffer_text = True

    def start(tag: str, attributes: dict[str, str]) -> None:
        open_name.append(attributes.get("name", "") if tag == "string" else "")
        if tag in ("int", "long", "boolean") and "value" in attributes:
            settings[attributes.get("name", "")] = attributes["value"]

    def characters(text: str) -> None:
        if open_name and open_name[-1]:
            settings[open_name[-1]] = settings.get(open_name[-1], "") + text

    parser.StartElementHandler = start
    parser.EndElementHandler = lambda _: open_name.pop() and None
    parser.CharacterDataHandler = characters
    try:
        parser.Parse(data, True)
    except expat.ExpatError as error:
        tally.warnings.append(f"the settings break off in line {error.lineno}: what stood before is kept")
    return settings


READER = Reader(
    name="whatsapp-android-account",
    version="1",
    title="The owner's account in WhatsApp's settings on an Android telephone",
    recognise=recognise,
    read=read,
)
