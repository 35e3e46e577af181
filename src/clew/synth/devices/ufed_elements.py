"""Elements of a UFED report as text: fields, parties and models, one element a line."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime, timedelta, timezone
from xml.sax.saxutils import quoteattr

_PAD = "            "


def cdata(text: str) -> str:
    """Return a text as CDATA; an end mark inside is split over two sections."""
    return f"<![CDATA[{text.replace(']]>', ']]]]><![CDATA[>')}]]>"


def field(name: str, value: str, kind: str = "String") -> str:
    """Return a field with one value, or with the mark of an empty one."""
    inside = f'<value type="{kind}">{cdata(value)}</value>' if value else "<empty />"
    return f'{_PAD}<field name="{name}" type="{kind}">\n{_PAD}  {inside}\n{_PAD}</field>\n'


def stamp(name: str, utc: float | None, offset_h: int = 0) -> str:
    """Return a time: UTC as the value, the local clock with its offset as the formatted one."""
    if utc is None:
        return field(name, "", "TimeStamp")
    moment = datetime.fromtimestamp(utc, UTC)
    value = moment.isoformat(timespec="milliseconds")
    shown = moment.astimezone(timezone(timedelta(hours=offset_h))).isoformat(timespec="seconds")
    return (
        f'{_PAD}<field name="{name}" type="TimeStamp">\n{_PAD}  <value type="TimeStamp" format="TimeStampKnown"'
        f' formattedTimestamp="{shown}">{value}</value>\n{_PAD}</field>\n'
    )


def duration(seconds: int) -> str:
    """Return the length of a call."""
    hours, rest = divmod(seconds, 3600)
    return field("Duration", f"{hours:02d}:{rest // 60:02d}:{rest % 60:02d}", "TimeSpan")


def one(name: str, kind: str, model: str) -> str:
    """Return a field that holds one model, or none."""
    inside = model or f"{_PAD}  <empty />\n"
    return f'{_PAD}<modelField name="{name}" type="{kind}">\n{inside}{_PAD}</modelField>\n'


def many(name: str, kind: str, models: Iterable[str]) -> str:
    """Return a field that holds any number of models."""
    inside = "".join(models)
    if not inside:
        return f'{_PAD}<multiModelField name="{name}" type="{kind}" />\n'
    return f'{_PAD}<multiModelField name="{name}" type="{kind}">\n{inside}{_PAD}</multiModelField>\n'


class Ids:
    """Gives every model an id of its own, the same ones in every run."""

    def __init__(self) -> None:
        self._count: Iterator[int] = itertools.count(1)

    def next(self) -> str:
        """Return the next id."""
        n = next(self._count)
        return f"{n:08x}-0000-4000-8000-{n:012x}"


def opening(kind: str, ident: str, *, deleted: str = "Intact", extraction: int = 0) -> str:
    """Return the start tag of a model."""
    return (
        f'{_PAD}<model type="{kind}" id={quoteattr(ident)} deleted_state="{deleted}" decoding_confidence="High"'
        f' isrelated="False" source_index="7" extractionId="{extraction}">\n'
    )


def model(kind: str, ident: str, inside: str, *, deleted: str = "Intact", extraction: int = 0, file: str = "") -> str:
    """Return a model; `file` is the id of the file it was found in."""
    start = opening(kind, ident, deleted=deleted, extraction=extraction)
    target = f'{_PAD}  <targetid ismodel="false">{cdata(file)}</targetid>\n'
    jump = f'{_PAD}<jumptargets name="">\n{target}{_PAD}</jumptargets>\n'
    return f"{start}{inside}{jump if file else ''}{_PAD}</model>\n"


def party(
    ids: Ids, identifier: str, name: str = "", role: str = "", *, owner: bool = False, admin: bool = False
) -> str:
    """Return a party of a call, message or chat."""
    inside = (
        field("Identifier", identifier)
        + field("Name", name)
        + field("Role", role, "PartyRole")
        + field("IsPhoneOwner", str(owner), "Boolean")
        + field("IsGroupAdmin", str(admin), "Boolean")
        + field("Status", "", "MessageStatus")
        + stamp("DateDelivered", None)
        + stamp("DateRead", None)
    )
    return model("Party", ids.next(), inside)


def section(kind: str, models: Iterable[str]) -> Iterator[str]:
    """Yield the section of one type of model."""
    yield f'    <modelType type="{kind}">\n'
    yield from models
    yield "    </modelType>\n"


def item(name: str, value: str, extraction: int = 0) -> str:
    """Return one statement of the metadata."""
    return f'    <item name="{name}" sourceExtraction="{extraction}">{cdata(value)}</item>\n'
