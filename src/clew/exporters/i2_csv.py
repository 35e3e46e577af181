"""A flat table for an i2 import specification: one link a row with both ends, and a sheet of what maps to what."""

from __future__ import annotations

from pathlib import Path

from clew.durable import write_text
from clew.exporters.chart import Chart, Exporter
from clew.exporters.csv_files import csv_text
from clew.exporters.rows import NODE_COLUMNS, about_rows, link_rows, node_rows

COLUMNS = (
    "Link Identity", "Link Type", "Direction", "Strength", "End 1 Identity", "End 1 Type", "End 1 Label",
    "End 2 Identity", "End 2 Type", "End 2 Label", "Records", "Date First", "Time First", "Date Last", "Time Last",
    "Grade", "Handling", "Description", "Source Reference", "Marking",
)  # fmt: skip

#: Column, where it goes in an import specification, and how to read it.
MAPPING = (
    ("End 1 Identity, End 2 Identity", "entity identity", "opaque id of this case; equal ids are one entity"),
    ("End 1 Type, End 2 Type", "entity type", "Person, Phone, Handset, Sim, Address, Place, Vehicle, Account, ..."),
    ("End 1 Label, End 2 Label", "entity label", "pseudonym where the person is protected"),
    ("Link Identity", "link identity", "equal ids are one link"),
    ("Link Type", "link type", "parallel links of different types must stay separate links"),
    ("Direction", "arrow", "forward: from end 1 to end 2; none: no direction recorded"),
    ("Strength", "link strength", "Confirmed: solid; Unconfirmed: dashed"),
    ("Records", "attribute, number", "ledger rows behind the link"),
    ("Date First, Time First, Date Last, Time Last", "date and time, UTC", "YYYY-MM-DD, HH:MM:SS; empty: unknown"),
    ("Grade", "grade", "lowest grade of the rows, as recorded; not converted"),
    ("Handling", "attribute, text", "strictest handling code of the rows"),
    ("Source Reference", "source reference", "exhibit and row, joined by ' | '"),
    ("Marking", "attribute, text", "applies to every row"),
    ("any cell that starts with an apostrophe", "remove the apostrophe", "it keeps a spreadsheet from calculating"),
    ("entities_without_links.csv", "entities only", "entities no link row names"),
)  # fmt: skip


def write_i2_csv(chart: Chart, out: Path) -> tuple[Path, ...]:
    """Write a folder with the flat link table, the entities no link names, the mapping sheet and an about sheet.

    No import specification is written: one guessed wrong would load silently wrong.

    Raises:
        ClewError: a file cannot be written.
    """
    named = {end for link in chart.links for end in (link.source, link.target)}
    alone = [row for row in node_rows(chart) if row[0] not in named]
    texts = {
        "i2_links.csv": csv_text(COLUMNS, (_flat(row) for row in link_rows(chart))),
        "entities_without_links.csv": csv_text(NODE_COLUMNS, alone),
        "mapping.csv": csv_text(("column", "maps to", "meaning"), MAPPING),
        "about.csv": csv_text(("what", "value"), about_rows(chart)),
    }
    for name, text in texts.items():
        write_text(out / name, text)
    return tuple(out / name for name in texts)


def _flat(row: tuple[str, ...]) -> tuple[str, ...]:
    (
        identity, kind, directed, confirmed, source, source_type, source_label, target, target_type, target_label,
        records, first, last, grade, handling, fields, evidence, marking,
    ) = row  # fmt: skip
    return (
        identity,
        kind,
        "forward" if directed == "yes" else "none",
        "Confirmed" if confirmed == "yes" else "Unconfirmed",
        source,
        source_type,
        source_label,
        target,
        target_type,
        target_label,
        records,
        first[:10],
        first[11:19],
        last[:10],
        last[11:19],
        grade,
        handling,
        fields,
        evidence,
        marking,
    )


EXPORTER = Exporter("i2-csv", "Flat CSV for an i2 import specification, with mapping sheet", "", write_i2_csv)
