"""Write a messy file, read it the way the loader does, and look at its parts."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from clew.readers.reader import Part, ReadOptions, Source
from clew.readers.recognise import choose


@dataclass
class ReadPart:
    """A part and all its rows as dictionaries."""

    part: Part
    rows: list[dict[str, str]]

    @property
    def refs(self) -> list[str]:
        return [row["row_ref"] for row in self.rows]

    def column(self, name: str) -> list[str]:
        return [row[name] for row in self.rows]

    @property
    def aside(self) -> list[tuple[str, str]]:
        return [(entry.row_ref, entry.reason) for entry in self.part.tally.set_aside]


@pytest.fixture
def read(tmp_path: Path) -> Callable[..., list[ReadPart]]:
    def _read(content: str | bytes | Path, name: str = "records.csv", **options: Any) -> list[ReadPart]:
        if isinstance(content, Path):
            path = content
        else:
            path = tmp_path / name
            path.write_bytes(content.encode() if isinstance(content, str) else content)
        source = Source(path)
        parts = []
        for part in choose(source).read(source, ReadOptions(**options)):
            batches = list(part.batches)
            for batch in batches:
                assert set(part.fields) | {"row_ref", "raw"} <= set(batch.schema.names)
                assert {str(t) for t in batch.schema.types} == {"string"}
            rows = [row for batch in batches for row in batch.to_pylist()]
            assert part.tally.read == len(rows) + len(part.tally.set_aside)
            for row in rows:
                assert len(row["raw"].split("\x1f")) == len(part.columns)
            parts.append(ReadPart(part, rows))
        return parts

    return _read


@pytest.fixture
def read_one(read: Callable[..., list[ReadPart]]) -> Callable[..., ReadPart]:
    def _read_one(*args: Any, **options: Any) -> ReadPart:
        parts = read(*args, **options)
        assert len(parts) == 1, [p.part.profile for p in parts]
        return parts[0]

    return _read_one
