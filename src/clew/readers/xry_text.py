"""MSAB XRY text exports: one file a category, UTF-16, entities of keys and values."""

from __future__ import annotations

import io
from collections import Counter
from collections.abc import Callable, Iterator
from itertools import chain, groupby, pairwise

from clew.errors import InputError
from clew.readers.engine.content import is_text
from clew.readers.engine.encoding import open_utf8, survey
from clew.readers.reader import Head, Part, Reader, ReadOptions, Source, Tally
from clew.readers.recognise import where
from clew.readers.sheets import parts
from clew.readers.sheets.calls import Calls
from clew.readers.sheets.made import Layout
from clew.readers.sheets.messages import Messages
from clew.readers.sheets.placed import Placed
from clew.readers.sheets.vocabulary import SheetKind
from clew.readers.xry import device
from clew.readers.xry.contacts import Contacts
from clew.readers.xry.entities import Entity, entities, title_of
from clew.readers.xry.grid import EntityGrid
from clew.readers.xry.kinds import kind_of
from clew.readers.xry.texts import Texts

_LAYOUTS: dict[str, Callable[[], Layout]] = {
    "calls": Calls,
    "messages": lambda: Messages("sms"),
    "contacts": Contacts,
}
_UTF16 = b"\xff\xfe"
#: Lines looked at for a title; about five lines stand above the first.
_PREAMBLE = 40


def recognise(head: Head) -> float:
    """Score a file: text with a line such as `Calls #` TAB `1`, and a key with a value in the next."""
    if not is_text(head.data):
        return 0.0
    text = head.data.decode("utf-16" if head.data.startswith(_UTF16) else "utf-8", "replace")
    lines = text.splitlines()[:_PREAMBLE]
    for line, after in pairwise(lines):
        if title_of(line) is not None and (":\t" in after or after.strip().lower() in ("from", "to", "participant")):
            return 0.95 if head.data.startswith(_UTF16) else 0.9
    return 0.0


def read(source: Source, options: ReadOptions) -> Iterator[Part]:
    """Yield the category of the file as a part.

    Raises:
        InputError: there is no entity in the file.
    """
    encoding = survey(source)
    unknown: Counter[str] = Counter()
    read_any = False
    with io.TextIOWrapper(open_utf8(source, encoding), encoding="utf-8", errors="replace", newline="\n") as lines:
        for kind, found in groupby(entities(lines), key=kind_of):
            read_any = True
            if not kind:
                unknown.update(entity.title for entity in found)
                continue
            yield _part(kind, found, options, list(encoding.warnings))
    if not read_any:
        raise InputError(
            "there is no entity in this file",
            where=where(source),
            hint="an entity begins with a line such as `Calls #`, a tab, and its number",
        )
    if unknown:
        left = [f"{count:,} entities {title!r} were not read" for title, count in unknown.items()]
        yield Part(
            name="other entities", profile="xry-text-left", normaliser="calls", evidence_type="handset",
            columns=(), fields={}, batches=iter(()), tally=Tally(warnings=left),
        )  # fmt: skip


def _part(kind: str, rest: Iterator[Entity], options: ReadOptions, notes: list[str]) -> Part:
    first = next(rest)
    found = chain([first], rest)
    if kind == "device":
        tally = Tally(warnings=notes)
        return Part(
            name=first.title, profile="xry-text-device", normaliser="devices", evidence_type="handset",
            columns=device.COLUMNS, fields=dict(device.FIELDS), batches=device.batches(found, tally), tally=tally,
        )  # fmt: skip
    layout = _LAYOUTS[kind]()
    grid = EntityGrid(first.title, kind, Texts(found) if kind == "messages" else found)
    places = {column: at for at, column in enumerate(grid.header)}
    sheet = Placed(SheetKind(kind, frozenset(), (), (), frozenset()), grid.header, places, 0, None, sure=True)
    return parts.part(grid, sheet, layout, f"xry-text-{kind}", options, notes=notes, unit=first.title)


READER = Reader(
    name="xry-text",
    version="1",
    title="MSAB XRY: text export",
    recognise=recognise,
    read=read,
)
