"""Oxygen Forensic XML: recognised, counted, and not read, because no description of it could be found.

Its elements are counted by name so that people see what the file holds; ask for the XLSX export of the same report.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from typing import Any
from xml.parsers import expat

from clew.errors import InputError
from clew.readers.engine.content import as_utf8
from clew.readers.engine.xmlbytes import XmlBytes
from clew.readers.engine.xmlparse import doctype_refused
from clew.readers.reader import Head, Part, Reader, ReadOptions, Source, Tally
from clew.readers.recognise import where

_ROOT = re.compile(rb"\A\s*(?:<\?[^>]*>\s*|<!--.*?-->\s*)*<(?:[\w.-]+:)?([\w.-]*oxygen[\w.-]*)[\s/>]", re.DOTALL | re.I)
_SHOWN = 12


def recognise(head: Head) -> float:
    """Score a file: XML whose root element is named after the program."""
    return 0.9 if _ROOT.match(as_utf8(head.data).removeprefix(b"\xef\xbb\xbf")) else 0.0


def read(source: Source, options: ReadOptions) -> Iterator[Part]:
    """Yield one part without rows: its warnings say which elements the file holds and that none was read.

    Raises:
        InputError: it is no such file, or brings a document type definition.
    """
    if not recognise(source.head()):
        raise InputError(
            "this is no Oxygen XML",
            where=where(source),
            hint="the root element of such a file is named after the program",
        )
    tally = Tally(warnings=["no description of Oxygen XML is known: nothing of it was read, ask for the XLSX export"])
    counts = _count(source, tally)
    most = ", ".join(f"{count:,} {name}" for name, count in counts.most_common(_SHOWN))
    more = f" and {len(counts) - _SHOWN} other kinds" if len(counts) > _SHOWN else ""
    tally.warnings.append(f"elements in the file: {most}{more}")
    yield Part(
        name="", profile="oxygen-xml-unread", normaliser="calls", evidence_type="handset",
        columns=(), fields={}, batches=iter(()), tally=tally,
    )  # fmt: skip


def _count(source: Source, tally: Tally) -> Counter[str]:
    counts: Counter[str] = Counter()
    parser = expat.ParserCreate("utf-8")

    def start(tag: str, _: dict[str, str]) -> None:
        counts[tag.rpartition(":")[2]] += 1

    def refuse(*_: Any) -> None:
        raise doctype_refused(source, "such export")

    parser.StartElementHandler, parser.StartDoctypeDeclHandler = start, refuse
    with source.open() as stream:
        try:
            for piece in XmlBytes(stream).pieces():
                parser.Parse(piece, False)
            parser.Parse(b"", True)
        except expat.ExpatError as error:
            tally.warnings.append(f"the file breaks off or is damaged in line {error.lineno}")
    return counts


READER = Reader(
    name="oxygen-xml",
    version="1",
    title="Oxygen Forensic XML (counted, not read)",
    recognise=recognise,
    read=read,
)
