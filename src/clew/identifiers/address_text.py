"""One address at a time: flat, number, name, street, town and postcode, as far as the text itself tells."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import NamedTuple

from clew.identifiers import postcode as postcodes
from clew.identifiers.folding import data, fold_text

_WORDS = data("address_words")
_STREETS: dict[str, str] = _WORDS["streets"]
_BUILDINGS: frozenset[str] = _WORDS["buildings"]
_COMPASS = frozenset(("north", "south", "east", "west", "n", "s", "e", "w", "upper", "lower"))

_POSTCODE = re.compile(r"\b([A-Z]{1,2}[0-9OI][0-9A-Z]?)\s?([0-9OI][A-Z]{2})\b", re.IGNORECASE)
_CARE_OF = re.compile(r"^\s*(?:c/o|care of)\b[^,\n]*[,\n]", re.IGNORECASE)
_LINES = re.compile(r"[\r\n,;|]+")
_PART = "|".join(sorted(_WORDS["parts"], key=len, reverse=True))
_FLOOR = "|".join(sorted(_WORDS["floors"], key=len, reverse=True))
_IDENTITY = r"(?:no |number )?(\d{1,4}(?:over\d{1,4}| ?[a-z])?|[a-z]\d{0,3})"
_FLAT = re.compile(rf"({_PART}) {_IDENTITY}(?: |$)")
_FLAT_BEHIND = re.compile(rf" ({_PART}) {_IDENTITY}$")
_ON_FLOOR = re.compile(rf"({_FLOOR})(?: (?:floor|flr|fl)(?: (?:{_PART}))?| (?:{_PART}))(?: |$)")
_NUMBER = re.compile(
    r"(?:no |number |house no |house number )?(\d{1,5}(?:over\d{1,5}| ?[a-h]\b)?(?: \d{1,5}[a-h]?\b)?)(?: |$)"
)
#: A stroke between numbers (flat 0/1, 2/14) is not a blank: kept through folding as a word.
_STROKE = re.compile(r"(?<=\d) ?/ ?(?=\d)")


class Address(NamedTuple):
    """What an address text says; the columns of `address.SCHEMA` in their order."""

    value: str | None = None
    kind: str | None = None
    status: str = "empty"
    issue: str | None = None
    building_key: str | None = None
    precision: str | None = None
    flat: str | None = None
    street: str | None = None
    town: str | None = None
    postcode: str | None = None
    display: str | None = None


NOTHING = Address()


@dataclass(slots=True)
class _Parts:
    """Folded parts found so far; empty where the text does not say."""

    flats: list[str] = field(default_factory=list)
    number: str = ""
    name: str = ""
    street: str = ""
    town: str = ""


def read(text: str) -> Address:
    """Take one tidied address apart and say how precise it is."""
    code, rest = _postcode(_CARE_OF.sub("", text))
    written = [" ".join(line.split()) for line in _LINES.split(rest) if fold_text(line)]
    lines = [fold_text(_STROKE.sub("over", line)) for line in written]
    if " ".join(lines) in _WORDS["nowhere"] or not (lines or code):
        return Address(status="placeholder")
    parts = _take_apart([line for line in lines if line not in _WORDS["countries"]])
    area = code.lower() if code else parts.town
    house = parts.number or parts.name
    flat = ", ".join(parts.flats)
    where = f"{parts.number} {parts.street}".strip() if parts.number else _key(parts.name, parts.street)
    display = _key(*written, code or "")
    issue = None
    standing = bool(flat) and all(part.startswith(("unit ", "plot ", "pitch ")) for part in parts.flats)
    if parts.name or (parts.number and (parts.street or code)) or (standing and parts.street):
        precision = "dwelling" if flat else "building"
        # A block's name beside a street number matters only to the flats in it.
        block = parts.name if flat and parts.number else ""
        key = _key(flat, block, where, area)
        # A unit of an estate is a building of its own.
        building = _key(where, area) if house else key
    else:
        precision = "street" if parts.street else "postcode" if code else "town"
        key, building = _key(parts.street, area), None
        issue = "a house or flat without street and postcode" if house or flat else None
        issue = "flat without a house number or name" if flat and parts.street else issue
    if not area:
        return Address(
            status="invalid", issue="neither town nor postcode", flat=flat or None, street=parts.street or None,
            display=display,
        )  # fmt: skip
    return Address(
        value=key, kind="address", status="valid" if building else "partial", issue=issue, building_key=building,
        precision=precision, flat=flat or None, street=parts.street or None, town=parts.town or None, postcode=code,
        display=display,
    )  # fmt: skip


def _postcode(text: str) -> tuple[str | None, str]:
    """Return the last postcode in the text, and the text without it."""
    for found in reversed(list(_POSTCODE.finditer(text))):
        row = postcodes.read(found.group())
        if row.value is not None and postcodes.check(row.value):
            return row.value, f"{text[: found.start()]},{text[found.end() :]}"
    return None, text


def _take_apart(lines: list[str]) -> _Parts:
    parts = _Parts()
    left = [line for line in (_without_flats(line, parts) for line in lines) if line]
    # A number on a line of its own belongs to the next line.
    for i in range(len(left) - 1):
        if re.fullmatch(r"(?:no |number )?\d{1,5} ?[a-h]?", left[i]):
            left[i : i + 2] = ["", f"{left[i]} {left[i + 1]}"]
    left = [line for line in left if line]
    at = _street_line(left, bool(parts.flats))
    behind = left
    if at is not None:
        number, rest = _number(left[at])
        parts.number = number
        parts.street, beyond = _street(rest)
        behind = [beyond, *left[at + 1 :]]
        for line in left[:at]:
            _name(line, parts)
    else:
        named = [line for line in left if _is_building(line) or (_number(line)[0] and not _number(line)[1])]
        for line in named:
            _name(line, parts)
        behind = [line for line in left if line not in named]
    towns = [line for line in (_without_outward(line) for line in behind) if line and line not in _WORDS["counties"]]
    parts.town = towns[-1] if towns else ""
    return parts


def _without_flats(line: str, parts: _Parts) -> str:
    """Take flat, room and floor from both ends of a line."""
    while True:
        if found := _FLAT.match(line):
            parts.flats.append(f"{_WORDS['parts'][found.group(1)]} {_plain_number(found.group(2))}")
        elif found := _ON_FLOOR.match(line):
            floor = _WORDS["floors"][found.group(1)]
            inside = (
                " floor" if floor in ("ground", "lower ground", "first", "second", "third", "fourth", "top") else ""
            )
            parts.flats.append(f"{floor}{inside} flat")
        else:
            break
        line = line[found.end() :]
    if found := _FLAT_BEHIND.search(line):
        parts.flats.append(f"{_WORDS['parts'][found.group(1)]} {_plain_number(found.group(2))}")
        line = line[: found.start()]
    return line


def _street_line(lines: list[str], in_flats: bool) -> int | None:
    """Return which line holds the street; null when none does."""
    numbered = [i for i, line in enumerate(lines) if all(_number(line))]
    certain = [i for i in numbered if _has_street_word(_number(lines[i])[1]) and not _is_building(lines[i])]
    if certain or numbered:
        return certain[-1] if certain else numbered[0]
    words = [i for i, line in enumerate(lines) if _has_street_word(line)]
    streets = [i for i in words if not _is_building(lines[i])]
    if streets:
        return streets[0]
    # "Example Court" is a street or a block: the coarser reading, unless a flat says it is a block.
    return words[0] if words and not in_flats else None


def _name(line: str, parts: _Parts) -> None:
    """Take a line before the street: the block's name, with the flat's number when it begins with one."""
    number, rest = _number(line)
    if number and rest:
        parts.flats.append(f"flat {number}")
    elif number:
        parts.number = parts.number or number
    parts.name = parts.name or rest


def _number(line: str) -> tuple[str, str]:
    """Return the house number a line begins with, and the rest."""
    found = _NUMBER.match(line)
    if found is None:
        return "", line
    return _plain_number(found.group(1)), line[found.end() :]


def _plain_number(text: str) -> str:
    """Return `2 b` as `2b`, `12 14` as `12-14`, `02` as `2`."""
    together = re.sub(r"(?<=\d) (?=[a-z])", "", text.strip())
    return re.sub(r"\b0+(?=\d)", "", together).replace(" ", "-").replace("over", "/")


def _street(words: str) -> tuple[str, str]:
    """Return the street with its words spelled out, and what stands behind it on the line."""
    tokens = ["st" if t == "saint" else t for t in words.split()]
    kept, end = list(tokens), len(tokens)
    for i in range(1, len(tokens)):
        later = any(t in _STREETS for t in tokens[i + 1 :])
        if tokens[i] in _STREETS and not (tokens[i] == "st" and later):
            end = i + 1
            while end < len(tokens) and (tokens[end] in _STREETS or tokens[end] in _COMPASS):
                end += 1
            kept[i:end] = [_STREETS.get(t, t) for t in tokens[i:end]]
            break
    return " ".join(kept[:end]), " ".join(kept[end:])


def _has_street_word(line: str) -> bool:
    return any(word in _STREETS for word in line.split()[1:]) or line in _STREETS


def _is_building(line: str) -> bool:
    words = line.split()
    return bool(words) and (words[-1] in _BUILDINGS or words[0] in ("hmp", "hmyoi", "caravan", "block"))


def _without_outward(line: str) -> str:
    """Drop the first half of a postcode behind a town."""
    return re.sub(r"(?:^| )[a-z]{1,2}\d[0-9a-z]?$", "", line)


def _key(*parts: str) -> str:
    return ", ".join(part for part in parts if part)
