"""CASE/UCO JSON-LD: what forensic tools exchange, as calls, messages, contacts, accounts, devices and relationships.

Names are expanded by the file's own context, offline, and known by their last part, so that every version
and spelling of the ontology is read. Both ends of a call are objects the file names.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator

from clew.readers.engine.content import as_utf8
from clew.readers.reader import Head, Part, Reader, ReadOptions, Source, Tally
from clew.readers.uco import exchanged, relations, things
from clew.readers.uco.document import read_document
from clew.readers.uco.events import CALLS, MEMBERS, MESSAGES, Events
from clew.readers.uco.names import Names
from clew.readers.uco.objects import Object, Objects, first_text, refs
from clew.readers.uco.parties import Parties
from clew.readers.uco.rows import Layout, Row, part

_SIGNS = re.compile(rb"unifiedcyberontology\.org|caseontology\.org|\"uco-\w+:|\"case-investigation:")
_BEGINS = re.compile(rb"\A(?:\xef\xbb\xbf)?\s*[\[{]")
#: Types that give no row of their own because others use them: names of applications, boxes around objects.
_USED = ("Application", "Software", "Bundle", "MessageThread", "Thread")
_USED_FACETS = ("ApplicationFacet", "MessageThreadFacet")
_COMPUTERS = ("computer", "desktop", "laptop", "notebook", "server", "workstation")


def recognise(head: Head) -> float:
    """Score a file: JSON that names the ontology, or uses its prefixes."""
    data = as_utf8(head.data)
    return 0.95 if _BEGINS.match(data) and _SIGNS.search(data) and b'"@' in data else 0.0


def read(source: Source, options: ReadOptions) -> Iterator[Part]:
    """Yield a part for each kind of thing in the file; the last one says what was not understood.

    Raises:
        InputError: it is no JSON, or larger than can be held.
    """
    document = read_document(source)
    names = Names(document.context)
    objects = Objects(document.roots, names)
    records = exchanged.Records(objects)
    one = _one_device(objects)
    parties = Parties(objects, one.id if one else "")
    events = Events(objects, parties)
    evidence = "handset" if one is not None else "report"
    read_ids: set[str] = set()

    def of(layout: Layout, rows: Iterable[Row], tally: Tally, evidence: str = evidence) -> Iterator[Part]:
        found = list(rows)
        read_ids.update(row.source.id for row in found)
        read_ids.update(each.row_ref.split(" pair ")[0] for each in tally.set_aside)
        if found or tally.set_aside:
            yield part(layout, found, evidence, options.batch_rows, tally)

    if records:
        yield from of(exchanged.ENTITIES, records.entities(), Tally(), "report")
        for layout, confirmed, type_ in (
            (exchanged.LINKS, True, "report"),
            (exchanged.UNCONFIRMED, False, "intelligence"),
        ):
            counts = Tally()
            yield from of(layout, records.links(counts, confirmed=confirmed), counts, type_)
    issuers = {id_ for each in objects for id_ in refs(each.facet("AccountFacet"), "accountIssuer")}
    hardware = things.device(objects, one) if one else things.hardware(objects)
    for layout, rows in (
        (CALLS, events.calls()),
        (MESSAGES, events.messages()),
        (MEMBERS, events.members()),
        (things.CONTACTS, things.contacts(objects, parties)),
        (things.ACCOUNT, things.accounts(objects, parties)),
        (things.DEVICE if one else things.HARDWARE, hardware),
        (things.PEOPLE, things.people(objects)),
        (things.ORGANISATIONS, things.organisations(objects, issuers)),
        (things.SITES, things.cell_sites(objects)),
        (things.ADDRESSES, things.addresses(objects)),
        (things.POSITIONS, things.positions(objects)),
    ):
        yield from of(layout, rows, Tally())
    tally = Tally()
    joined = list(relations.links(objects, parties, tally))
    read_ids.update(row.source.id for row in joined)
    read_ids.update(each.row_ref.split(" pair ")[0] for each in tally.set_aside)
    tally.warnings += [*document.warnings, *_notes(objects, names, read_ids | issuers, one)]
    yield part(relations.LINKS, joined, evidence, options.batch_rows, tally)


def _one_device(objects: Objects) -> Object | None:
    """Return the telephone the file is about: its only device that is no computer."""
    found = [each for each in objects if each.facet(*things.DEVICES) is not None]
    found = [each for each in found if each.text("deviceType").lower() not in _COMPUTERS]
    return found[0] if len(found) == 1 else None


def _notes(objects: Objects, names: Names, read_ids: set[str], one: Object | None) -> list[str]:
    """Return sentences on what the file holds besides: threads, types not understood, contexts not fetched."""
    unread = Counter(
        " ".join(each.types)
        for each in objects
        if each.id not in read_ids
        and not any(name in _USED for name in each.types)
        and each.facet(*_USED_FACETS) is None
    )
    notes = [f"{count:,} of type {kind} not read" for kind, count in sorted(unread.items())]
    threads = [each for each in objects if each.facet("MessageThreadFacet") is not None]
    if threads:
        notes.append(f"{len(threads):,} message threads")
    for each in objects:
        if first_text(each.values, "about"):  # what another case exported: its marking comes first
            notes.append(f"marked {first_text(each.values, 'description')}")
    if names.elsewhere:
        notes.append(f"contexts that are not in the file were not fetched: {', '.join(names.elsewhere)}")
    devices = [each for each in objects if each.facet(*things.DEVICES) is not None]
    if one is None and devices:
        notes.append(f"no device in the file is taken as the one it is about: {len(devices)} described")
    return notes


READER = Reader(
    name="case-uco",
    version="1",
    title="CASE/UCO JSON-LD: calls, messages, contacts, accounts, devices, relationships",
    recognise=recognise,
    read=read,
)
