"""The folder of exhibits while it is written: files, what `exhibits.toml` says of each, whose row is whose."""

from __future__ import annotations

import io
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

import xlsxwriter

from clew.synth.truth import Truth

#: Creation date inside every workbook, so that the bytes stay the same.
WRITTEN = datetime(2026, 5, 5, 9, 0, 0)


@dataclass(slots=True)
class Folder:
    """Where exhibits go. `facts` collects what is stated about each file."""

    path: Path
    truth: Truth
    facts: dict[str, dict[str, str]] = field(default_factory=dict)

    def text(self, name: str, content: str, *, encoding: str = "utf-8", **facts: str) -> None:
        """Write a text file with the line ends it has, and note its facts."""
        self.bytes(name, content.encode(encoding), **facts)

    def bytes(self, name: str, content: bytes, **facts: str) -> None:
        """Write a file and note its facts (keys of `exhibits.toml`)."""
        (self.path / name).write_bytes(content)
        self.facts[name] = facts

    def workbook(self, name: str, fill: Callable[[xlsxwriter.Workbook], None], **facts: str) -> None:
        """Write an XLSX through `fill` with a fixed creation date, and note its facts."""
        buffer = io.BytesIO()
        book = xlsxwriter.Workbook(buffer, {"in_memory": True, "strings_to_numbers": False})
        book.set_properties({"created": WRITTEN, "author": "Disclosure unit"})
        fill(book)
        book.close()
        self.bytes(name, buffer.getvalue(), **facts)

    def whose(self, file: str, part: str, row_ref: str, persons: Sequence[int]) -> None:
        """State in the truth which persons a row is about."""
        for person in persons:
            self.truth.state("identity", file=file, part=part, row_ref=row_ref, person=f"P{person}")

    def write_facts(self) -> None:
        """Write `exhibits.toml` beside the files."""
        lines = ["# Where each file came from and under which authority it is held. Read by `clew load`.", ""]
        for name in sorted(self.facts):
            lines.append(f'["{name}"]')
            lines += [f'{key} = "{value}"' for key, value in sorted(self.facts[name].items())]
            lines.append("")
        (self.path / "exhibits.toml").write_text("\n".join(lines), encoding="utf-8", newline="\n")


def csv_line(cells: Sequence[Any], separator: str = ",") -> str:
    """Return one line of a separated file; cells with separator, quote or line break are quoted."""
    return separator.join(_quoted(str(c), separator) for c in cells)


def _quoted(text: str, separator: str) -> str:
    if separator in text or '"' in text or "\n" in text:
        return '"' + text.replace('"', '""') + '"'
    return text


def fill_sheet(sheet: Any, rows: Sequence[Sequence[Any]], first_row: int = 0) -> None:
    """Write rows of cells into a worksheet from a row (0-based) on; numbers stay numbers, empty texts stay empty."""
    for r, cells in enumerate(rows, first_row):
        for c, value in enumerate(cells):
            if isinstance(value, (int, float)) and not isinstance(value, bool):
                sheet.write_number(r, c, value)
            elif value not in ("", None):
                sheet.write_string(r, c, str(value))
