"""`Locations`, `Journeys`, `Cell Towers`, `Wireless Networks`: positions, and how far each speaks for the telephone."""

from __future__ import annotations

from typing import ClassVar

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from clew.readers.sheets import ends, times, words
from clew.readers.sheets.cells import Cells
from clew.readers.sheets.made import Made

_BRACKETS = r"[()\[\]]"


class Locations:
    """Positions. What was searched for, shared or received says nothing of where the telephone was."""

    normaliser = "locations"
    several = False
    shown: ClassVar[dict[str, tuple[str, ...]]] = {
        "start": ("time", "clock", "date"),
        "end": ("end_time",),
        "lat": ("latitude", "position"),
        "lon": ("longitude",),
        "accuracy": ("precision",),
        "name": ("name",),
        "address": ("addresses",),
        "source": ("source",),
        "note": ("description",),
        "deleted": ("deleted",),
    }

    def __init__(self) -> None:
        self.counted = 0

    def make(self, cells: Cells) -> Made:
        """Return a row per position."""
        self.counted += cells.size
        lat, lon = position(cells)
        basis = ends.first_filled(*(cells.each(column, _basis) for column in ("origin", "category", "type", "group")))
        note = pc.binary_join_element_wise(*(cells.text(c) for c in ("type", "category", "description")), "; ")
        return Made(
            {
                "start": times.start(cells),
                "end": cells.text("end_time"),
                "lat": lat,
                "lon": lon,
                "accuracy": cells.text("precision"),
                "basis": ends.first_filled(basis, pa.repeat("measured", cells.size)),
                "name": cells.text("name"),
                "address": cells.text("addresses"),
                "source": cells.text("source"),
                "note": pc.utf8_trim(note, "; "),
                "deleted": cells.each("deleted", words.deleted),
            }
        )


class Journeys:
    """Journeys: a row for each of their two ends."""

    normaliser = "locations"
    several = True
    shown: ClassVar[dict[str, tuple[str, ...]]] = {
        "start": ("start_time",),
        "lat": ("from_point",),
        "name": ("name",),
        "source": ("source",),
        "note": ("description",),
        "deleted": ("deleted",),
    }

    def __init__(self) -> None:
        self.counted = 0

    def make(self, cells: Cells) -> Made:
        """Return two rows per journey."""
        self.counted += cells.size
        at = np.repeat(np.arange(cells.size), 2)
        index, is_end = pa.array(at), pa.array(np.tile([False, True], cells.size), pa.bool_())
        here = {name: cells.text(name).take(index) for name in ("from_point", "to_point", "start_time", "end_time")}
        point = pc.if_else(is_end, here["to_point"], here["from_point"])
        point = pc.utf8_trim_whitespace(pc.replace_substring_regex(point, _BRACKETS, ""))
        coordinates = pc.match_substring_regex(point, r"^[-+]?\d+\.\d+\s*[,;]\s*[-+]?\d+\.\d+$")
        blank = pa.repeat("", len(at))
        taken = {
            name: cells.text(column).take(index) for name, column in (("source", "source"), ("note", "description"))
        }
        return Made(
            {
                "start": pc.if_else(is_end, here["end_time"], here["start_time"]),
                "lat": pc.if_else(coordinates, point, blank),
                "address": pc.if_else(coordinates, blank, point),
                "name": cells.text("name").take(index),
                "basis": pa.repeat("inferred", len(at)),
                **taken,
                "deleted": cells.each("deleted", words.deleted).take(index),
            },
            at=at,
            tails=pc.if_else(is_end, ", end", ", start"),
            row_is_for=pc.if_else(is_end, "end", "start"),
        )


class Surroundings:
    """Masts and wireless networks the telephone kept a list of: telephones hold such lists for whole districts.

    Args:
        kind: `cell_towers` or `wireless_networks`.
    """

    normaliser = "locations"
    several = False
    shown: ClassVar[dict[str, tuple[str, ...]]] = {
        "start": ("time", "clock", "date"),
        "lat": ("latitude", "position"),
        "lon": ("longitude",),
        "name": ("ssid", "cid"),
        "address": ("addresses",),
        "accuracy": ("precision",),
        "deleted": ("deleted",),
    }

    def __init__(self, kind: str) -> None:
        self._masts = kind == "cell_towers"
        self.counted = 0

    def make(self, cells: Cells) -> Made:
        """Return a row per mast or network: mentioned, or inferred where the telephone says it was connected."""
        self.counted += cells.size
        lat, lon = position(cells)
        connected = cells.text("last_connection")
        if self._masts:
            ids = [cells.text(column) for column in ("mcc", "mnc", "lac", "cid")]
            name = pc.binary_join_element_wise("cell", pc.binary_join_element_wise(*ids, "-"), " ")
        else:
            name = pc.utf8_trim_whitespace(pc.binary_join_element_wise(cells.text("ssid"), cells.text("bssid"), " "))
        return Made(
            {
                "start": ends.first_filled(connected, times.start(cells)),
                "lat": lat,
                "lon": lon,
                "accuracy": cells.text("precision"),
                "basis": pc.if_else(pc.equal(connected, ""), "mentioned", "inferred"),
                "name": name,
                "address": cells.text("addresses"),
                "source": pa.repeat("CELL" if self._masts else "WIFI", cells.size),
                "note": pa.repeat("kept in a list of the telephone", cells.size),
                "deleted": cells.each("deleted", words.deleted),
            }
        )


def position(cells: Cells) -> tuple[pa.Array, pa.Array]:
    """Return latitude and longitude; a cell for both stands in the first."""
    lat, lon = cells.text("latitude"), cells.text("longitude")
    both = pc.utf8_trim_whitespace(pc.replace_substring_regex(cells.text("position"), _BRACKETS, ""))
    return pc.if_else(pc.equal(lat, ""), both, lat), lon


def _basis(text: str) -> str:
    return words.meaning("basis", text)
