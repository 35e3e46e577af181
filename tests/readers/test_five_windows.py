"""Five windows on one phone: every format tells of the same people, calls and messages, as far as it can carry them."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from typing import NamedTuple

import pytest

from clew.case import Case
from clew.ledger.session import open_ledger
from clew.synth.devices.telephone import Telephone, invented_telephone

TELEPHONE = invented_telephone()


class Window(NamedTuple):
    """A format: how it is written, and what of the telephone it can carry."""

    write: Callable[[Telephone, Path], None]
    services: frozenset[str]
    address_book: bool
    rejected: str = "rejected"  # how it tells of a call the owner pressed away


def _ufed_xml(telephone: Telephone, folder: Path) -> None:
    import_module("clew.synth.devices.ufed_xml").write(telephone, folder / "report.xml")


def _ufed_xlsx(telephone: Telephone, folder: Path) -> None:
    import_module("clew.synth.devices.ufed_xlsx").write(telephone, folder / "report.xlsx")


def _sms_backup(telephone: Telephone, folder: Path) -> None:
    import_module("clew.synth.devices.sms_backup").write(telephone, folder)


def _android(telephone: Telephone, folder: Path) -> None:
    import_module("clew.synth.devices.android").write(telephone, folder)


def _ios(telephone: Telephone, folder: Path) -> None:
    import_module("clew.synth.devices.ios").write(telephone, folder)


EVERYTHING = frozenset({"sms", "voice", "whatsapp"})
WINDOWS = {
    "ufed xml": Window(_ufed_xml, EVERYTHING, True),
    "ufed xlsx": Window(_ufed_xlsx, EVERYTHING, True),
    "sms backup": Window(_sms_backup, frozenset({"sms", "voice"}), False),
    "android": Window(_android, EVERYTHING, True),
    "ios": Window(_ios, EVERYTHING, True, rejected="missed"),  # its call list does not tell the two apart
}


@pytest.fixture(scope="module", params=WINDOWS)
def seen(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> tuple[Window, Case]:
    """The telephone written in one format and loaded into a case of its own."""
    window = WINDOWS[request.param]
    folder = tmp_path_factory.mktemp("window")
    files = folder / "exhibits"
    files.mkdir()
    window.write(TELEPHONE, files)
    case = Case.create(folder / "case", owner="DS Example")
    results = case.load([files], legal_basis="consent", timezone="Europe/London", device="KD/07")
    assert [r.error for r in results] == [None] * len(results)
    for exhibit in case.exhibits():
        assert exhibit.read == exhibit.kept + exhibit.duplicate + exhibit.set_aside
    return window, case


def rows(case: Case, query: str) -> list[tuple[object, ...]]:
    session = open_ledger(case.folder, case.exhibits())
    try:
        return session.execute(query).fetchall()
    finally:
        session.close()


def other_end(number: str) -> tuple[str, str]:
    return ("phone", number)


def test_the_same_calls(seen: tuple[Window, Case]) -> None:
    window, case = seen
    words = {"answered": "in", "missed": "missed", "rejected": window.rejected}
    expected = sorted(
        (c.start_utc, *other_end(c.number), "out" if c.outgoing else words[c.outcome],
         c.duration_s, "app" if c.service == "whatsapp" else "voice")
        for c in TELEPHONE.calls if c.service in window.services
    )  # fmt: skip
    found = rows(
        case,
        "SELECT epoch(start_utc)::BIGINT, if(a_kind = 'device', b_kind, a_kind), if(a_kind = 'device', b, a),"
        " direction, coalesce(duration_s, 0), service FROM event WHERE event_kind = 'call' ORDER BY ALL",
    )
    assert sorted(found) == expected


def test_the_same_messages(seen: tuple[Window, Case]) -> None:
    window, case = seen
    groups = [f"whatsapp:{g.id}@g.us" for g in TELEPHONE.groups]
    expected = []
    for m in TELEPHONE.messages:
        if m.service not in window.services:
            continue
        sender = ("device", "KD/07") if m.outgoing else ("phone", m.number)
        to = ("group", groups[m.group]) if m.group >= 0 else ("phone", m.number) if m.outgoing else ("device", "KD/07")
        expected.append((m.start_utc, *sender, *to, "out" if m.outgoing else "in", m.text))
    found = rows(
        case,
        "SELECT epoch(start_utc)::BIGINT, a_kind, a, b_kind, b, direction, text FROM event"
        " WHERE event_kind = 'message' ORDER BY ALL",
    )
    assert sorted(found) == sorted(expected)


def test_the_same_people(seen: tuple[Window, Case]) -> None:
    window, case = seen
    saved = {(c.name, c.number) for c in TELEPHONE.contacts}
    found = set(
        rows(
            case,
            "SELECT DISTINCT display_name, value FROM contact"
            " WHERE id_kind = 'phone' AND owner_kind = 'device' AND owner = 'KD/07' AND display_name IS NOT NULL",
        )
    )
    if window.address_book:
        assert found == saved
    else:  # names stand beside messages and calls only
        reached = {m.number for m in TELEPHONE.messages if m.service == "sms"}
        reached |= {c.number for c in TELEPHONE.calls if c.service == "voice"}
        assert found == {(name, number) for name, number in saved if number in reached}


def test_the_same_groups_with_their_members(seen: tuple[Window, Case]) -> None:
    window, case = seen
    if "whatsapp" not in window.services:
        pytest.skip("such a backup holds no group chats of apps")
    expected = {(member, f"whatsapp:{g.id}@g.us") for g in TELEPHONE.groups for member in g.members}
    found = set(
        rows(
            case,
            "SELECT a, b FROM membership WHERE relation = 'MEMBER_OF' AND a_kind = 'phone'"
            f" AND a <> '{TELEPHONE.number}'",
        )
    )
    assert found == expected
