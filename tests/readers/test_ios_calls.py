"""Call histories of iPhones: numbers as BLOBs, missed calls, apps, group calls, and the old database."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from dataclasses import replace
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest

from clew.case import Case
from clew.ledger.session import open_ledger
from clew.synth.devices.ios_calls import write_calls
from clew.synth.devices.telephone import FIRST_UTC, Call, invented_telephone

A, B = "+447700900101", "+447700900102"
COCOA = FIRST_UTC - 978_307_200


@pytest.fixture
def history(tmp_path: Path) -> Callable[..., Path]:
    """Write these calls, then run further statements on the database."""

    def make(*calls: Call, sql: tuple[tuple[str, tuple[Any, ...]], ...] = (), **quirks: bool) -> Path:
        path = tmp_path / "CallHistory.storedata"
        write_calls(replace(invented_telephone(), calls=calls), path, **quirks)
        with sqlite3.connect(path) as connection:
            for statement, values in sql:
                connection.execute(statement, values)
        connection.close()
        return path

    return make


def call(*, out: bool = False, seconds: int = 60, **more: Any) -> Call:
    return Call(FIRST_UTC, A, out, seconds, "answered" if seconds else "missed", **more)


def test_calls_in_out_missed_and_not_answered(read, history) -> None:
    found = read(history(call(), call(out=True), call(seconds=0), call(out=True, seconds=0)))[0]
    assert found.column("type") == ["voice in", "voice out", "voice missed in", "voice missed out"]
    assert found.column("caller") == [A, None, A, None]
    assert found.column("called") == [None, A, None, A]
    assert found.rows[0]["start"] == f"{FIRST_UTC}000000"
    assert found.rows[0]["duration"] == "60"
    assert found.refs == [f"ZCALLRECORD {n}" for n in (1, 2, 3, 4)]


def test_an_address_stored_as_blob_is_the_same_number(read, history) -> None:
    path = history(call(), blob_addresses=True)
    with sqlite3.connect(path) as connection:
        assert connection.execute("SELECT typeof(ZADDRESS) FROM ZCALLRECORD").fetchone() == ("blob",)
    assert read(path)[0].rows[0]["caller"] == A


@pytest.mark.parametrize(
    ("provider", "kind", "address", "handle", "app", "party"),
    [
        ("com.apple.Telephony", 1, A, 2, None, A),
        ("com.apple.FaceTime", 8, "skye.ashdown@example.org", 3, "FaceTime", "skye.ashdown@example.org"),
        (None, 16, A, 2, "FaceTime", A),
        ("net.whatsapp.WhatsApp", 0, "447700900101", 1, "WhatsApp", "447700900101@s.whatsapp.net"),
        ("net.whatsapp.WhatsApp", 0, A, 2, "WhatsApp", A),
        ("ph.telegra.Telegraph", 0, "123456", 1, "Telegram", "telegram:123456"),
        ("org.example.Talk", 0, "fen", 1, "org.example.Talk", "org.example.talk:fen"),
    ],
)
def test_the_app_is_named_and_its_accounts_stay_accounts(
    read, history, provider: str | None, kind: int, address: str, handle: int, app: str | None, party: str
) -> None:
    change = (
        "UPDATE ZCALLRECORD SET ZSERVICE_PROVIDER = ?, ZCALLTYPE = ?, ZADDRESS = ?, ZHANDLE_TYPE = ?",
        (provider, kind, address, handle),
    )
    row = read(history(call(), sql=(change,)))[0].rows[0]
    assert (row["app"], row["caller"]) == (app, party)
    assert row["type"] == ("video in" if kind == 8 else "voice in")


def test_why_a_call_ended_is_kept_and_a_hidden_number_is_blank(read, history) -> None:
    sql = (
        ("UPDATE ZCALLRECORD SET ZADDRESS = '', ZDISCONNECTED_CAUSE = 6", ()),
        ("DELETE FROM Z_2REMOTEPARTICIPANTHANDLES", ()),
    )
    found = read(history(call(), sql=sql))[0]
    assert found.rows[0]["caller"] is None
    cells = dict(zip(found.part.columns, found.rows[0]["raw"].split("\x1f"), strict=True))
    assert cells["ZDISCONNECTED_CAUSE"] == "6"


def test_a_group_call_is_one_event_with_its_group(read, history) -> None:
    sql = (
        ("INSERT INTO ZHANDLE (Z_PK, ZVALUE) VALUES (9, ?)", (B,)),
        ("INSERT INTO Z_2REMOTEPARTICIPANTHANDLES VALUES (1, 9)", ()),
        ("UPDATE ZCALLRECORD SET ZADDRESS = NULL, ZPARTICIPANTGROUPUUID = x'0A0B', ZCALLTYPE = 8", ()),
        ("UPDATE ZCALLRECORD SET ZSERVICE_PROVIDER = 'com.apple.FaceTime'", ()),
        ("ALTER TABLE Z_2REMOTEPARTICIPANTHANDLES RENAME TO Z_7REMOTEPARTICIPANTHANDLES", ()),
    )  # fmt: skip
    calls, members = read(history(call(out=True), sql=sql))
    assert [(r["caller"], r["called"]) for r in calls.rows] == [(None, "group:facetime:0A0B")]
    assert {(r["source"], r["target"]) for r in members.rows} == {
        (A, "group:facetime:0A0B"),
        (B, "group:facetime:0A0B"),
    }


def test_a_call_without_an_address_takes_its_only_participant(read, history) -> None:
    found = read(history(call(), sql=(("UPDATE ZCALLRECORD SET ZADDRESS = NULL", ()),)))[0]
    assert found.rows[0]["caller"] == A


def test_few_columns_and_no_table_of_participants(read, tmp_path: Path) -> None:
    path = tmp_path / "few.storedata"
    with sqlite3.connect(path) as connection:
        connection.execute(
            "CREATE TABLE ZCALLRECORD (Z_PK INTEGER PRIMARY KEY, ZDATE, ZDURATION, ZADDRESS, ZORIGINATED)"
        )
        connection.execute("INSERT INTO ZCALLRECORD VALUES (1, ?, 0, ?, 0), (2, ?, 5.6, ?, 0)", (COCOA, A, COCOA, A))
    connection.close()
    (found,) = read(path)
    assert found.column("type") == ["voice missed in", "voice in"]
    assert found.column("duration") == ["0", "6"]


def test_the_database_before_ios_8(read, tmp_path: Path) -> None:
    path = tmp_path / "call_history.db"
    with sqlite3.connect(path) as connection:
        connection.execute("CREATE TABLE _SqliteDatabaseProperties (key TEXT, value TEXT)")
        connection.execute("CREATE TABLE call (ROWID INTEGER PRIMARY KEY, address, date, duration, flags, id)")
        connection.executemany(
            "INSERT INTO call (address, date, duration, flags) VALUES (?, ?, ?, ?)",
            [(A, FIRST_UTC, 10, 4), (A, FIRST_UTC, 0, 4), (A, FIRST_UTC, 10, 5), (A, FIRST_UTC, 0, 17)],
        )
    connection.close()
    (found,) = read(path)
    assert found.column("type") == ["voice in", "voice missed in", "voice out", "voice missed out"]
    assert found.column("app") == [None, None, None, "FaceTime"]
    assert set(found.column("start")) == {str(FIRST_UTC)}


def test_all_calls_of_a_telephone_reach_the_ledger_out_of_the_log(
    tmp_path: Path, new_case: Callable[[str], Case]
) -> None:
    telephone = invented_telephone()
    path = tmp_path / "CallHistory.storedata"
    write_calls(telephone, path, wal_only=True, blob_addresses=True)
    files = [path, path.with_name(f"{path.name}-wal")]
    before = [sha256(p.read_bytes()).hexdigest() for p in files]
    case = new_case("case")
    assert [r.error for r in case.load([path], legal_basis="seizure", timezone="UTC")] == [None]
    with open_ledger(case.folder, case.exhibits()) as session:
        found = session.execute(
            "SELECT epoch(start_utc)::BIGINT, if(a_kind = 'device', b, a), direction = 'out', duration_s, service"
            " FROM event ORDER BY ALL"
        ).fetchall()
    assert found == sorted(
        (c.start_utc, c.number, c.outgoing, c.duration_s, "app" if c.service == "whatsapp" else "voice")
        for c in telephone.calls
    )
    exhibit = case.exhibits()[0]
    assert (exhibit.read, exhibit.kept) == (len(telephone.calls), len(telephone.calls))
    assert any("0 rows in the main file, 40 with the log" in w for p in exhibit.parts for w in p.warnings)
    assert [sha256(p.read_bytes()).hexdigest() for p in files] == before
