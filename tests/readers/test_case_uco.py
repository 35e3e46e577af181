from __future__ import annotations

import contextlib
import json
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from clew.case import Case
from clew.errors import InputError
from clew.ledger.session import open_ledger
from clew.readers.reader import ReadOptions, Source
from clew.readers.recognise import choose
from clew.readers.uco import document
from clew.synth.devices.case_uco import write
from clew.synth.devices.telephone import invented_telephone

Read = Callable[..., list[Any]]
CONTEXT = {
    "kb": "http://example.org/kb/",
    "c": "https://ontology.unifiedcyberontology.org/uco/core/",
    "o": "https://ontology.unifiedcyberontology.org/uco/observable/",
    "i": "https://ontology.unifiedcyberontology.org/uco/identity/",
}


def account(name: str, number: str) -> dict[str, Any]:
    facet = {"@type": "o:PhoneAccountFacet", "o:phoneNumber": number}
    return {"@id": f"kb:{name}", "@type": "o:PhoneAccount", "c:hasFacet": facet}


def call(name: str, **facet: Any) -> dict[str, Any]:
    values = {f"o:{key.rstrip('_')}": value for key, value in facet.items()}
    return {"@id": f"kb:{name}", "@type": "o:Call", "c:hasFacet": [{"@type": "o:CallFacet", **values}]}


def graph(*objects: Any, **more: Any) -> str:
    return json.dumps({"@context": CONTEXT, "@graph": list(objects), **more})


def ref(name: str) -> dict[str, str]:
    return {"@id": f"kb:{name}"}


A, B, C = (account(n, f"+4477009001{d}") for n, d in (("a", "01"), ("b", "02"), ("c", "03")))


def parts(found: list[Any]) -> dict[str, Any]:
    return {each.part.name: each for each in found}


def events(case: Case) -> list[dict[str, Any]]:
    session = open_ledger(case.folder, case.exhibits())
    return list(session.sql("SELECT * FROM event ORDER BY row_ref").to_arrow_table().to_pylist())


def test_prefixes_are_the_files_own_and_facets_may_be_one_object_or_a_list(read: Read) -> None:
    found = parts(read(graph(A, B, call("x", callType="outgoing", from_=ref("a"), to=ref("b"), duration=72))))
    row = found["calls"].rows[0]
    assert (row["caller"], row["called"], row["duration"], row["type"]) == (
        "+447700900101",
        "+447700900102",
        "72",
        "outgoing",
    )
    assert row["row_ref"] == "kb:x"


def test_a_facet_may_stand_elsewhere_and_be_referred_to(read: Read) -> None:
    facet = {"@id": "kb:f", "@type": ["o:CallFacet", "c:Facet"], "o:from": ref("a"), "o:to": [ref("b")]}
    call_ = {"@id": "kb:x", "@type": "o:Call", "c:hasFacet": ref("f")}
    assert parts(read(graph(A, B, call_, facet)))["calls"].rows[0]["called"] == "+447700900102"


def test_numbers_are_plain_or_typed(read: Read) -> None:
    typed = {"@type": "xsd:integer", "@value": "72"}
    found = parts(read(graph(A, B, call("x", from_=ref("a"), to=ref("b"), duration=typed))))
    assert found["calls"].column("duration") == ["72"]


def test_a_call_without_a_beginner_has_two_ends_and_no_direction(new_case: Any, tmp_path: Path) -> None:
    path = tmp_path / "x.json"
    path.write_text(
        graph(A, B, call("x", callType="outgoing", to=[ref("a"), ref("b")], startTime="2026-03-02T09:00:00Z"))
    )
    case = new_case()
    case.load([path], legal_basis="seizure")
    (event,) = events(case)
    assert event["direction"] == "unknown"
    assert {event["a"], event["b"]} == {"+447700900101", "+447700900102"}


def test_a_conference_is_one_call_to_a_group_and_not_a_row_for_each_member(read: Read) -> None:
    found = parts(read(graph(A, B, C, call("x", from_=ref("a"), to=[ref("b"), ref("c")]))))
    (row,) = found["calls"].rows
    assert row["called"].startswith("group:conference:")
    assert found["participants"].column("source") == ["+447700900101", "+447700900102", "+447700900103"]
    assert set(found["participants"].column("target")) == {row["called"]}


