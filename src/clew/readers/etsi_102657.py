"""ETSI TS 102 657 retained data in XML, any version: calls, texts and data sessions of a network.

Elements are known by their local names, because the namespace carries the version. Every record has one party
for each leg; the legs are one event. Records of subscribers and others are set aside, each with its reason.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

import pyarrow as pa

from clew.errors import InputError
from clew.model.records import RAW_SEPARATOR
from clew.readers.engine.textrows import MOST_ROWS, TextRows
from clew.readers.engine.xmlrecords import Element, records, root_name
from clew.readers.etsi.record import SESSIONS, call, e164, is_session, legs, session
from clew.readers.reader import Head, Part, Reader, ReadOptions, SetAside, Source, Tally
from clew.readers.recognise import where

COLUMNS = ("recordNumber", "record")
CALLS = (
    "caller", "called", "third", "type", "service", "start", "end", "duration", "status", "imei", "imsi",
    "other_imei", "other_imsi", "cell_first", "cell_name", "cell_postcode", "lat", "lon", "azimuth",
)  # fmt: skip
DATA = (
    "subject", "service", "start", "end", "duration", "imei", "imsi", "cell_first", "cell_name", "cell_postcode", "lat",
    "lon", "azimuth",
)  # fmt: skip

_RECORD = {"responserecord"}
_HEADER = {"retaineddataheader"}
_ROOTS = ("RetainedDataMessage", "HI-B", "hI-B")
_SESSION = re.compile(rb"<(?:[\w.-]+:)?(?:%s)\b" % "|".join(SESSIONS).encode())
_PARTY = re.compile(rb"<(?:[\w.-]+:)?(?:TelephonyPartyInformation|partyInformationElement)\b")
_OVERLAP = 128


def recognise(head: Head) -> float:
    """Score a file by its root element, or by the standard's number in its namespace."""
    if root_name(head.data) in _ROOTS:
        return 0.95
    return 0.9 if b"etsi.org" in head.data and b"102657" in head.data and root_name(head.data) else 0.0


def read(source: Source, options: ReadOptions) -> Iterator[Part]:
    """Yield the calls and texts of a response, and its data sessions.

    Raises:
        InputError: it brings a document type definition, or is no response at all.
    """
    if not root_name(source.start()):
        raise InputError("this is no XML", where=where(source), hint="ask the operator for the response as XML")
    has_calls, has_sessions = _looked_through(source)
    meta = _meta(source)
    layouts: list[tuple[str, tuple[str, ...], Callable[[Element], dict[str, str]], bool]] = []
    if has_calls or not has_sessions:
        layouts.append(("calls", CALLS, call, False))
    if has_sessions:
        layouts.append(("data sessions", DATA, session, True))
    for place, (name, fields, values_of, of_sessions) in enumerate(layouts):
        tally = Tally()
        # What is neither is set aside once, with the first part.
        batches = _batches(source, fields, values_of, of_sessions, place == 0, tally, options.batch_rows)
        yield Part(
            name=name,
            profile=f"etsi-102657-{name.replace(' ', '-')}",
            normaliser="calls",
            evidence_type="billing",
            columns=COLUMNS,
            fields=dict.fromkeys(fields, "record"),
            batches=batches,
            tally=tally,
            meta=meta,
        )


def _batches(
    source: Source,
    fields: tuple[str, ...],
    values_of: Callable[[Element], dict[str, str]],
    of_sessions: bool,
    keeps_rest: bool,
    tally: Tally,
    batch_rows: int,
) -> Iterator[pa.RecordBatch]:
    ready = TextRows(fields)
    warned = Tally()
    for number, record in enumerate(records(source, _RECORD, warned), 1):
        stated = record.find("recordNumber")
        place, raw = f"record {stated or number}", (stated, record.cell())
        reason = _unread(record)
        if reason and keeps_rest:
            tally.read += 1
            tally.set_aside.append(SetAside(place, reason, RAW_SEPARATOR.join(raw)))
        if reason or is_session(record) is not of_sessions:
            continue
        tally.read += 1
        values = values_of(record)
        ready.add(place, raw, tuple(values.get(name, "") for name in fields))
        if len(ready) >= min(batch_rows, MOST_ROWS):
            yield ready.batch()
    if keeps_rest:
        tally.warnings += warned.warnings
    if len(ready):
        yield ready.batch()


def _unread(record: Element) -> str:
    """Return why a record gives no event, empty when it does."""
    if not record.whole:
        return "the file breaks off inside it"
    if legs(record) or is_session(record):
        return ""
    payload = next(record.all("recordPayload"), record)
    kinds = [each.name for outer in payload.children for each in (outer.children or [outer])]
    return f"no call, text or data session: {', '.join(dict.fromkeys(kinds)) or 'empty'}"


def _meta(source: Source) -> dict[str, str]:
    """Return what the header states: operator, request, and the number asked for where the request is one."""
    header = next(records(source, _HEADER, Tally()), None)
    if header is None:
        return {}
    request = header.find("requestNumber")
    asked = e164(re.sub(r"[\s\-]", "", request))
    found = {
        "network": header.find("cSPID"),
        "request": "/".join(
            t for t in (header.find("countryCode"), header.find("authorisedOrganisationID"), request) if t
        ),
        "subject": asked if re.fullmatch(r"\+[1-9]\d{9,14}|0\d{9,10}", asked) else "",
        "imei_of": "caller",
    }
    return {name: text for name, text in found.items() if text}


def _looked_through(source: Source) -> tuple[bool, bool]:
    """Tell whether there are calls and whether there are data sessions, by the names of elements alone."""
    calls = sessions = False
    rest = b""
    with source.open() as stream:
        while (piece := stream.read(1 << 20)) and not (calls and sessions):
            data = rest + piece
            if data.startswith((b"\xff\xfe", b"\xfe\xff")) or b"\x00" in data[:64]:
                return True, True
            calls = calls or _PARTY.search(data) is not None
            sessions = sessions or _SESSION.search(data) is not None
            rest = data[-_OVERLAP:]
    return calls, sessions


READER = Reader(
    name="etsi-102657",
    version="1",
    title="ETSI TS 102 657 retained data: calls, texts and data sessions of a network",
    recognise=recognise,
    read=read,
)
