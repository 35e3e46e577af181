"""A chart: the redacted entities and links an exporter may write. Nothing in it needs masking any more."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path


@dataclass(frozen=True, slots=True)
class ChartNode:
    """An entity as it may be shown: label is a name, a number or a pseudonym."""

    id: str
    kind: str  # graph label: Person, Phone, ...
    label: str
    protected: bool = False
    group: str = ""  # community or finding role
    fields: dict[str, str] = field(default_factory=dict)  # everything the evidence panel lists
    end_kind: str = ""  # what its value is: a key of END_KINDS
    value: str = ""  # canonical value; empty for a person, and where it may not be shown


@dataclass(frozen=True, slots=True)
class ChartLink:
    """A link as it may be shown, with the exhibits and rows behind it."""

    id: str
    source: str
    target: str
    type: str  # one of model.entities.LINK_TYPES
    directed: bool
    confirmed: bool
    records: int
    first_utc: datetime | None
    last_utc: datetime | None
    grade: str = ""
    handling: str = ""
    fields: dict[str, str] = field(default_factory=dict)
    evidence: tuple[str, ...] = ()  # "calls_a.csv, row 14"


@dataclass(frozen=True, slots=True)
class Chart:
    """Nodes, links and what must stand on every page: case, marking, who exported it, when, from which data."""

    case: str
    title: str
    marking: str
    exported_by: str
    exported_utc: datetime
    data_hash: str
    nodes: tuple[ChartNode, ...]
    links: tuple[ChartLink, ...]
    left_out: tuple[str, ...] = ()  # sentences: what is not in the chart and why
    notes: tuple[str, ...] = ()
    audit_head: str = ""


@dataclass(frozen=True, slots=True)
class Exporter:
    """An exporter plug-in: `write(chart, out)` writes a file or a folder and returns the paths written."""

    name: str
    title: str
    suffix: str
    write: Callable[[Chart, Path], tuple[Path, ...]]
