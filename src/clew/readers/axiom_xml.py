"""Magnet AXIOM XML: artifacts with their hits, each hit a list of named fragments. Read as a stream, once."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from itertools import chain, groupby, islice

from clew.errors import InputError
from clew.readers.axiom import tables
from clew.readers.axiom.artifact import kind_of
from clew.readers.axiom.hits import HitGrid, Hits
from clew.readers.engine.content import as_utf8
from clew.readers.reader import Head, Part, Reader, ReadOptions, Source, Tally
from clew.readers.recognise import where
from clew.readers.sheets.placed import Placed

_ARTIFACT = re.compile(rb"<(?:\w+:)?Artifact\b[^>]*\sname\s*=")
_INSIDE = re.compile(rb"<(?:\w+:)?(?:Hits|Hit|Fragment)\b")

#: Hits looked at for names of fragments that state zone and layout of their dates.
_AHEAD = 200


def recognise(head: Head) -> float:
    """Score a file: XML with an artifact that has a name, and hits or fragments in it."""
    data = as_utf8(head.data)
    is_xml = data.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<")
    return 0.9 if is_xml and _ARTIFACT.search(data) and _INSIDE.search(data) else 0.0


def read(source: Source, options: ReadOptions) -> Iterator[Part]:
    """Yield each artifact that is read as a part.

    Raises:
        InputError: it is no such export, or brings a document type definition.
    """
    if not recognise(source.head()):
        raise InputError(
            "this is no AXIOM export",
            where=where(source),
            hint="such a file holds Artifact elements with Hits, and in each Hit its Fragments",
        )
    hits = Hits(source)
    unknown: Counter[str] = Counter()
    for artifact, found in groupby(hits.walk(), key=lambda hit: hit.artifact):
        kind = kind_of(artifact)
        if kind is None:
            unknown[artifact] += sum(1 for _ in found)
            continue
        ahead = list(islice(found, _AHEAD))
        names = list(dict.fromkeys(name for hit in ahead for name, _ in hit.fragments))
        grid = HitGrid(artifact, kind, chain(ahead, found))  # noqa: B031 the rest of the same group
        places = {column: at for at, column in enumerate(kind.columns)}
        sheet = Placed(kind, grid.header, places, 0, None, sure=True)
        yield tables.part(grid, sheet, artifact, names, options, [], "hit")
    left = [
        f"{count:,} hits of artifact {artifact!r} were not read: Clew does not know its kind"
        for artifact, count in unknown.items()
    ]
    if left or hits.warnings:
        yield Part(
            name="other artifacts", profile="axiom-left", normaliser="calls", evidence_type="handset",
            columns=(), fields={}, batches=iter(()), tally=Tally(warnings=hits.warnings + left),
        )  # fmt: skip


READER = Reader(
    name="axiom-xml",
    version="1",
    title="Magnet AXIOM: XML export",
    recognise=recognise,
    read=read,
)
