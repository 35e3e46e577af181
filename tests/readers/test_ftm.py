from __future__ import annotations

import contextlib
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from clew.case import Case
from clew.errors import InputError
from clew.ledger.session import open_ledger
from clew.readers.reader import ReadOptions, Source
from clew.readers.recognise import choose

Read = Callable[..., list[Any]]


def entity(id_: str, schema: str, **properties: Any) -> dict[str, Any]:
    lists = {n.rstrip("_"): v if isinstance(v, list) else [v] for n, v in properties.items()}
    return {"id": id_, "schema": schema, "properties": lists}


def lines(*entities: Any) -> str:
    return "".join(f"{each if isinstance(each, str) else json.dumps(each)}\n" for each in entities)


def parts(found: list[Any]) -> dict[str, Any]:
    return {each.part.name: each for each in found}


def load(case: Case, path: Path, text: str) -> Any:
    path.write_text(text, encoding="utf-8")
    (result,) = case.load([path], legal_basis="intelligence", timezone="UTC")
    assert result.error is None
    exhibit = result.exhibit
    assert exhibit.read == exhibit.kept + exhibit.duplicate + exhibit.set_aside
    return exhibit


SKYE = entity("p1", "Person", name=["Skye Ashdown", "S. Ashdown"], birthDate="1990-05", phone=["+447700900123"])
RAY = entity("p2", "Person", firstName="Ray", lastName="Fenn")
FIRM = entity("c1", "Company", name="Zed Cars Ltd", registrationNumber="00000001", addressEntity="a1")
HOME = entity("a1", "Address", full="1 Example Road, Zedham, ZX1 2CV")
CAR = entity("v1", "Vehicle", registrationNumber="ZX26 ABC", make="Zed", owner="p1")
OURS = entity("b1", "BankAccount", accountNumber="00-00-12 12345678", owner="p1")
APP = entity("u1", "UserAccount", service="Zedchat", username="skye", owner="p1")


def test_values_are_lists_and_dates_may_be_partial(read: Read) -> None:
    row = parts(read(lines(SKYE)))["people"].rows[0]
    assert (row["full_name"], row["alias"], row["birth_date"]) == ("Skye Ashdown", "S. Ashdown", "1990-05")
    assert row["row_ref"] == "line 1, p1"


def test_a_person_and_the_edges_that_name_them_are_one_entity(new_case: Any, tmp_path: Path) -> None:
    case = new_case()
    edges = [
        entity("e1", "Family", person="p1", relative="p2", relationship="brother"),
        entity("e2", "Directorship", director="p1", organization="c1", role="secretary", startDate="2024-06"),
        entity("e3", "Ownership", owner="p2", asset="v1"),
        entity("e4", "UnknownLink", subject="p1", object="p2", role="met at a gym"),
    ]
    load(case, tmp_path / "x.json", lines(*edges, SKYE, RAY, FIRM, HOME, CAR))
    chart = case.chart()
    names = {n.id: n.label for n in chart.nodes}
    assert sorted(n.label for n in chart.nodes if n.kind == "Person") == ["Ray Fenn", "Skye Ashdown"]
    found = {(link.type, names[link.source], names[link.target], link.fields.get("capacity")) for link in chart.links}
    assert ("FAMILY_OF", "Skye Ashdown", "Ray Fenn", "brother") in found
    assert ("WORKS_FOR", "Skye Ashdown", "Zed Cars Ltd", "secretary") in found
    assert ("KEEPER_OF", "Ray Fenn", "ZX26 ABC", None) in found
    assert ("KEEPER_OF", "Skye Ashdown", "ZX26 ABC", None) in found
    assert ("LINKED_TO", "Skye Ashdown", "Ray Fenn", "met at a gym") in found
    (started,) = [link.first_utc for link in chart.links if link.fields.get("capacity") == "secretary"]
    assert started is not None
    assert started.isoformat().startswith("2024-06-01")


def test_calls_between_numbers_are_events_and_say_whose_the_numbers_are(new_case: Any, tmp_path: Path) -> None:
    case = new_case()
    call = entity(
        "k1", "Call", caller="p2", callerNumber="+447700900124", receiverNumber="+447700900123",
        date="2026-03-02T09:00:00", duration="72",
    )  # fmt: skip
    message = entity(
        "k2", "Message", senderAccount="u1", recipientAccount=["u2"], bodyText="ok", date="2026-03-03T09:00:00"
    )
    other = entity("u2", "UserAccount", service="Zedchat", username="ray")
    load(case, tmp_path / "x.json", lines(SKYE, RAY, APP, other, call, message))
    session = open_ledger(case.folder, case.exhibits())
    found = session.sql("SELECT event_kind, a, b, duration_s, text FROM event ORDER BY start_utc").fetchall()
    assert found == [
        ("call", "+447700900124", "+447700900123", 72, ""),
        ("message", "zedchat:skye", "zedchat:ray", None, "ok"),
    ]
    used = session.sql("SELECT b FROM membership WHERE relation = 'USES' ORDER BY b").fetchall()
    assert used == [("+447700900123",), ("+447700900124",), ("zedchat:skye",)]


