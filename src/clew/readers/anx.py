"""i2 charts in XML (.anx): entities with their attributes and cards, links with type, direction, time and grade.

The binary form (.anb) cannot be read; the program that wrote it saves as XML.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

import pyarrow as pa

from clew.errors import InputError
from clew.model.records import RAW_SEPARATOR
from clew.readers.engine.textrows import MOST_ROWS, TextRows
from clew.readers.engine.xmlrecords import Element, records, root_name
from clew.readers.i2.items import (
    Gradings,
    Thing,
    attributes_of,
    direction_of,
    ends_of,
    ids_of,
    moment_of,
    notes_of,
    thing_of,
)
from clew.readers.reader import Head, Part, Reader, ReadOptions, SetAside, Source, Tally
from clew.readers.recognise import where

COLUMNS = ("item", "label", "everything")
PEOPLE = ("node_id", "full_name", "birth_date", "alias", "phone", "email", "note", "grade")
THINGS = ("kind", "value", "name", "note", "grade")
LINKS = (
    "source", "source_type", "source_label", "target", "target_type", "target_label", "link_type", "direction",
    "start", "date", "time", "strength", "note", "grade",
)  # fmt: skip

#: Class of an attribute, in lower case -> what it says of a person.
_OF_PERSON = {
    "date of birth": "birth_date", "dob": "birth_date", "birth date": "birth_date", "born": "birth_date",
    "alias": "alias", "nickname": "alias", "aka": "alias", "phone": "phone", "telephone": "phone",
    "mobile": "phone", "phone number": "phone", "telephone number": "phone", "mobile number": "phone",
    "email": "email", "e-mail": "email", "email address": "email",
}  # fmt: skip

Values = dict[str, str]


@dataclass(slots=True)
class Chart:
    """What the first walk through a chart found: its entities by every id of theirs, its gradings, its counts."""

    things: dict[str, Thing] = field(default_factory=dict)
    gradings: Gradings = field(default_factory=Gradings)
    items: int = 0


def recognise(head: Head) -> float:
    """Score a file: XML with the root `Chart` and chart items or their collections behind it."""
    if root_name(head.data) != "Chart":
        return 0.0
    return 0.95 if b"ChartItem" in head.data or b"GradeOne" in head.data or b"EntityType" in head.data else 0.6


def read(source: Source, options: ReadOptions) -> Iterator[Part]:
    """Yield people, other things and links of a chart, and the items that are none of them.

    Raises:
        InputError: there is no chart item in it, or it brings a document type definition.
    """
    first = Tally()
    chart = Chart()
    for element in records(source, {"chartitem", *Gradings.NAMES}, first):
        if element.name.lower() != "chartitem":
            chart.gradings.learn(element)
            continue
        chart.items += 1
        thing = thing_of(element)
        if thing is not None:
            chart.things.update(dict.fromkeys(ids_of(element), thing))
    if not chart.items:
        raise InputError("there is no chart item in the file", where=where(source), hint="save the chart as XML again")
    for name, normaliser, fields, values_of in (
        ("people", "people", PEOPLE, _person),
        ("things", "things", THINGS, _thing),
        ("links", "links", LINKS, _link),
        ("other items", "things", THINGS, _other),
    ):
        # Warnings of the file are said once, with its last part.
        tally = Tally(warnings=list(first.warnings) if name == "other items" else [])
        yield Part(
            name=name,
            profile=f"i2-{name.replace(' ', '-')}",
            normaliser=normaliser,
            evidence_type="intelligence",
            columns=COLUMNS,
            fields=dict.fromkeys(fields, "everything"),
            batches=_batches(source, chart, fields, values_of, tally, min(options.batch_rows, MOST_ROWS)),
            tally=tally,
        )


def _batches(
    source: Source,
    chart: Chart,
    fields: tuple[str, ...],
    values_of: Callable[[Element, Chart], Values | str | None],
    tally: Tally,
    batch_rows: int,
) -> Iterator[pa.RecordBatch]:
    ready = TextRows(fields)
    for number, item in enumerate(records(source, {"chartitem"}, Tally()), 1):
        values = values_of(item, chart)
        if values is None:
            continue
        tally.read += 1
        raw = (item.attributes.get("Id", ""), item.attributes.get("Label", ""), item.cell())
        if isinstance(values, str):
            tally.set_aside.append(SetAside(f"item {number}", values, RAW_SEPARATOR.join(raw)))
            continue
        values["grade"] = chart.gradings.of(item)
        ready.add(f"item {number}", raw, tuple(values.get(name, "") for name in fields))
        if len(ready) >= batch_rows:
            yield ready.batch()
    if len(ready):
        yield ready.batch()


def _person(item: Element, chart: Chart) -> Values | str | None:
    thing = thing_of(item) if item.whole else None
    if thing is None or not thing.is_person:
        return None
    values = {"node_id": thing.id, "full_name": thing.label or thing.value, "note": notes_of(item)}
    for name, value in attributes_of(item).items():
        if (known := _OF_PERSON.get(name.lower())) is not None:
            values[known] = f"{values[known]}\n{value}" if values.get(known) else value
    return values


def _thing(item: Element, chart: Chart) -> Values | str | None:
    thing = thing_of(item) if item.whole else None
    if thing is None or thing.is_person:
        return None
    name = thing.label if thing.label != thing.value else ""
    return {"kind": thing.type, "value": thing.value, "name": name, "note": notes_of(item)}


def _link(item: Element, chart: Chart) -> Values | str | None:
    link = next(item.all("Link"), None) if item.whole else None
    if link is None:
        return None
    ends = [chart.things.get(id_) for id_ in ends_of(link)]
    if None in ends:
        return "one end of the link is not on the chart"
    style = link.child("LinkStyle")
    attributes = {**link.attributes, **(style.attributes if style is not None else {})}
    when = moment_of(item)
    values = {
        "link_type": attributes.get("Type") or item.attributes.get("Label", "") or "link",
        "direction": direction_of(link),
        "strength": attributes.get("Strength") or attributes.get("StrengthReference", ""),
        "note": "; ".join(text for text in (item.attributes.get("Label", ""), notes_of(item)) if text),
        **when._asdict(),
    }
    for side, end in zip(("source", "target"), ends, strict=True):
        if end is not None:
            values[side] = end.id if end.is_person else end.value
            values[f"{side}_type"] = "person" if end.is_person else end.type
            values[f"{side}_label"] = end.label
    return values


def _other(item: Element, chart: Chart) -> Values | str | None:
    if not item.whole:
        return "the file breaks off inside it"
    if thing_of(item) is not None or next(item.all("Link"), None) is not None:
        return None
    inside = ", ".join(dict.fromkeys(each.name for each in item.children)) or "nothing"
    return f"the item is neither an entity nor a link: {inside}"


READER = Reader(
    name="anx",
    version="1",
    title="i2 charts in XML: entities and links",
    recognise=recognise,
    read=read,
)
