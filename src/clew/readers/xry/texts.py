"""Messages among entities: long texts come in segments, entities of their own, and delivery reports are no messages."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from clew.model.records import RAW_SEPARATOR
from clew.readers.engine.grid import OddRow
from clew.readers.engine.titles import normalise
from clew.readers.xry.entities import Entity
from clew.readers.xry.people import party

_TEXT = "text"


class Texts:
    """Messages, each long text once, as its first segment with the whole text.

    Segments are joined by reference number and counterpart, in the order of their numbers; they need not follow one
    another. A text whose segments are not all there is given out at the end.

    Args:
        entities: What the file holds.

    Attributes:
        odd: Entities that are no message of their own, each with the reason.
        warnings: Texts that are not whole.
    """

    def __init__(self, entities: Iterable[Entity]) -> None:
        self._entities = entities
        self.odd: list[OddRow] = []
        self.warnings: list[str] = []

    def __iter__(self) -> Iterator[Entity]:
        waiting: dict[tuple[str, ...], list[Entity]] = {}
        for entity in self._entities:
            if normalise(entity.first("type")) == "status report":
                self._apart(entity, "a delivery report, no message")
                continue
            key = _key(entity)
            if not key:
                yield entity
                continue
            known = waiting.setdefault(key, [])
            if any(_number(other) == _number(entity) for other in known):
                # The reference number was used again: what waits is another text.
                yield self._whole(waiting.pop(key))
                known = waiting.setdefault(key, [])
            known.append(entity)
            if entity.first("segments") == str(len(known)):
                yield self._whole(waiting.pop(key))
        for known in waiting.values():
            yield self._whole(known)

    def _whole(self, segments: list[Entity]) -> Entity:
        segments = sorted(segments, key=_number)
        first, *rest = segments
        place = f"{first.title} {first.number}"
        stated = first.first("segments")
        if stated.isdecimal() and int(stated) != len(segments):
            self.warnings.append(f"{place}: {len(segments)} of {stated} segments of the text are in the file")
        text = "".join(segment.first(_TEXT) for segment in segments)
        first.values = [pair for pair in first.values if normalise(pair[0]) != _TEXT] + [["Text", text]]
        for segment in rest:
            self._apart(segment, f"segment {_number(segment)} of a long text, joined in {place}")
        return first

    def _apart(self, entity: Entity, reason: str) -> None:
        people = [[role, party("", keys)] for role, keys in entity.people]
        cells = [f"{key}: {value}" for key, value in (*people, *entity.values)]
        self.odd.append(OddRow(entity.number, cells, RAW_SEPARATOR.join(cells), reason))


def _key(entity: Entity) -> tuple[str, ...]:
    """Return what the segments of one text share, empty for a text that is whole."""
    reference = entity.first("reference number")
    if not reference or not entity.first("segment number").isdecimal():
        return ()
    who = [party(role, keys) for role, keys in entity.people]
    return (reference, entity.first("direction"), *who, entity.first("tel", "number"))


def _number(entity: Entity) -> int:
    return int(entity.first("segment number"))
