"""The items of a chart: what an entity is called and known by, how a link points, when, how graded."""

from __future__ import annotations

import re
from typing import NamedTuple

from clew.readers.engine.xmlrecords import Element

_MADE_UP = re.compile(r"\{?[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}\}?|", re.I)
_ARROWS = {"arrowonhead": "forward", "arrowontail": "backward", "arrowonboth": "both", "arrownone": "none"}


class Thing(NamedTuple):
    """An entity of a chart: its id there, its type as the chart words it, what it is known by, what it is called."""

    id: str
    type: str
    value: str
    label: str

    @property
    def is_person(self) -> bool:
        """Tell whether the chart draws it as a person of some kind."""
        return re.fullmatch(r"(?i).*\b(?:person|man|woman|male|female|boy|girl|child|nominal|suspect|victim)\b.*",
                            self.type) is not None  # fmt: skip


class Moment(NamedTuple):
    """When: date and time in one text, or the half of it that the chart says is real."""

    start: str
    date: str
    time: str


def thing_of(item: Element) -> Thing | None:
    """Return the entity of a chart item, null when it is none."""
    entity = next(item.all("Entity"), None)
    if entity is None:
        return None
    label = item.attributes.get("Label", "").strip()
    identity = entity.attributes.get("Identity", "").strip()
    style = next(entity.all("IconStyle", "ThemeStyle", "EventStyle", "BoxStyle", "CircleStyle"), None)
    type_ = style.attributes.get("Type", "") if style is not None else ""
    by_label = entity.attributes.get("LabelIsIdentity", "").lower() == "true" or _MADE_UP.fullmatch(identity)
    id_ = entity.attributes.get("EntityId") or identity or label
    return Thing(id_, type_, label if by_label or not identity else identity, label)


def ids_of(item: Element) -> set[str]:
    """Return every id links may refer to an entity by."""
    found = set()
    for each in (item, *item.all("End", "Entity")):
        found |= {each.attributes.get(name, "") for name in ("EntityId", "Id", "EndId", "Identity")}
    return found - {""}


def ends_of(link: Element) -> tuple[str, str]:
    """Return the ids of the two ends of a link."""
    one, other = (link.attributes.get(f"End{n}Id") or link.attributes.get(f"End{n}Reference", "") for n in (1, 2))
    return one, other


def direction_of(link: Element) -> str:
    """Return which way a link points, from its first end to its second."""
    style = link.child("LinkStyle")
    arrow = (style or link).attributes.get("ArrowStyle", "")
    return _ARROWS.get(arrow.lower().replace(" ", ""), "")


def moment_of(item: Element) -> Moment:
    """Return when an item is dated: DateSet and TimeSet tell which half of its time is real."""
    text = item.attributes.get("DateTime", "")
    day, _, clock = text.replace(" ", "T", 1).partition("T")
    has_day, has_clock = (item.attributes.get(name, "").lower() in ("true", "1") for name in ("DateSet", "TimeSet"))
    if has_day and has_clock:
        return Moment(text, "", "")
    return Moment("", day if has_day else "", clock[:8] if has_clock else "")


def attributes_of(item: Element) -> dict[str, str]:
    """Return the attributes of an item by the name of their class."""
    found: dict[str, str] = {}
    for each in item.all("Attribute"):
        name = each.attributes.get("AttributeClass") or each.attributes.get("AttributeClassReference", "")
        value = each.attributes.get("Value", "")
        if name and value:
            found[name] = f"{found[name]}\n{value}" if name in found else value
    return found


def notes_of(item: Element) -> str:
    """Return description, attributes and cards of an item in one text."""
    texts = [item.attributes.get("Description", "")]
    texts += [f"{name}: {value}" for name, value in attributes_of(item).items()]
    for card in item.all("Card"):
        pieces = (card.attributes.get(name, "") for name in ("Summary", "Text", "SourceReference"))
        texts.append(" - ".join(piece for piece in pieces if piece) or card.text)
    return "; ".join(text for text in texts if text)


class Gradings:
    """The grading schemes of a chart: lists of codes, which items refer to by their place."""

    NAMES = ("gradeone", "gradetwo", "gradethree")

    def __init__(self) -> None:
        self._codes: dict[str, list[str]] = {}

    def learn(self, element: Element) -> None:
        """Take the codes of one list."""
        strings = [e.attributes.get("Text") or e.text for e in element.all("String")]
        self._codes[element.name.lower()] = [re.split(r"[\s:–-]", text, maxsplit=1)[0] for text in strings]

    def of(self, item: Element) -> str:
        """Return the grading of an item as one code, empty when it has none."""
        return "".join(self._code(item, name) for name in ("GradeOne", "GradeTwo", "GradeThree"))

    def _code(self, item: Element, name: str) -> str:
        place = item.attributes.get(f"{name}Index", "")
        codes = self._codes.get(name.lower(), [])
        return codes[int(place)] if place.isdigit() and int(place) < len(codes) else ""
