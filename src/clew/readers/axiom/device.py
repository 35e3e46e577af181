"""Device, SIM and account artifacts of AXIOM: a row of many columns, each a statement about the telephone."""

from __future__ import annotations

from typing import ClassVar

import numpy as np
import pyarrow as pa

from clew.readers.axiom.contacts import account, values
from clew.readers.sheets.cells import Cells
from clew.readers.sheets.made import Made

#: Column -> kind of the statement.
_KINDS = {
    "imei": "imei", "imsi": "imsi", "iccid": "iccid", "msisdn": "phone", "emails": "email", "user": "messaging",
    "make": "make", "model": "model", "serial": "serial", "os": "os", "device_name": "name", "mac": "mac",
    "android_id": "android_id",
}  # fmt: skip


class Device:
    """Rows about the telephone.

    Args:
        app: App whose account they describe, empty for the telephone itself.
        artifact: Name of the artifact, kept as the source.
    """

    normaliser = "devices"
    several = True
    shown: ClassVar[dict[str, tuple[str, ...]]] = {"value": tuple(_KINDS), "label": ("display_name",)}

    def __init__(self, app: str, artifact: str) -> None:
        self._app, self._artifact = app, artifact
        self.counted = 0

    def make(self, cells: Cells) -> Made:
        """Return a row per filled column."""
        self.counted += cells.size
        found = [
            (row, kind, value, column)
            for column, kind in _KINDS.items()
            if cells.has(column)
            for row, text in enumerate(cells.text(column).to_pylist())
            for value in self._values(kind, text)
        ]
        found.sort(key=lambda statement: statement[0])
        at = np.array([row for row, *_ in found], np.int64)
        without = np.setdiff1d(np.arange(cells.size), at)
        labels = cells.text("display_name").take(pa.array(at))
        return Made(
            {
                "kind": pa.array([kind for _, kind, _, _ in found], pa.string()),
                "value": pa.array([value for _, _, value, _ in found], pa.string()),
                "label": labels,
                "source": pa.repeat(self._artifact, len(found)),
            },
            at=at,
            tails=pa.array([f", {column}" for *_, column in found], pa.string()),
            row_is_for=pa.array([f"{column} {value}" for _, _, value, column in found], pa.string()),
            aside={int(row): "no statement about the telephone that Clew knows" for row in without},
        )

    def _values(self, kind: str, text: str) -> list[str]:
        if kind == "messaging":
            return [account(text, self._app)] if self._app and text else []
        several = values(text).split("\n") if kind in ("phone", "imei", "email") else [text]
        return [value for value in several if value]