def test_a_call_that_names_people_only_is_a_link_with_one_call(new_case: Any, tmp_path: Path) -> None:
    case = new_case()
    calls = [entity(f"k{n}", "Call", caller="p1", receiver="p2", date=f"2026-03-0{n}T10:00:00") for n in (2, 5)]
    load(case, tmp_path / "x.json", lines(SKYE, RAY, *calls))
    (link,) = [link for link in case.chart().links if link.type == "CONTACTED"]
    assert (link.records, link.fields["calls"]) == (2, "2")
    assert [t.day for t in (link.first_utc, link.last_utc) if t] == [2, 5]


def test_a_payment_between_accounts_is_an_event_and_one_between_names_a_link(new_case: Any, tmp_path: Path) -> None:
    case = new_case()
    theirs = entity("b2", "BankAccount", accountNumber="00-00-34 87654321")
    rows = [
        entity(
            "m1",
            "Payment",
            payerAccount="b1",
            beneficiaryAccount="b2",
            amount="12.50",
            currency="EUR",
            date="2026-03-02",
        ),
        entity("m2", "Payment", payer="p1", beneficiary="c1", amount="99", currency="EUR", date="2026-03-04"),
    ]
    load(case, tmp_path / "x.json", lines(SKYE, FIRM, HOME, OURS, theirs, *rows))
    session = open_ledger(case.folder, case.exhibits())
    assert session.sql("SELECT a, b, amount_minor, currency FROM event").fetchall() == [
        ("000012 12345678", "000034 87654321", 1250, "EUR")
    ]
    assert session.sql("SELECT payments, note FROM membership WHERE relation = 'PAID'").fetchall() == [(1, "99 EUR")]


def test_other_schemata_are_named_and_their_lines_kept(read: Read) -> None:
    found = parts(read(lines(SKYE, entity("s1", "Sanction", entity="p1"), entity("s2", "Sanction", entity="p1"))))
    other = found["other"]
    assert other.part.tally.warnings == ["2 of schema Sanction not read"]
    assert other.aside == [("line 2, s1", "schema Sanction is not read"), ("line 3, s2", "schema Sanction is not read")]
    assert '"s1"' in other.part.tally.set_aside[0].raw


def test_a_damaged_line_is_set_aside_and_the_rest_is_read(read: Read) -> None:
    found = parts(read(lines(SKYE, '{"id": "p9", "schema": "Per', RAY, "[]", "")))
    assert len(found["people"].rows) == 2
    assert found["other"].aside == [
        ("line 2", "the line is cut short or damaged"),
        ("line 4", "the line is no entity"),
    ]


def test_half_an_emoji_in_any_place_of_a_line_is_read_or_set_aside(new_case: Any, tmp_path: Path) -> None:
    lone = lines(SKYE, entity("p\ud800", "Person", name="Sam \ud83d Ashdown"), entity("x", "Ship\udc00"))
    assert "\\ud800" in lone
    exhibit = load(new_case(), tmp_path / "x.json", lone)
    assert (exhibit.read, exhibit.kept, exhibit.set_aside) == (3, 2, 1)


def test_an_edge_to_an_entity_that_is_not_there_is_set_aside(read: Read) -> None:
    found = parts(read(lines(SKYE, entity("e", "Family", person="p1", relative="gone"), entity("f", "Family"))))
    assert found["links"].aside == [
        ("line 2, e", "one end, gone, is not in the file"),
        ("line 3, f", "the Family names only one of its ends, or none"),
    ]


def test_a_passport_belongs_to_its_holder(new_case: Any, tmp_path: Path) -> None:
    case = new_case()
    load(case, tmp_path / "x.json", lines(SKYE, entity("i1", "Passport", holder="p1", passportNumber="ZZ1234567")))
    session = open_ledger(case.folder, case.exhibits())
    ids = session.sql("SELECT strong_ids FROM person").fetchall()
    assert any("passport:ZZ1234567" in strong for (strong,) in ids)
    assert len([n for n in case.chart().nodes if n.kind == "Person"]) == 1


def test_nationality_and_sex_are_no_fields(read: Read) -> None:
    person = entity("p1", "Person", name="Skye Ashdown", nationality="gb", gender="female", religion="none")
    row = parts(read(lines(person)))["people"].rows[0]
    assert not {"gb", "female"} & {value for name, value in row.items() if name != "raw"}
    assert "female" in row["raw"]


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_a_mutated_file_gives_rows_or_a_clear_error(tmp_path: Path, data: st.DataObject) -> None:
    body = bytearray(
        lines(SKYE, RAY, FIRM, HOME, CAR, OURS, APP, entity("f", "Family", person="p1", relative="p2")).encode()
    )
    for _ in range(data.draw(st.integers(1, 6))):
        body[data.draw(st.integers(0, len(body) - 1))] = data.draw(st.integers(0, 255))
    path = tmp_path / "mutated.json"
    path.write_bytes(bytes(body[: data.draw(st.integers(1, len(body)))]))
    with contextlib.suppress(InputError):
        for part in choose(Source(path), forced="ftm").read(Source(path), ReadOptions()):
            rows = sum(batch.num_rows for batch in part.batches)
            assert part.tally.read == rows + len(part.tally.set_aside)
