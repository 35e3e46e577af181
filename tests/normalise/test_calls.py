"""Call records: good rows, untidy rows, and what is never done with them."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

BILLED = {"subject": "07700900001", "network": "Northlight"}
PRE = ["2024-06-13 14:03:11"]


def test_an_outgoing_call_of_the_billed_number(run, records):
    result = run(
        "calls", evidence="billing", meta=BILLED, type=["MO"], other=["07700 900002"], date=["13/06/2024"],
        time=["14:03:11"], duration=["0:01:12"], imei=["350000001234561"], imsi=["001010000000001"],
        cell_first=["001-01-4100-10022"], cell_last=["CELL-7"], lat=["51.5"], lon=["-0.1"],
    )  # fmt: skip

    assert records(result, "event") == [
        {
            "row_ref": "row 2", "event_kind": "call", "subject_kind": "phone", "subject": "+447700900001",
            "a_kind": "phone", "a": "+447700900001", "a_raw": "07700900001",
            "b_kind": "phone", "b": "+447700900002", "b_raw": "07700 900002", "direction": "out",
            "start_utc": datetime(2024, 6, 13, 13, 3, 11, tzinfo=UTC), "time_raw": "13/06/2024 14:03:11",
            "duration_s": 72, "imei": "35000000123456", "imsi": "001010000000001",
            "cell_first": "001-01|4100-10022", "cell_last": "northlight|cell-7", "place": "001-01|4100-10022",
            "lat": 51.5, "lon": -0.1, "position_kind": "cell",
        }
    ]  # fmt: skip


def test_an_incoming_text_begins_at_the_other_end(run, records):
    (event,) = records(run("calls", meta=BILLED, type=["SMS-MT"], other=["07700900002"], start=PRE), "event")

    assert (event["event_kind"], event["service"], event["direction"]) == ("message", "sms", "in")
    assert (event["a"], event["b"]) == ("+447700900002", "+447700900001")


@pytest.mark.parametrize(
    ("token", "kind", "service", "direction"),
    [
        ("OUT", "call", None, "out"), ("Outgoing", "call", None, "out"), ("MOC", "call", None, "out"),
        ("a_in", "call", None, "in"), ("MTC", "call", None, "in"), ("'IN'", "call", None, "in"),
        ("SMO", "message", "sms", "out"), ("MS Originating SMS in MSC", "message", "sms", "out"),
        ("P2P_SMSIN", "message", "sms", "in"), ("A2P_SMSIN", "message", "sms", "in"), ("DSM", "message", "sms", "in"),
        ("Outgoing SMS", "message", "sms", "out"), ("text received", "message", "sms", "in"),
        ("VOICE OUT", "call", "voice", "out"), ("MMS", "message", "mms", "unknown"),
        ("GPRS", "data", "data", "unknown"),
        ("CF", "call", None, "forward"), ("Call Forwarding", "call", None, "forward"),
        ("Missed Call", "call", "voice", "missed"), ("rejected", "call", None, "rejected"),
        ("Blocked", "call", None, "blocked"), ("voicemail", "call", None, "voicemail"),
    ],
)  # fmt: skip
def test_type_tokens_of_many_operators(run, records, token, kind, service, direction):
    (event,) = records(run("calls", meta=BILLED, type=[token], other=["07700900002"], start=PRE), "event")

    assert (event["event_kind"], event.get("service"), event["direction"]) == (kind, service, direction)


def test_a_token_nobody_knows_is_kept_as_unknown_and_listed(run, records, issues):
    result = run("calls", meta=BILLED, type=["zork"], other=["07700900002"], start=PRE)

    assert records(result, "event")[0]["direction"] == "unknown"
    assert issues(result, "event") == ["type: unknown word 'zork'"]


def test_a_profile_translates_an_operators_own_codes(run, records):
    result = run(
        "calls", meta={**BILLED, "service": "voice"}, values={"direction": {"3": "out", "0": "in", "F": "voicemail"}},
        direction=["3", "0", "f"], other=["07700900002"] * 3, start=PRE * 3,
    )  # fmt: skip

    assert [e["direction"] for e in records(result, "event")] == ["out", "in", "voicemail"]
    assert {e["service"] for e in records(result, "event")} == {"voice"}


def test_a_missed_call_was_begun_by_the_other_end(run, records):
    (event,) = records(run("calls", meta=BILLED, type=["missed"], other=["07700900002"], start=PRE), "event")

    assert (event["direction"], event["a"], event["b"]) == ("missed", "+447700900002", "+447700900001")


def test_an_outgoing_call_nobody_answered_stays_outgoing(run, records):
    (event,) = records(
        run("calls", meta=BILLED, direction=["Out"], type=["missed"], other=["07700900002"], start=PRE), "event"
    )

    assert (event["direction"], event["status"], event["a"]) == ("out", "missed", "+447700900001")


def test_calling_and_called_are_not_subject_and_other(run, records):
    result = run(
        "calls", meta=BILLED, caller=["07700900001", "07700900002", "07700900002", "07700900002"],
        called=["07700900002", "07700900001", "07700900003", ""], start=PRE * 4, type=["", "", "", "MTC"],
    )  # fmt: skip

    assert [(e.get("a"), e.get("b"), e["direction"]) for e in records(result, "event")] == [
        ("+447700900001", "+447700900002", "out"),
        ("+447700900002", "+447700900001", "in"),
        ("+447700900002", "+447700900003", "unknown"),
        ("+447700900002", "+447700900001", "in"),
    ]


def test_without_a_subject_the_records_are_nobodys(run, records):
    (event,) = records(
        run("calls", evidence="billing", caller=["07700900001"], called=["07700900002"], start=PRE), "event"
    )

    assert "subject" not in event
    assert (event["a"], event["b"], event["direction"]) == ("+447700900001", "+447700900002", "unknown")


def test_the_callers_handset_is_not_given_to_a_called_subject(run, records):
    result = run(
        "calls", meta={**BILLED, "imei_of": "caller"}, caller=["07700900001", "07700900002"],
        called=["07700900002", "07700900001"], imei=["350000001234561", "350000007654321"], start=PRE * 2,
    )  # fmt: skip

    assert [e.get("imei") for e in records(result, "event")] == ["35000000123456", None]
    assert [(m["relation"], m["a"], m["b"]) for m in records(result, "membership")] == [
        ("IN_HANDSET", "+447700900002", "35000000765432")
    ]


def test_handsets_of_both_ends_stay_with_their_ends(run, records):
    result = run(
        "calls", meta={**BILLED, "imei_of": "caller"}, caller=["07700900002"] * 2, called=["07700900001"] * 2,
        imei=["350000007654321"] * 2, other_imei=["350000001234561"] * 2, imsi=["001010000000002"] * 2, start=PRE * 2,
    )  # fmt: skip

    assert {e["imei"] for e in records(result, "event")} == {"35000000123456"}
    assert [(m["row_ref"], m["relation"], m["a"], m["b"]) for m in records(result, "membership")] == [
        ("row 2", "IN_HANDSET", "+447700900002", "35000000765432"),
        ("row 2", "USES", "001010000000002", "+447700900002"),
    ]


def test_the_other_column_is_the_other_ends(run, records):
    result = run("calls", meta=BILLED, type=["MT"], other=["07700900002"], imei=["350000001234561"],
                 other_imei=["350000007654321"], start=PRE)  # fmt: skip

    assert records(result, "event")[0]["imei"] == "35000000123456"
    assert [(m["a"], m["b"]) for m in records(result, "membership")] == [("+447700900002", "35000000765432")]


def test_a_phones_own_log_begins_at_the_device(run, records):
    result = run(
        "calls",
        evidence="handset",
        scope="abc",
        type=["out", "in"],
        other=["07700900002"] * 2,
        start=["1717236000000"] * 2,
    )
    out, inward = records(result, "event")

    assert (out["subject_kind"], out["subject"]) == ("device", "abc")
    assert (out["a_kind"], out["a"], out["b"]) == ("device", "abc", "+447700900002")
    assert (inward["a"], inward["b_kind"], inward["b"]) == ("+447700900002", "device", "abc")
    assert out["start_utc"] == datetime(2024, 6, 1, 10, tzinfo=UTC)


def test_a_withheld_number_is_no_node_but_its_text_is_kept(run, records):
    (event,) = records(run("calls", meta=BILLED, type=["MT"], other=["Withheld"], start=PRE), "event")

    assert "a_kind" not in event
    assert "a" not in event
    assert event["a_raw"] == "Withheld"


def test_a_sender_name_is_a_service_and_no_person(run, records):
    (event,) = records(run("calls", meta=BILLED, type=["SMT"], other=["AD-Shop-S"], start=PRE), "event")

    assert event["a_kind"] == "service"


def test_a_forwarded_call_names_where_it_went(run, records):
    (event,) = records(
        run("calls", meta=BILLED, type=["CF"], other=["07700900002"], third=["07700900003"], start=PRE), "event"
    )

    assert (event["a"], event["b"], event["third"]) == ("+447700900002", "+447700900001", "+447700900003")


def test_a_handset_number_ruined_by_a_spreadsheet_empties_its_cell_only(run, records, issues):
    result = run("calls", meta=BILLED, type=["MO"], other=["07700900002"], imei=["8.68964E+14"], start=PRE)

    assert "imei" not in records(result, "event")[0]
    assert issues(result, "event") == ["imei: precision lost in scientific notation"]


def test_an_impossible_date_leaves_the_row_without_a_time(run, records, issues):
    result = run("calls", meta=BILLED, type=["MO"], other=["07700900002"], date=["31/02/2024"], time=["10:00:00"])

    assert "start_utc" not in records(result, "event")[0]
    assert records(result, "event")[0]["time_raw"] == "31/02/2024 10:00:00"
    assert issues(result, "event")[0].startswith("date: ")


def test_a_ruined_clock_time_leaves_the_date(run, records, issues):
    result = run("calls", meta=BILLED, type=["MO"], other=["07700900002"], date=["13/06/2024"], time=["##"])

    assert records(result, "event")[0]["start_utc"] == datetime(2024, 6, 12, 23, tzinfo=UTC)
    assert issues(result, "event") == ["time: not a time of day; start: no time of day"]


def test_the_hour_the_clock_repeats_in_autumn_is_marked(run):
    result = run("calls", meta=BILLED, other=["07700900002"], start=["27/10/2024 01:30:00"])

    assert result.tables["event"].column("ambiguous").to_pylist() == [True]


def test_dates_that_prove_their_order_are_counted_for_the_loader():
    from clew.normalise.calls import NORMALISER
    from clew.normalise.normaliser import Context

    batch_of = __import__("pyarrow").RecordBatch.from_pydict
    context = Context("sha", "billing")
    for dates in (["13/06/2024", "01/06/2024"], ["06/13/2024", "06/14/2024"]):
        NORMALISER.run(batch_of({"date": dates, "row_ref": ["1", "2"], "raw": ["a", "b"]}), context)

    assert context.memo["day_order"] == [1, 2]


def test_an_end_given_as_a_clock_time_may_fall_on_the_next_day(run, records):
    (event,) = records(
        run("calls", meta=BILLED, other=["07700900002"], date=["13/06/2024"], time=["23:59:00"], end_time=["00:01:00"]),
        "event",
    )

    assert event["end_utc"] == datetime(2024, 6, 13, 23, 1, tzinfo=UTC)
    assert event["duration_s"] == 120


def test_nought_nought_and_blank_are_no_position(run, records):
    result = run("calls", meta=BILLED, other=["07700900002"] * 2, start=PRE * 2, lat=["0", ""], lon=["0.0", ""])

    assert all("lat" not in e and "position_kind" not in e for e in records(result, "event"))


def test_positions_written_in_one_cell_in_text_or_on_the_national_grid(run, records):
    one_cell = run("calls", meta=BILLED, other=["07700900002"], start=PRE, lat=["21.29/72.89"])
    in_text = run("calls", meta=BILLED, other=["07700900002"], start=PRE, cell_name=["Site x; Lat-22.39; Long-88.43"])
    on_grid = run(
        "calls", meta=BILLED, other=["07700900002"], start=PRE, easting=["651409.804"], northing=["313177.450"]
    )

    assert [(records(r, "event")[0]["lat"], records(r, "event")[0]["lon"]) for r in (one_cell, in_text)] == [
        (21.29, 72.89), (22.39, 88.43),
    ]  # fmt: skip
    assert records(on_grid, "event")[0]["lat"] == pytest.approx(52.658, abs=1e-4)


def test_a_private_cell_id_belongs_to_its_operator_or_to_the_exhibit(run, records):
    named = run("calls", meta=BILLED, other=["07700900002"], start=PRE, cell_first=["101"])
    unnamed = run("calls", other=["07700900002"], start=PRE, cell_first=["101"])
    in_area = run("calls", meta=BILLED, other=["07700900002"], start=PRE, cell_first=["101.0"], lac=["41"])
    per_row = run("calls", other=["07700900002"], start=PRE, cell_first=["101"], network=["Quayfone"])

    cells = [records(r, "event")[0]["cell_first"] for r in (named, unnamed, in_area, per_row)]
    assert cells == ["northlight|101", "sha|101", "northlight|41-101", "quayfone|101"]


def test_a_mast_is_described_once_in_a_batch(run, records):
    result = run(
        "calls", meta=BILLED, other=["07700900002"] * 3, start=PRE * 3, cell_first=["7", "7", "8"],
        cell_name=["Hill", "Hill", ""], azimuth=["120", "120", ""],
    )  # fmt: skip

    assert records(result, "identifier") == [
        {"row_ref": "row 2", "id_kind": "place", "value": "northlight|7", "value_raw": "7", "label": "Hill",
         "attributes": '{"azimuth": "120"}'}
    ]  # fmt: skip


def test_the_period_of_the_preamble_becomes_coverage_to_the_end_of_its_last_day(run, records):
    meta = {**BILLED, "from": "01/06/2024", "to": "30/06/2024"}
    result = run("calls", meta=meta, other=["07700900002"], start=PRE)

    assert records(result, "coverage") == [
        {
            "row_ref": "preamble", "subject_kind": "phone", "subject": "+447700900001",
            "from_utc": datetime(2024, 5, 31, 23, tzinfo=UTC), "to_utc": datetime(2024, 6, 30, 23, tzinfo=UTC),
            "event_kinds": "call,message,data", "basis": "stated", "network": "Northlight",
        }
    ]  # fmt: skip
    assert records(run("calls", meta=BILLED, other=["07700900002"], start=PRE), "coverage") == []


def test_a_message_body_is_kept_to_the_letter(run, records):
    bodies = [" None ", "unknown", "=1+1", "'quoted'"]
    result = run("calls", evidence="handset", other=["07700900002"] * 4, start=PRE * 4, type=["in"] * 4, text=bodies)

    assert [e["text"] for e in records(result, "event")] == bodies
    assert {e["event_kind"] for e in records(result, "event")} == {"message"}


def test_a_draft_was_written_but_reached_nobody(run, records):
    (event,) = records(
        run("calls", evidence="handset", service=["sms"], type=["draft"], other=["07700900002"], start=PRE), "event"
    )

    assert (event["status"], event["a_kind"], event["b_raw"]) == ("not sent", "device", "07700900002")
    assert "b_kind" not in event


def test_a_name_beside_the_number_is_an_address_book_entry(run, records):
    result = run(
        "calls",
        evidence="handset",
        other=["07700900002"] * 2,
        start=PRE * 2,
        type=["in", "out"],
        contact_name=["Zed"] * 2,
    )

    assert records(result, "contact") == [
        {"row_ref": "row 2", "owner_kind": "device", "owner": "sha", "display_name": "Zed", "id_kind": "phone",
         "value": "+447700900002", "value_raw": "07700900002"}
    ]  # fmt: skip


def test_a_row_with_neither_time_nor_second_number_is_set_aside(run, records):
    result = run(
        "calls", evidence="billing", meta=BILLED, subject=["", "07700900001", ""], other=["", "-", "07700900002"],
        start=["", "x", ""],
    )  # fmt: skip

    assert [e["row_ref"] for e in records(result, "event")] == ["row 4"]
    assert result.set_aside.column("reason").to_pylist() == [
        "neither a time nor a second number, handset or cell",
        "neither a time nor a second number, handset or cell; start: not a time",
    ]
