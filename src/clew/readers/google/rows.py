"""One position of a Google file, ready to be a row."""

from __future__ import annotations

from dataclasses import dataclass

from clew.readers.reader import SetAside

COLUMNS = ("entry", "time", "until", "position", "accuracy", "place", "address", "source", "further fields")
FIELDS = {
    "start": "time", "end": "until", "lat": "position", "lon": "position", "accuracy": "accuracy", "basis": "entry",
    "name": "place", "address": "address", "source": "source", "note": "further fields",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Point:
    """A position as Google states it.

    Args:
        entry: What it belongs to: `visit`, `start of activity`, `raw position`; part of the row's text.
        basis: `measured`, `inferred` or `mentioned`.
        start: When, as written; empty when nothing says.
    """

    entry: str
    basis: str
    start: str
    lat: str
    lon: str
    end: str = ""
    accuracy: str = ""
    name: str = ""
    address: str = ""
    source: str = ""
    note: str = ""

    def raw(self) -> tuple[str, ...]:
        """Return the cells in the order of `COLUMNS`."""
        position = ",".join(x for x in (self.lat, self.lon) if x)
        return (
            self.entry, self.start, self.end, position, self.accuracy, self.name, self.address, self.source, self.note,
        )  # fmt: skip

    def values(self) -> tuple[str, ...]:
        """Return the values in the order of `FIELDS`."""
        return (
            self.start, self.end, self.lat, self.lon, self.accuracy, self.basis, self.name, self.address, self.source,
            self.note,
        )  # fmt: skip

    def aside(self, row_ref: str, reason: str) -> SetAside:
        """Return the row as one that is set aside."""
        return SetAside(row_ref, reason, "\x1f".join(self.raw()))
