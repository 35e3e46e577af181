"""The page of formats speaks of every reader there is, and of no other."""

from __future__ import annotations

import re
from pathlib import Path

from clew.plugins import discover

PAGE = Path(__file__).resolve().parents[2] / "docs" / "formats.md"


def test_the_page_names_every_reader_and_no_other() -> None:
    table = PAGE.read_text(encoding="utf-8").split("| format | reader |")[1].split("\n\n")[0]
    cells = [line.split("|")[2] for line in table.splitlines() if line.count("|") >= 4]
    named = {name for cell in cells for name in re.findall(r"`([a-z0-9-]+)`", cell)}
    assert named == set(discover("clew.readers", "READER"))
