"""Missing episodes, stops and journeys: events of people."""

from __future__ import annotations

from datetime import UTC, datetime


def test_a_missing_episode_ends_where_the_child_was_found(run, records):
    result = run(
        "missing", full_name=["Tom Fenn"], birth_date=["13/05/2010"], missing_from=["13/06/2024 18:00"],
        missing_to=["15/06/2024 09:00"], found_at=["14 Example Road, Zedham"], found_postcode=["ZX1 2CV"],
        phone=["07700900001"], reference=["M1"], circumstances=["left home"],
    )  # fmt: skip
    (event,) = records(result, "event")
    (person,) = records(result, "person")

    assert person["birth_date"] == "2010-05-13"
    assert (event["event_kind"], event["a_kind"], event["a"], event["b_kind"]) == (
        "missing",
        "person",
        "row:0",
        "address",
    )
    assert (event["start_utc"], event["end_utc"]) == (
        datetime(2024, 6, 13, 17, tzinfo=UTC), datetime(2024, 6, 15, 8, tzinfo=UTC),
    )  # fmt: skip
    assert (event["text"], event["conversation"]) == ("left home", "M1")
    assert [(m["relation"], m["b"]) for m in records(result, "membership")] == [("USES", "+447700900001")]


def test_a_named_place_is_the_same_in_every_exhibit_under_its_postcode(run, records):
    found = run("missing", scope="one", full_name=["Tom Fenn"], missing_from=["13/06/2024"],
                found_at=["Zarrowby station"], found_postcode=["zx12cv"])  # fmt: skip
    stopped = run("stops", scope="two", full_name=["Tom Fenn"], date=["13/06/2024"], place=["Zarrowby Stn"],
                  postcode=["ZX1 2CV"])  # fmt: skip
    bare = run("stops", scope="two", full_name=["Tom Fenn"], date=["13/06/2024"], place=["High Street"])

    assert records(found, "event")[0]["place"] == records(stopped, "event")[0]["place"] == "postcode|ZX1 2CV"
    assert records(bare, "event")[0]["place"] == "two|high street"


def test_an_episode_that_ends_before_it_starts_is_kept_and_marked(run, records, issues):
    result = run("missing", full_name=["Tom Fenn"], missing_from=["15/06/2024"], missing_to=["13/06/2024"])

    assert len(records(result, "event")) == 1
    assert issues(result, "event") == ["missing_to: before the start"]


def test_a_stop_with_companions_in_a_vehicle(run, records):
    result = run(
        "stops", full_name=["Tom Fenn"], date=["13/06/2024"], time=["18:00"], place=["High Street"],
        vehicle=["ZX26 ABC"], companion_name=["Mo Khan"], companion_birth_date=["01/02/1990"],
        outcome=["no further action"],
    )  # fmt: skip

    assert [(p["name_key"], p.get("birth_date")) for p in records(result, "person")] == [
        ("fenn tom", None), ("khan mo", "1990-02-01"),
    ]  # fmt: skip
    assert [(m["relation"], m["b"], m["capacity"]) for m in records(result, "membership")] == [
        ("SEEN_WITH", "row:1", "stop"), ("LINKED_TO", "ZX26ABC", "vehicle of the stop"),
    ]  # fmt: skip
    assert records(result, "event")[0]["status"] == "no further action"


def test_a_stopped_vehicle_without_a_named_driver(run, records):
    (event,) = records(run("stops", date=["13/06/2024"], place=["High Street"], vehicle=["ZX26 ABC"]), "event")

    assert (event["a_kind"], event["a"]) == ("vehicle", "ZX26ABC")


def test_a_booking_that_somebody_else_paid(run, records):
    result = run(
        "travel", full_name=["Tom Fenn", "Ann Zed"], reference=["AB12"] * 2, date=["13/06/2024"] * 2,
        time=["10:00"] * 2, from_place=["Zedham"] * 2, to_place=["Zarrowby"] * 2, carrier=["Zedrail"] * 2,
        payer_name=["Mo Khan", ""],
        card=["4000000000000002"] * 2,
    )  # fmt: skip

    assert [(e["a"], e["b"], e["text"], e["conversation"]) for e in records(result, "event")] == [
        ("row:0", "sha|zarrowby", "Zedham to Zarrowby", "AB12")
    ] * 2
    first = [m for m in records(result, "membership") if m["row_ref"] == "row 2"]
    assert [(m["relation"], m["a"], m["b"], m["capacity"]) for m in first] == [
        ("HOLDS_ACCOUNT", "row:1", "card:4000000000000002", "payer"),
        ("LINKED_TO", "row:0", "card:4000000000000002", "payer"),
    ]
    second = [m for m in records(result, "membership") if m["row_ref"] == "row 3"]
    assert [(m["relation"], m["a"]) for m in second] == [("LINKED_TO", "row:0")]


def test_one_payer_of_many_bookings_is_recorded_once_with_each_card(run, records):
    result = run(
        "travel", full_name=["Tom Fenn", "Ann Zed", "Abigail Orr"], date=["13/06/2024"] * 3, to_place=["Zarrowby"] * 3,
        payer_name=["Mo Khan"] * 3, card=["4000000000000002", "4000000000000002", ""],
    )  # fmt: skip

    payers = [(p["row_ref"], p["name_key"]) for p in records(result, "person") if p.get("role_raw") == "payer"]
    assert payers == [("row 2", "khan mo"), ("row 4", "khan mo")]
    assert [(m["row_ref"], m["relation"], m["a"], m["b"]) for m in records(result, "membership")] == [
        ("row 2", "HOLDS_ACCOUNT", "row:1", "card:4000000000000002"),
        ("row 2", "LINKED_TO", "row:0", "card:4000000000000002"),
        ("row 3", "LINKED_TO", "row:0", "card:4000000000000002"),
        ("row 4", "LINKED_TO", "row:0", "row:1"),
    ]


def test_what_people_gave_when_booking_is_their_own(run, records):
    result = run("travel", meta={"as_own": "true"}, full_name=["Tom Fenn"], date=["13/06/2024"], to_place=["Zarrowby"],
                 phone=["07700900001"], card=["4000000000000002"])  # fmt: skip

    assert {(m["relation"], m["as_own"]) for m in records(result, "membership")} == {
        ("HOLDS_ACCOUNT", True), ("USES", True),
    }  # fmt: skip
