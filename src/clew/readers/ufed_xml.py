"""Cellebrite UFED reports: `report.xml`, also inside a `.ufdr`.

The owner of the telephone is not named in most of them and stays the exhibit's device placeholder. The report is
read once as a stream; the rows of each kind wait on disk inside the case until their part is written.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import PurePosixPath

from clew.errors import InputError
from clew.readers.engine.bombs import BombError, check_ratio
from clew.readers.engine.content import as_utf8
from clew.readers.engine.xmlbytes import XmlBytes
from clew.readers.engine.xmlparse import doctype_refused
from clew.readers.reader import Head, Part, Reader, ReadOptions, Source
from clew.readers.recognise import where
from clew.readers.scratch import private_folder
from clew.readers.ufed.regular import DoctypeError
from clew.readers.ufed.report import Report
from clew.readers.ufed.spool import Spool
from clew.readers.ufed.tags import IrregularError

_ROOT = re.compile(
    rb"\A\W*(?:<\?[^>]*>\s*|<!--.*?-->\s*|<!DOCTYPE[^\[>]*(?:\[.*?\])?[^>]*>\s*)*<(?:\w+:)?project\s", re.DOTALL
)
_NAMESPACE = re.compile(rb"pa\.cellebrite\.com/report/\d")
_DOCTYPE = re.compile(rb"\A\W*(?:<\?[^>]*>\s*|<!--.*?-->\s*)*<!DOCTYPE", re.DOTALL | re.IGNORECASE)
#: Rows given to a normaliser at a time: message texts are long.
_MOST_ROWS = 4_096
_POSTGRES_DUMP = b"PGDMP"
#: From this version on the identifiers of the device may be kept in the database dump only.
_DEVICE_APART = (8, 5)


def recognise(head: Head) -> float:
    """Score a file by its root element and namespace, an archive by the report in its root."""
    if head.members:
        return 0.9 if _report_in(head.members) else 0.0
    return 0.95 if _is_report(head.data) else 0.0


def read(source: Source, options: ReadOptions) -> Iterator[Part]:
    """Yield a part for the device, for the members of chats, and for each kind of record.

    Raises:
        InputError: it is no report, brings a document type definition, or expands beyond all reason.
    """
    head = source.head()
    notes: list[str] = []
    if head.members:
        source, notes = _inside(source, head.members)
        head = source.head()
    if _DOCTYPE.match(_utf8(head.data)):
        raise doctype_refused(source, "report")
    if not _is_report(head.data):
        raise InputError(
            "this is no UFED report",
            where=where(source),
            hint="the root element of such a report is project, of the namespace pa.cellebrite.com/report",
        )
    with private_folder() as folder:
        spool = Spool(folder)
        try:
            report = Report(spool)
            with source.open() as stream:
                try:
                    report.read(XmlBytes(stream))
                except DoctypeError as error:
                    raise doctype_refused(source, "report") from error
                except IrregularError as error:
                    report.warnings.append(f"the report is damaged ({error}): what stood before is kept")
            report.warnings += notes
            _note_missing_device(report)
            yield from report.parts(min(options.batch_rows, _MOST_ROWS))
        finally:
            spool.close()


def _inside(source: Source, members: tuple[str, ...]) -> tuple[Source, list[str]]:
    """Return the report in an archive, and sentences on what else is there."""
    name = _report_in(members)
    notes = []
    with source.archive() as archive:
        entry = archive.getinfo(name)
        try:
            check_ratio(entry.file_size, entry.compress_size)
        except BombError as error:
            raise InputError(str(error), where=where(source.inside(name)), hint="ask for the report again") from error
        dump = next((m for m in members if m.lower() == "dbdata/database.db"), "")
        if dump:
            with archive.open(dump) as stream:
                kind = "a PostgreSQL dump" if stream.read(5) == _POSTGRES_DUMP else "not a PostgreSQL dump"
            notes.append(f"{dump} ({kind}) was not read: what newer versions keep only there is missing")
    if any(m.lower() == "settings.json" for m in members):
        notes.append("settings.json was not read")
    others = sum(1 for m in members if not m.endswith("/") and m not in (name, dump) and m.lower() != "settings.json")
    if others:
        notes.append(f"{others:,} other files of the archive were not looked at")
    return source.inside(name), notes


def _note_missing_device(report: Report) -> None:
    numbers = tuple(int(n) for n in re.findall(r"\d+", report.facts.version)[:2])
    told = any("device" in section.casefold() for section, *_ in report.facts.statements)
    if numbers >= _DEVICE_APART and not told:
        report.warnings.append("device identifiers not in report.xml: newer versions keep them in a database apart")


def _report_in(members: tuple[str, ...]) -> str:
    """Return the name of the report in the root of an archive, empty when there is none."""
    return next((m for m in members if PurePosixPath(m).name == m and m.lower() == "report.xml"), "")


def _is_report(data: bytes) -> bool:
    text = _utf8(data)
    return _ROOT.match(text) is not None and _NAMESPACE.search(text) is not None


def _utf8(data: bytes) -> bytes:
    return as_utf8(data).removeprefix(b"\xef\xbb\xbf")


READER = Reader(
    name="ufed-xml",
    version="1",
    title="Cellebrite UFED report as XML, also inside a .ufdr",
    recognise=recognise,
    read=read,
)
