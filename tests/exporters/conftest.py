from __future__ import annotations

from datetime import UTC, datetime

import pytest

from clew.exporters.chart import Chart, ChartLink, ChartNode


@pytest.fixture
def chart() -> Chart:
    """A small chart with everything that has gone wrong in such files before."""
    person = ChartNode(
        "pe-01", "Person", "Wąsala, Krzysztof", group="line", fields={"born": "1994", "note": 'said "no", twice'}
    )
    child = ChartNode("pe-02", "Person", "Protected person P-7QK2", protected=True, fields={"reason": "under 18"})
    phone = ChartNode("ph-01", "Phone", "+447700900101", group="line", fields={"status": "reserved range"})
    other = ChartNode("ph-02", "Phone", "+447700900102")
    bank = ChartNode("ac-01", "Account", '=HYPERLINK("x";"y")', fields={"holder": "@SUM(1+1)", "branch": "\tA"})
    alone = ChartNode(
        "ad-01", "Address", "Flat 3\n9 Quarry Mews, ZX4 1MK", fields={"raw": "bell\x07 and \u202eovertaken"}
    )
    call = datetime(2024, 3, 1, 9, 15, 30, tzinfo=UTC)
    late = datetime(2024, 3, 31, 0, 59, tzinfo=UTC)
    return Chart(
        case="operation-thread",
        title="One line, six entities",
        marking="OFFICIAL-SENSITIVE",
        exported_by="D. Analyst",
        exported_utc=datetime(2024, 7, 1, 9, 30, tzinfo=UTC),
        data_hash="5d" * 32,
        nodes=(person, child, phone, other, bank, alone),
        links=(
            ChartLink(
                "l-1", "pe-01", "ph-01", "USES", True, False, 1, call, None, "2C", "P", {},
                ("subscribers.xlsx, Sheet1!7",),
            ),
            ChartLink(
                "l-2", "ph-01", "ph-02", "CONTACTED", True, True, 41, call, late, "", "", {"messages": "12"},
                ("calls_a.csv, row 14", "calls_a.csv, row 15", "calls, north.csv, row 3"),
            ),
            ChartLink("l-3", "ph-02", "ph-01", "CONTACTED", True, True, 2, late, late),
            ChartLink("l-4", "pe-02", "ph-02", "USES", True, True, 1, None, None, "1A", "C A1", {"-note": "+1"}),
            ChartLink("l-5", "pe-01", "ac-01", "HOLDS_ACCOUNT", True, True, 1, call, late),
            ChartLink("l-6", "pe-01", "pe-02", "SEEN_WITH", False, False, 3, late, late),
        ),
        left_out=("3 of 9 entities are left out: more than two steps away.",),
        notes=("Service numbers are drawn; no path leads through one.",),
        audit_head="ab" * 32,
    )  # fmt: skip
