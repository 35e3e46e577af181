"""What a report says of itself and of the telephone outside the decoded records: its metadata and settings."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from html import unescape
from importlib.resources import files
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from clew.readers.engine.titles import normalise
from clew.readers.sheets import words
from clew.readers.ufed.tags import OTHER, Tags
from clew.readers.ufed.texts import Spans, plain

_ATTRIBUTE = re.compile(r'\s([\w.\-]+)="([^"]*)"')
_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")
_CDATA = re.compile(r"<!\[CDATA\[(.*?)\]\]>", re.DOTALL)
_WANTED = r"^<(?:item|extractionInfo|timeZoneConfigurations|project)\s"
#: Bytes of a tag that tell its name.
_FRONT = 26


class Facts:
    """Collects the facts.

    Attributes:
        version: `reportVersion` of the report.
        extractions: Id of each extraction -> what it is called.
        timezone: IANA name of the zone the report was set to, empty when none or none that is known.
        warnings: Sentences for the user.
        statements: Section, name, value and extraction of each item of the metadata.
    """

    def __init__(self) -> None:
        self.version = ""
        self.extractions: dict[str, str] = {}
        self.timezone = ""
        self.warnings: list[str] = []
        self.statements: list[tuple[str, str, str, str]] = []

    def take(self, tags: Tags, opened: int) -> None:
        """Note the facts of a piece."""
        rows = np.flatnonzero((tags.kind == OTHER) & ~tags.closing & ~tags.section)
        rows = rows[rows >= opened]
        front = Spans(tags.data, tags.start[rows], np.minimum(tags.start[rows] + _FRONT, tags.end[rows] + 1))
        front = front.take(np.arange(len(rows)))
        for row in rows[np.asarray(pc.match_substring_regex(front, _WANTED))].tolist():
            text = tags.text(row).decode("utf-8", "replace")
            attributes = {name: unescape(value) for name, value in _ATTRIBUTE.findall(text)}
            if text.startswith("<item"):
                self._item(tags, row, attributes)
            elif text.startswith("<extractionInfo"):
                name = attributes.get("fullName") or attributes.get("deviceName") or attributes.get("name", "")
                self.extractions[attributes.get("id", "")] = name
            elif text.startswith("<project"):
                self.version = attributes.get("reportVersion", "")
            else:
                self._zone(attributes.get("selectedTimeZone", ""))

    def devices(self) -> pa.RecordBatch:
        """Return a row per statement about the telephone."""
        columns = list(zip(*self.statements, strict=True)) if self.statements else [()] * 4
        section, name, value, extraction = (pa.array(column, pa.string()) for column in columns)
        number = pa.array([f"item {n + 1}" for n in range(len(self.statements))], pa.string())
        return pa.RecordBatch.from_pydict(
            {
                "kind": pa.array([kind_of_item(text) for text in name.to_pylist()], pa.string()),
                "value": value,
                "label": name,
                "source": section,
                "row_ref": pc.binary_join_element_wise(section, number, ", "),
                "raw": pc.binary_join_element_wise(section, name, value, extraction, number, "\x1f"),
            }
        )

    def _item(self, tags: Tags, row: int, attributes: dict[str, str]) -> None:
        holder = int(tags.parent[row])
        if tags.partner[row] < 0 or tags.level[row] != 2 or holder < 0:
            return
        section = _ATTRIBUTE.findall(tags.text(holder).decode("utf-8", "replace"))
        inside = tags.data[tags.end[row] + 1 : tags.start[tags.partner[row]]].decode("utf-8", "replace")
        sections = _CDATA.findall(inside)
        value = ("".join(sections) if sections else plain(inside)).strip()
        if value:
            where = unescape(dict(section).get("section", "metadata"))
            extraction = attributes.get("sourceExtraction", "")
            self.statements.append((where, attributes.get("name", ""), value, extraction))

    def _zone(self, selected: str) -> None:
        name = selected.lstrip("_")
        if not name:
            return
        try:
            ZoneInfo(name)
        except (ZoneInfoNotFoundError, ValueError, OSError):
            self.warnings.append(
                f"the report's time zone {selected!r} is not known: times without offset use the case's"
            )
            return
        self.timezone = name


def kind_of_item(name: str) -> str:
    """Return the kind of a statement by its name, else the name as that of a property."""
    counted = re.sub(r"\s*\d+$", "", name.strip())
    known = _known().get(counted.casefold())
    if known:
        return known
    plain_name = normalise(_CAMEL.sub(" ", re.sub(r"^DeviceInfo(?=[A-Z])", "", counted)))
    return words.meaning("device", plain_name) or plain_name.replace(" ", "_")


@cache
def _known() -> dict[str, str]:
    data = tomllib.loads((files("clew.readers") / "data" / "ufed_xml.toml").read_text("utf-8"))
    return {name.casefold(): kind for kind, names in data["items"].items() for name in names}
