"""Bank statements: who paid whom."""

from __future__ import annotations

from datetime import UTC, datetime

STATEMENT = {"account_number": "87654321", "sort_code": "00-00-22"}
OWN = "000022 87654321"
DAY = ["13/06/2024"]


def test_money_paid_out_of_the_statements_account(run, records):
    result = run(
        "payments", evidence="financial", meta=STATEMENT, date=DAY, amount=["-12.00"], counterparty_name=["A Fenn"],
        counterparty_sort_code=["00-00-11"], counterparty_account=["12345678"], channel=["fpo"], description=["rent"],
    )  # fmt: skip

    assert records(result, "event") == [
        {
            "row_ref": "row 2", "event_kind": "payment", "subject_kind": "account", "subject": OWN,
            "a_kind": "account", "a": OWN, "a_raw": "87654321",
            "b_kind": "account", "b": "000011 12345678", "b_raw": "A Fenn", "direction": "out",
            "start_utc": datetime(2024, 6, 12, 23, tzinfo=UTC), "time_raw": "13/06/2024",
            "amount_minor": 1200, "currency": "GBP", "channel": "FPO", "text": "rent",
        }
    ]  # fmt: skip


def test_money_paid_in_comes_from_the_other_side(run, records):
    result = run(
        "payments", meta=STATEMENT, date=DAY * 4, amount=["5.00", "", "", "5.00"], paid_in=["", "5.00", "0.00", ""],
        paid_out=["", "", "5.00", ""], sign=["", "", "", "DR"], counterparty_name=["Zed"] * 4,
    )  # fmt: skip

    assert [e["direction"] for e in records(result, "event")] == ["in", "in", "out", "out"]
    assert {e["amount_minor"] for e in records(result, "event")} == {500}
    assert [e.get("b") for e in records(result, "event")] == [OWN, OWN, None, None]


def test_a_name_alone_is_no_account(run, records):
    (event,) = records(run("payments", meta=STATEMENT, date=DAY, amount=["-5"], counterparty_name=["A Fenn"]), "event")

    assert "b_kind" not in event
    assert event["b_raw"] == "A Fenn"


def test_a_list_of_payments_made_says_so(run, records):
    result = run(
        "payments", meta={"unsigned": "out"}, account_number=["87654321"], sort_code=["000022"], date=DAY, amount=["5"],
        counterparty_sort_code=["000011"], counterparty_account=["12345678"],
    )  # fmt: skip

    assert [(e["a"], e["b"]) for e in records(result, "event")] == [(OWN, "000011 12345678")]


def test_an_unreadable_sum_leaves_nobody_paying(run, records, issues):
    result = run("payments", meta=STATEMENT, date=DAY, amount=["12.345"], counterparty_sort_code=["000011"],
                 counterparty_account=["12345678"])  # fmt: skip
    (event,) = records(result, "event")

    assert "amount_minor" not in event
    assert "direction" not in event
    assert "b_kind" not in event
    assert issues(result, "event") == ["amount: more than two decimals"]


def test_the_holder_of_the_account_is_recorded_once(run, records):
    result = run("payments", meta={**STATEMENT, "account_name": "Abigail Fenn"}, date=DAY * 2, amount=["5", "6"])

    assert [p["name_key"] for p in records(result, "person")] == ["abigail fenn"]
    assert [(m["relation"], m["a"], m["b"]) for m in records(result, "membership")] == [("HOLDS_ACCOUNT", "row:0", OWN)]


def test_other_currencies(run, records):
    result = run("payments", meta=STATEMENT, date=DAY * 3, amount=["€5.00", "5000", "5.00"], currency=["", "VND", ""])

    assert [(e["amount_minor"], e["currency"]) for e in records(result, "event")] == [
        (500, "EUR"), (5000, "VND"), (500, "GBP"),
    ]  # fmt: skip


def test_plain_and_odd_sums_in_one_column(run, records):
    result = run("payments", meta=STATEMENT, date=DAY * 5, amount=["-12.34", "£5", "0.07", "1,000.10", "-0.07"])

    assert [(e["amount_minor"], e["direction"]) for e in records(result, "event")] == [
        (1234, "out"), (500, "in"), (7, "in"), (100010, "in"), (7, "out"),
    ]  # fmt: skip


def test_a_balance_line_is_no_payment(run):
    result = run("payments", meta=STATEMENT, date=DAY, description=["Balance brought forward"], balance=["500.00"])

    assert result.set_aside.column("reason").to_pylist() == ["no sum of money"]
