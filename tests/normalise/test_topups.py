"""Top-ups: who paid for whose number, and how."""

from __future__ import annotations

WHEN = ["13/06/2024 10:00"]


def test_a_masked_card_is_an_account_of_this_exhibit_only(run, records):
    result = run(
        "topups", evidence="billing", phone=["07700900001"], start=WHEN, amount=["£10"], card=["**** **** **** 1234"],
        payer_name=["Tom Fenn"], outlet=["Corner Shop"],
    )  # fmt: skip
    (event,) = records(result, "event")

    assert (event["a_kind"], event["a"], event["b"]) == ("account", "card:sha|1234", "+447700900001")
    assert (event["amount_minor"], event["currency"], event["place"]) == (1000, "GBP", "sha|corner shop")
    assert [(m["relation"], m["a"], m["b"], m["capacity"]) for m in records(result, "membership")] == [
        ("HOLDS_ACCOUNT", "row:0", "card:sha|1234", "payer")
    ]
    assert [(i["id_kind"], i["label"]) for i in records(result, "identifier")] == [("place", "Corner Shop")]


def test_who_paid_is_the_account_else_the_card_else_the_number_else_the_person(run, records):
    result = run(
        "topups", phone=["07700900001"] * 5, start=WHEN * 5, account_number=["12345678", "", "", "", ""],
        sort_code=["00-00-11", "", "", "", ""], card=["1234", "4000000000000002", "", "", ""],
        payer_phone=["07700900002", "07700900002", "07700900002", "", ""], payer_name=["", "", "", "Tom Fenn", ""],
        voucher=["", "", "", "", "99"],
    )  # fmt: skip

    assert [(e.get("a_kind"), e.get("a")) for e in records(result, "event")] == [
        ("account", "000011 12345678"), ("account", "card:4000000000000002"), ("phone", "+447700900002"),
        ("person", "row:0"), (None, None),
    ]  # fmt: skip
    assert records(result, "event")[4]["channel"] == "voucher"


def test_a_card_holder_is_recorded_once_in_a_batch(run, records):
    result = run(
        "topups", phone=["07700900001", "07700900002", "07700900003"], start=WHEN * 3, card=["1234", "1234", "9999"],
        payer_name=["Tom Fenn"] * 3,
    )  # fmt: skip

    assert [(m["row_ref"], m["b"]) for m in records(result, "membership")] == [
        ("row 2", "card:sha|1234"), ("row 4", "card:sha|9999"),
    ]  # fmt: skip
    assert {e["a_raw"] for e in records(result, "event")} == {"Tom Fenn"}


def test_a_top_up_of_no_number_is_set_aside(run):
    assert run("topups", phone=[""], start=WHEN, amount=["5"]).set_aside.num_rows == 1
