"""Data that would do something if anything took it for code."""

from __future__ import annotations

from typing import Any

from clew.synth.awkward.callrows import csv_bytes
from clew.synth.awkward.case import Awkward, Family, loaded
from clew.synth.awkward.encodings import PEOPLE_HEADER
from clew.synth.awkward.tables import workbook
from clew.synth.files.folder import csv_line

FORMULAS = ('=HYPERLINK("http://example.org/","open")', "+1+1", "-2+3", "@SUM(1,1)", "\t=1+1", "=cmd|' /C calc'!A0")
MARKUP = (
    "<script>document.title='x'</script>",
    "<img src=x onerror=alert(1)>",
    "') MATCH (n) DETACH DELETE n //",
    "{{7*7}}${7*7}",
    "Robert'); DROP TABLE person;--",
    "[bold red]shout[/bold red]",
    "</td></tr></table><h1>x",
    'O"Brien-\\Fothergate & Söhne',
)
CONTROL = (
    "\x1b[31mred\x1b[0m Alarm\x07",
    "left\u202eright\u202c",
    "zero\u200bwidth\ufeffmark",
    "line\u2028sep",
    "back\x08space",
)


def people(names: tuple[str, ...]) -> bytes:
    """Return a people list with the given surnames."""
    rows = [
        (name, "Kitty", f"{13 + i}/07/1985", "3 Tern Walk, Zellmouth, ZX3 6MO", f"07700 90096{i}")
        for i, name in enumerate(names)
    ]
    return ("\n".join(csv_line(cells) for cells in (PEOPLE_HEADER, *rows)) + "\n").encode()


def formula_workbook() -> bytes:
    def fill(book: Any) -> None:
        sheet = book.add_worksheet("Calls")
        for c, title in enumerate(("A Number", "B Number", "Date and Time", "Duration")):
            sheet.write_string(0, c, title)
        for r in range(1, 4):
            sheet.write_formula(r, 0, f'=CONCATENATE("07700","90097",{r})', None, f"0770090097{r}")
            sheet.write_formula(r, 1, 'WEBSERVICE("http://example.org/")', None, "07700900979")
            sheet.write_string(r, 2, f"{14 + r}/04/2026 10:00")
            sheet.write_formula(r, 3, "=10*3", None, 30)

    return workbook(fill)


def wide_cell() -> bytes:
    rows = [("07700900971", "07700900972", "14/04/2026 10:00", "30", "x" * 100_000)]
    return csv_bytes(rows, header=("A Number", "B Number", "Date and Time", "Duration", "Remarks"))


FAMILY = Family(
    name="hostile",
    title="Formulas, markup, queries and control codes as data",
    files=(
        Awkward(
            "formulas_in_cells.csv",
            "Names that a spreadsheet would run.",
            lambda: people(FORMULAS),
            loaded(
                6, normaliser="people", check="kept as they are; every CSV and workbook written makes them harmless"
            ),
        ),
        Awkward(
            "formulas.xlsx",
            "Formula cells with stored results, one of them calling a web service.",
            formula_workbook,
            loaded(3, check="stored results are read, nothing is calculated or fetched"),
        ),
        Awkward(
            "markup_and_queries_in_names.csv",
            "Markup, template, Cypher and SQL text in names.",
            lambda: people(MARKUP),
            loaded(
                8, normaliser="people", check="shown as text in map, report and terminal; the graph keeps all its nodes"
            ),
        ),
        Awkward(
            "control_codes_in_names.csv",
            "Terminal colours, a bell, text direction marks and invisible characters in names.",
            lambda: people(CONTROL),
            loaded(5, normaliser="people", check="no control code reaches the terminal or a report"),
        ),
        Awkward(
            "cell_of_100_kilobytes.csv",
            "One cell holds a hundred thousand characters.",
            wide_cell,
            loaded(1, check="the row is kept whole; no listing prints the cell in full"),
        ),
        Awkward(
            "ten_thousand_columns.csv",
            "Ten thousand columns, four of them known.",
            lambda: csv_bytes(
                [("07700900971", "07700900972", "14/04/2026 10:00", "30", *[""] * 9995, "last")],
                header=("A Number", "B Number", "Date and Time", "Duration", *(f"c{i}" for i in range(9996))),
            ),
            loaded(1, check="the unknown columns are kept"),
        ),
    ),
)