def test_the_context_of_somebody_elses_server_is_never_fetched_and_named(read: Read) -> None:
    text = json.dumps({"@context": ["https://example.org/context.jsonld", CONTEXT], "@graph": [A]})
    assert any("example.org/context.jsonld" in w for w in parts(read(text))["relationships"].part.tally.warnings)


def test_an_application_account_keeps_its_service(read: Read) -> None:
    app = {
        "@id": "kb:app",
        "@type": "o:Application",
        "c:hasFacet": {"@type": "o:ApplicationFacet", "c:name": "Zedchat"},
    }
    user = {
        "@id": "kb:u",
        "@type": "o:ApplicationAccount",
        "c:hasFacet": [
            {"@type": "o:AccountFacet", "o:accountIdentifier": "skye"},
            {"@type": "o:ApplicationAccountFacet", "o:application": ref("app")},
        ],
    }
    facet = {"@type": "o:MessageFacet", "o:application": ref("app"), "o:from": ref("u"), "o:to": ref("nobody")}
    message = {"@id": "kb:m", "@type": "o:Message", "c:hasFacet": facet}
    found = parts(read(graph(app, user, message)))
    assert found["messages"].rows[0]["caller"] == "zedchat:skye"
    assert found["messages"].rows[0]["app"] == "Zedchat"
    assert found["messages"].rows[0]["called"] == "uco:nobody"
    assert found["accounts"].rows[0]["value"] == "zedchat:skye"


def test_two_spellings_of_one_number_are_one_number(read: Read) -> None:
    found = parts(read(graph(account("z", "+99900000001/99900000001"))))
    assert found["accounts"].column("value") == ["+99900000001"]


def test_a_person_with_an_account_uses_it(new_case: Any, tmp_path: Path) -> None:
    name = {"@type": "i:SimpleNameFacet", "i:givenName": "Skye", "i:familyName": "Ashdown"}
    person = {"@id": "kb:p", "@type": "i:Person", "c:hasFacet": [name]}
    has = {
        "@id": "kb:r",
        "@type": "o:ObservableRelationship",
        "c:source": ref("p"),
        "c:target": [ref("a"), ref("b")],
        "c:kindOfRelationship": "Has_Account",
        "c:isDirectional": True,
    }
    path = tmp_path / "x.json"
    path.write_text(graph(A, B, person, has))
    case = new_case()
    case.load([path], legal_basis="seizure")
    chart = case.chart()
    people = [n for n in chart.nodes if n.kind == "Person"]
    assert [n.label for n in people] == ["Skye Ashdown"]
    assert Counter((link.source, link.type) for link in chart.links) == {(people[0].id, "USES"): 2}


def test_a_relationship_to_a_file_is_set_aside_with_its_reason_and_other_types_are_named(read: Read) -> None:
    file = {"@id": "kb:file", "@type": "o:File", "c:hasFacet": [{"@type": "o:FileFacet", "o:fileName": "a.jpg"}]}
    mail = {"@id": "kb:mail", "@type": "o:EmailMessage", "c:hasFacet": [{"@type": "o:EmailMessageFacet"}]}
    link = {"@id": "kb:r", "@type": "c:Relationship", "c:source": ref("file"), "c:target": ref("a")}
    last = parts(read(graph(A, file, mail, link)))["relationships"]
    assert last.aside == [("kb:r", "one end is of a kind Clew has no entity for: File")]
    assert "1 of type EmailMessage not read" in last.part.tally.warnings
    assert "1 of type File not read" in last.part.tally.warnings


def test_a_computer_in_the_file_is_not_the_telephone_the_file_is_about(read: Read) -> None:
    facet = {"@type": "o:DeviceFacet", "o:deviceType": "Computer", "o:model": "Z1"}
    found = read(graph(A, B, {"@id": "kb:pc", "@type": "o:Device", "c:hasFacet": [facet]}, call("x", from_=ref("a"))))
    assert parts(found)["calls"].part.evidence_type == "report"


