"""The page of queries in the documentation is the one the headers give."""

from __future__ import annotations

import runpy
from pathlib import Path

DOCS = Path(__file__).parents[2] / "docs"


def test_page_of_queries_is_up_to_date() -> None:
    written = (DOCS / "queries.md").read_text(encoding="utf-8")
    assert written == runpy.run_path(str(DOCS / "make_queries_page.py"))["page"]()
