"""Check that every ledger file a manifest lists can be read and holds the rows it should."""

from __future__ import annotations

from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from clew.ledger.manifest import in_force


def damaged_files(case_folder: Path) -> list[str]:
    """Return one sentence per ledger file that is missing or cannot be read; empty when all is well."""
    problems = []
    for exhibit in in_force(case_folder / "exhibits"):
        for kind, name in sorted(exhibit.files.items()):
            path = case_folder / name
            try:
                rows = pq.ParquetFile(path).metadata.num_rows
            except FileNotFoundError:
                problems.append(f"{name} of {Path(exhibit.path).name} is missing")
                continue
            except (OSError, pa.ArrowException) as error:
                problems.append(f"{name} of {Path(exhibit.path).name} cannot be read: {error}")
                continue
            if kind == "set_aside" and rows != exhibit.set_aside:
                problems.append(f"{name} holds {rows} rows, the manifest says {exhibit.set_aside}")
            if kind == "duplicate" and rows != exhibit.duplicate:
                problems.append(f"{name} holds {rows} rows, the manifest says {exhibit.duplicate}")
    return problems