def test_a_file_cut_short_gives_what_stood_before_and_says_where(read: Read) -> None:
    whole = json.dumps({"@context": CONTEXT, "@graph": [A, B, C]}, indent=1)
    found = parts(read(whole[: whole.index("kb:c")]))
    assert found["accounts"].column("value") == ["+447700900101", "+447700900102"]
    assert any("breaks off" in w for w in found["relationships"].part.tally.warnings)


def test_a_file_too_large_to_hold_is_refused_with_what_to_do(read: Read, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(document, "MOST_BYTES", 1 << 10)
    with pytest.raises(InputError) as refused:
        read(graph(*[account(f"n{n}", f"+4477009001{n:02}") for n in range(20)]))
    assert "split" in refused.value.hint


def test_json_nested_a_hundred_thousand_deep_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "deep.json"
    path.write_text('{"@graph":[{"@type":"uco-core:Bundle","uco-core:object":' + "[" * 100_000)
    with pytest.raises(InputError):
        list(choose(Source(path)).read(Source(path), ReadOptions()))


@pytest.mark.parametrize("bundled", [False, True], ids=["graph", "bundle"])
def test_a_whole_telephone_comes_through(new_case: Any, tmp_path: Path, bundled: bool) -> None:
    telephone = invented_telephone()
    path = write(telephone, tmp_path / "phone.json", bundled=bundled)
    case = new_case()
    (result,) = case.load([path], legal_basis="seizure", timezone="Europe/London")
    assert result.error is None
    exhibit = result.exhibit
    assert exhibit.read == exhibit.kept + exhibit.duplicate + exhibit.set_aside
    assert exhibit.set_aside == 0
    rows = events(case)
    own = telephone.number
    seen = Counter(
        (int(r["start_utc"].timestamp()), r["a"], r["b"], r["duration_s"]) for r in rows if r["event_kind"] == "call"
    )
    assert seen == Counter(
        (c.start_utc, *((own, c.number) if c.outgoing else (c.number, own)), c.duration_s) for c in telephone.calls
    )
    groups = [f"whatsapp:{g.id}@g.us" for g in telephone.groups]
    texts = Counter(
        (int(r["start_utc"].timestamp()), r["a"], r["b"], r["text"]) for r in rows if r["event_kind"] == "message"
    )
    assert texts == Counter(
        (
            m.start_utc,
            own if m.outgoing else m.number,
            groups[m.group] if m.group >= 0 else m.number if m.outgoing else own,
            m.text,
        )
        for m in telephone.messages
    )
    session = open_ledger(case.folder, case.exhibits())
    saved = session.sql("SELECT display_name, value FROM contact WHERE id_kind = 'phone'").fetchall()
    assert set(saved) == {(c.name, c.number) for c in telephone.contacts}
    used = session.sql("SELECT b_kind FROM membership WHERE a_kind = 'device' ORDER BY ALL").fetchall()
    assert {kind for (kind,) in used} == {"imei", "imsi", "iccid"}
    assert sum(r["event_kind"] == "location" for r in rows) == len(telephone.positions)
    members = session.sql("SELECT count(*) FROM membership WHERE relation = 'MEMBER_OF'").fetchall()
    assert members == [(sum(len(g.members) + 1 for g in telephone.groups),)]


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_a_mutated_file_gives_rows_or_a_clear_error(tmp_path: Path, data: st.DataObject) -> None:
    body = bytearray(write(invented_telephone(calls=3, messages=4), tmp_path / "p.json").read_bytes())
    for _ in range(data.draw(st.integers(1, 6))):
        body[data.draw(st.integers(200, len(body) - 1))] = data.draw(st.integers(0, 255))
    path = tmp_path / "mutated.json"
    path.write_bytes(bytes(body[: data.draw(st.integers(200, len(body)))]))
    with contextlib.suppress(InputError):
        for part in choose(Source(path), forced="case-uco").read(Source(path), ReadOptions()):
            rows = sum(batch.num_rows for batch in part.batches)
            assert part.tally.read == rows + len(part.tally.set_aside)
