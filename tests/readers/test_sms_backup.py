"""Phone backups in XML: what was sent to whom, with the quirks of the apps that wrote them."""

from __future__ import annotations

import base64
import hashlib
from pathlib import Path

import pyarrow as pa
import pytest

from clew.errors import InputError
from clew.plugins import discover
from clew.readers.reader import ReadOptions, Source
from clew.readers.sms_backup import READER

A, B, C = "+447700900123", "+447700900124", "+447700900125"
HEAD = "<?xml version='1.0' encoding='UTF-8' standalone='yes' ?>\n<!--made by an app-->\n"


def _sms(address: str = A, date: int = 1780308000000, box: str = "1", body: str = "hello", **more: str) -> str:
    extra = "".join(f' {name}="{value}"' for name, value in more.items())
    return f'<sms protocol="0" address="{address}" date="{date}" type="{box}" subject="null" body="{body}"{extra} />\n'


def _mms(address: str, body: str, addresses: list[tuple[str, str]], date: int = 1780308000000, box: str = "") -> str:
    sides = "".join(f'<addr address="{a}" type="{side}" charset="106"/>' for side, a in addresses)
    where = f' msg_box="{box}"' if box else ""
    return (
        f'<mms date="{date}" address="{address}"{where}><parts><part ct="application/smil" text="&lt;smil/&gt;"/>'
        f'<part ct="text/plain" text="{body}"/></parts><addrs>{sides}</addrs></mms>\n'
    )


def _messages(*elements: str, count: int | None = None) -> str:
    return f'{HEAD}<smses count="{len(elements) if count is None else count}">\n{"".join(elements)}</smses>'


def test_messages_in_and_out(read_one) -> None:
    found = read_one(_messages(_sms(contact_name="Sam"), _sms(box="2", body="yes", contact_name="(Unknown)")))
    assert (found.part.normaliser, found.part.evidence_type) == ("calls", "handset")
    assert found.refs == ["sms 1", "sms 2"]
    first, second = found.rows
    assert (first["caller"], first["called"], first["contact_name"]) == (A, "", "Sam")
    assert (second["caller"], second["called"], second["contact_name"]) == ("", A, "")
    assert found.part.values["type"]["2"] == "out"
    assert first["start"] == "1780308000000"
    assert found.part.tally.warnings == []


def test_drafts_and_failed_messages_say_so(read_one) -> None:
    found = read_one(_messages(*(_sms(box=box, body=box) for box in "3456")))
    words = found.part.values["type"]
    assert [words[box] for box in found.column("type")] == ["draft", "outbox", "unsent", "queued"]
    assert set(found.column("called")) == {A}


def test_the_normaliser_takes_drafts_for_no_contact(read_one) -> None:
    normaliser = discover("clew.normalise", "NORMALISER")["calls"]
    from clew.normalise.normaliser import Context

    found = read_one(_messages(_sms(box="1"), _sms(box="2"), _sms(box="5", body="never left")))
    batch = pa.Table.from_pylist(found.rows).to_batches()[0]
    events = normaliser.run(batch, Context("0" * 64, "handset", values=found.part.values)).tables["event"]
    assert events["direction"].to_pylist()[:2] == ["in", "out"]
    assert events["status"].to_pylist() == [None, None, "not sent"]
    assert [kind is None for kind in events["b_kind"].to_pylist()] == [False, False, True]


def test_a_group_message_reaches_each_participant(read_one) -> None:
    group = f"{A}~{B}~{C}"
    sent = _mms(group, "to all", [("137", "insert-address-token"), ("151", A), ("151", B), ("151", C)], box="2")
    received = _mms(group, "from Sam", [("137", B), ("151", A), ("151", C), ("151", "insert-address-token")], box="1")
    found = read_one(_messages(sent, received))
    ends = [(row["caller"], row["called"], row["type"]) for row in found.rows]
    assert ends == [("", A, "2"), ("", B, "2"), ("", C, "2"), (B, "", "1"), (B, A, ""), (B, C, "")]
    places = ["", ", participant 2", ", participant 3"]
    assert found.refs == [f"mms {number}{place}" for number in (1, 2) for place in places]
    assert set(found.column("conversation")) == {group}
    assert len(set(found.column("raw"))) == 6


def test_the_same_message_as_sms_and_as_mms_is_kept_once(read_one) -> None:
    mms = _mms(A, "Some text", [("137", A), ("151", "insert-address-token")])
    found = read_one(
        _messages(mms, _sms(body="Some text", date=1780308000900), _sms(body="Some text", date=1780308005000))
    )
    assert found.refs == ["mms 1", "sms 2"]
    assert found.aside == [("sms 1", "same message stored twice (mms 1)")]


def test_equal_texts_sent_twice_stay_two_messages(read_one) -> None:
    found = read_one(_messages(_sms(body="ok"), _sms(body="ok", date=1780308000500)))
    assert len(found.rows) == 2


