"""Address books of iPhones: several numbers a person, labels, addresses, relatives, people saved by name only."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest

from clew.case import Case
from clew.ledger.session import open_ledger
from clew.synth.devices.ios_contacts import write_contacts
from clew.synth.devices.telephone import invented_telephone

A = "+447700900101"


@pytest.fixture
def book(tmp_path: Path) -> Callable[..., Path]:
    """Write an address book of one person and run further statements on it."""

    def make(*sql: tuple[str, tuple[Any, ...]]) -> Path:
        path = tmp_path / "AddressBook.sqlitedb"
        write_contacts(invented_telephone(), path)
        with sqlite3.connect(path) as connection:
            connection.execute("DELETE FROM ABPerson")
            connection.execute("DELETE FROM ABMultiValue")
            connection.execute("INSERT INTO ABPerson (ROWID, First, Last, Note) VALUES (1, 'Skye', 'Ashdown', 'gym')")
            for statement, values in sql:
                connection.execute(statement, values)
        connection.close()
        return path

    return make


def value(kind: int, text: str | None, label: int | None = None, person: int = 1) -> tuple[str, tuple[Any, ...]]:
    return "INSERT INTO ABMultiValue (record_id, property, value, label) VALUES (?, ?, ?, ?)", (
        person,
        kind,
        text,
        label,
    )


def test_each_number_and_address_is_a_row_under_the_saved_name(read, book) -> None:
    found = read(book(value(3, A, 1), value(4, "skye.ashdown@example.org")))[0]
    assert [(r["display_name"], r["phone"], r["email"], r["note"]) for r in found.rows] == [
        ("Skye Ashdown", A, None, "gym"), ("Skye Ashdown", None, "skye.ashdown@example.org", "gym"),
    ]  # fmt: skip
    cells = dict(zip(found.part.columns, found.rows[0]["raw"].split("\x1f"), strict=True))
    assert cells["label"] == "mobile"


def test_a_relative_is_a_note_and_no_person(read, book) -> None:
    label = ("INSERT INTO ABMultiValueLabel (ROWID, value) VALUES (9, '_$!<Mother>!$_')", ())
    row = read(book(label, value(23, "Wren Ashdown", 9)))[0].rows[0]
    assert row["note"] == "gym; related: mother: Wren Ashdown"
    assert row["phone"] is None


def test_an_address_and_an_account_are_put_together_from_their_entries(read, book) -> None:
    keys = [("INSERT INTO ABMultiValueEntryKey (ROWID, value) VALUES (?, ?)", pair)
            for pair in [(1, "Street"), (2, "ZIP"), (3, "service"), (4, "username")]]  # fmt: skip
    saved = [(1, 1, "1 Example Road"), (1, 2, "ZX1 2CV"), (2, 3, "Snapchat"), (2, 4, "Fen_77")]
    entries = [("INSERT INTO ABMultiValueEntry VALUES (?, ?, ?)", row) for row in saved]
    home, profile = read(book(*keys, value(5, None), value(46, None), *entries))[0].rows
    assert home["address"] == "Street=1 Example Road, ZIP=ZX1 2CV"
    assert profile["messaging"] == "snapchat:Fen_77"


def test_an_organisation_and_a_person_saved_by_name_only(read, book) -> None:
    parts = read(book(("INSERT INTO ABPerson (ROWID, Organization) VALUES (2, 'Zed Cars')", ()), value(3, A, 1, 2)))
    assert [(r["display_name"], r["organisation"]) for r in parts[0].rows] == [(None, "Zed Cars")]
    assert parts[1].column("display_name") == ["Skye Ashdown"]
    assert parts[1].refs == ["ABPerson 1"]


def test_a_number_whose_person_is_gone_is_marked_deleted(read, book) -> None:
    found = read(book(value(3, A, 1, 77)))[0]
    assert [(r["display_name"], r["phone"], r["deleted"]) for r in found.rows] == [(None, A, "yes")]


def test_an_empty_entry_is_set_aside(read, book) -> None:
    found = read(book(value(3, None)))[0]
    assert found.aside == [("ABMultiValue 1", "nothing is saved in this entry")]


def test_few_tables_and_columns(read, tmp_path: Path) -> None:
    path = tmp_path / "few.sqlitedb"
    with sqlite3.connect(path) as connection:
        connection.execute("CREATE TABLE ABPerson (First TEXT)")
        connection.execute("INSERT INTO ABPerson VALUES ('Mum')")
    connection.close()
    (found,) = read(path)
    assert found.column("display_name") == ["Mum"]


def test_contacts_that_are_only_in_the_log_reach_the_ledger(tmp_path: Path, new_case: Callable[[str], Case]) -> None:
    telephone = invented_telephone()
    path = tmp_path / "AddressBook.sqlitedb"
    write_contacts(telephone, path, wal_only=True)
    files = [path, path.with_name(f"{path.name}-wal")]
    assert path.stat().st_size < 10_000
    before = [sha256(p.read_bytes()).hexdigest() for p in files]
    case = new_case("case")
    assert [r.error for r in case.load([path], legal_basis="seizure", timezone="UTC")] == [None]
    with open_ledger(case.folder, case.exhibits()) as session:
        found = session.execute("SELECT display_name, value FROM contact WHERE id_kind = 'phone'").fetchall()
        people = session.execute("SELECT count(*) FROM person").fetchone()
    assert set(found) == {(c.name, c.number) for c in telephone.contacts if not c.deleted}
    assert people == (0,)
    exhibit = case.exhibits()[0]
    assert exhibit.read == exhibit.kept + exhibit.duplicate + exhibit.set_aside == 8
    assert [sha256(p.read_bytes()).hexdigest() for p in files] == before
