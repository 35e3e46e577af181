"""A duration is in the unit its column title states."""

from __future__ import annotations

from pathlib import Path

from clew.case import Case


def test_a_column_of_minutes_is_not_read_as_seconds(tmp_path: Path) -> None:
    path = tmp_path / "calls.csv"
    path.write_text(
        "Call Type,A Number,B Number,Start Date,Start Time,Duration (min)\n"
        "MO,07700900101,07700900102,14/03/2026,09:00:00,2\n"
        "MO,07700900101,07700900102,14/03/2026,10:00:00,00:00:30\n"
        "MO,07700900101,07700900102,14/03/2026,11:00:00,1.5\n",
        encoding="utf-8",
    )
    case = Case.create(tmp_path / "case", owner="DS Example")
    (result,) = case.load([path], legal_basis="consent", timezone="UTC")
    assert result.error is None
    events = case.view().sql("SELECT duration_s FROM events ORDER BY start_utc").to_pylist()
    assert [e["duration_s"] for e in events] == [120, 30, 90]