def test_a_number_without_country_code_is_still_the_same_counterpart(read_one) -> None:
    mms = _mms(A, "Some text", [("137", "07700900123"), ("151", "insert-address-token")])
    found = read_one(_messages(_sms(body="Some text"), mms))
    assert found.aside == [("mms 1", "same message stored twice (sms 1)")]


def test_a_message_that_says_neither_sent_nor_received_is_set_aside(read_one) -> None:
    found = read_one(_messages(_mms(A, "hm", [])))
    assert found.aside == [("mms 1", "does not say whether it was sent or received")]


def test_attachments_are_kept_as_size_and_hash(read_one) -> None:
    picture = b"\xff\xd8\xff" + b"picture" * 40_000
    small = b"tiny"
    parts = "".join(
        f'<part ct="image/jpeg" name="a.jpg" data="{base64.b64encode(data).decode()}"/>' for data in (picture, small)
    )
    found = read_one(_messages(f'<mms date="1780308000000" address="{A}" msg_box="1"><parts>{parts}</parts></mms>'))
    raw = found.rows[0]["raw"]
    assert hashlib.sha256(picture).hexdigest() in raw
    assert hashlib.sha256(small).hexdigest() in raw
    assert f"a.jpg {len(picture)} bytes" in raw
    assert len(raw) < 1000
    assert any("attachments replaced" in w for w in found.part.tally.warnings)


def test_emoji_as_two_references_are_joined_and_counted(read_one) -> None:
    found = read_one(_messages(_sms(body="ok &#55357;&#56834;&#10;bye &#0;")))
    assert found.rows[0]["text"] == "ok 😂\nbye \ufffd"
    assert [w.split(" ", 1)[0] for w in found.part.tally.warnings] == ["1", "1"]


def test_unknown_attributes_are_kept(read_one) -> None:
    found = read_one(_messages(_sms(sub_id="8944000000000000001", secret="x")))
    assert "secret=x" in found.rows[0]["raw"]
    assert "8944000000000000001" in found.rows[0]["raw"].split("\x1f")


def test_a_wrong_count_is_a_warning(read_one) -> None:
    found = read_one(_messages(_sms(), count=4805))
    assert found.part.tally.warnings == ["the file states 4805 entries, 1 are in it"]


def test_a_truncated_file_keeps_what_was_read(read_one) -> None:
    whole = _messages(_sms(body="one"), _sms(body="two"), _mms(A, "three", [("137", A)], box="1"))
    found = read_one(whole[: whole.index("<addrs>") + 4])
    assert found.column("text") == ["one", "two", "three"]
    assert any("breaks off" in w for w in found.part.tally.warnings)
    assert any("states 3" not in w for w in found.part.tally.warnings)


def test_a_document_type_definition_is_refused(read) -> None:
    bomb = '<!DOCTYPE smses [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]>'
    with pytest.raises(InputError, match="document type definition"):
        read(f'<?xml version="1.0"?>{bomb}<smses><sms body="&b;"/></smses>', "x.xml")


def test_calls(read_one) -> None:
    rows = "".join(
        f'<call number="{number}" duration="{seconds}" date="1780308000000" type="{kind}" presentation="1" '
        f'readable_date="1 Jun 2026 11:00:00" contact_name="{name}" />'
        for number, seconds, kind, name in [(A, 72, 1, "Sam"), (B, 0, 3, "(Unknown)"), ("-1", 0, 5, "null")]
    )
    found = read_one(f'{HEAD}<calls count="3">{rows}</calls>', "calls.xml")
    assert found.refs == ["call 1", "call 2", "call 3"]
    assert found.column("other") == [A, B, "-1"]
    assert found.column("contact_name") == ["Sam", "", ""]
    assert found.part.values["type"]["3"] == "missed in"


def test_superbackup_calls(read_one) -> None:
    log = f'<log number="{A}" time="1 Jun 2026" date="1780308000000" type="2" name="Sam" new="1" dur="9"/>'
    found = read_one(f'<alllogs count="1">{log}</alllogs>')
    assert found.part.profile == "superbackup-calls"
    assert (found.rows[0]["duration"], found.rows[0]["contact_name"]) == ("9", "Sam")
    assert "new=1" in found.rows[0]["raw"]


def test_elements_of_other_kinds_are_mentioned(read_one) -> None:
    found = read_one(_messages(_sms(), "<draft/>", "<draft/>", count=1))
    assert found.part.tally.warnings == ["<draft> elements of other kinds were left out"]


def test_batches_come_while_the_file_is_read(tmp_path: Path) -> None:
    path = tmp_path / "x.xml"
    path.write_text(_messages(*(_sms(date=1780308000000 + n) for n in range(5000))))
    (part,) = READER.read(Source(path), ReadOptions(batch_rows=1000))
    sizes = [batch.num_rows for batch in part.batches]
    assert sum(sizes) == 5000


def test_hostile_text_is_text(read_one) -> None:
    found = read_one(_messages(_sms(body="&lt;script&gt;alert(1)&lt;/script&gt; =cmd() MATCH (n) DELETE n")))
    assert found.rows[0]["text"] == "<script>alert(1)</script> =cmd() MATCH (n) DELETE n"
