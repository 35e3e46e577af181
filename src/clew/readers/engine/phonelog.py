"""Call elements of a phone backup as rows."""

from __future__ import annotations

from typing import ClassVar

from clew.readers.engine.textrows import TextRows
from clew.readers.engine.xmlrow import dropped, plain, rest_of
from clew.readers.reader import Tally


class PhoneLog:
    """Collects `<call>` (SMS Backup & Restore) and `<log>` (SuperBackup) elements.

    Attributes:
        ready: Rows not yet given out.
        elements: Entries met so far.
    """

    columns: ClassVar[tuple[str, ...]] = (
        "number", "duration", "date", "type", "presentation", "subscription_id", "readable_date", "contact_name",
        "further attributes",
    )  # fmt: skip
    fields: ClassVar[dict[str, str]] = {
        "other": "number",
        "start": "date",
        "duration": "duration",
        "type": "type",
        "contact_name": "contact_name",
    }
    values: ClassVar[dict[str, dict[str, str]]] = {
        "type": {"1": "in", "2": "out", "3": "missed in", "4": "voicemail", "5": "rejected", "6": "blocked"},
    }
    _ELEMENTS = ("call", "log")
    _RENAMED: ClassVar[dict[str, str]] = {"dur": "duration", "name": "contact_name", "time": "readable_date"}

    def __init__(self, tally: Tally) -> None:
        self.ready = TextRows((*self.fields, "service"))
        self.elements = 0
        self._tally = tally

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        """Take an element."""
        if tag not in self._ELEMENTS:
            dropped(self._tally, tag)
            return
        self.elements += 1
        self._tally.read += 1
        if tag == "log":
            attributes = {self._RENAMED.get(name, name): value for name, value in attributes.items()}
        known = [attributes.get(name, "") for name in self.columns[:-1]]
        raw = (*known, rest_of(attributes, self.columns))
        values = [plain(attributes.get(title, "")) for title in self.fields.values()]
        self.ready.add(f"call {self.elements}", raw, (*values, "voice"))

    def end(self, tag: str) -> None:
        """Nothing happens at the end of an element: calls are empty ones."""

    def finish(self) -> None:
        """Nothing is pending at the end of the file."""
