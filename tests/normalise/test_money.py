"""Sums of money as statements write them, exact to the penny."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clew.normalise.money import amount


@pytest.mark.parametrize(
    ("text", "hundredths", "currency", "sign"),
    [
        ("1,234.50", 123450, None, None), ("£1,234.50", 123450, "GBP", None), ("(12.00)", 1200, None, "out"),
        ("12.00 DR", 1200, None, "out"), ("12.00CR", 1200, None, "in"), ("-12.00", 1200, None, "out"),
        ("−12.00", 1200, None, "out"), ("12.00-", 1200, None, "out"), ("+5", 500, None, "in"),
        ("-£3.20", 320, "GBP", "out"), ("£-3.20", 320, "GBP", "out"), ("1.234,50 zł", 123450, "PLN", None),
        ("1 234,50 PLN", 123450, "PLN", None), ("1\u00a0234,50 €", 123450, "EUR", None), ("GBP 12", 1200, "GBP", None),
        ("12.5", 1250, None, None), ("1,234", 123400, None, None), ("12,50", 1250, None, None), (".50", 50, None, None),
        ("1,234,567.89", 123456789, None, None), ("2000.0", 200000, None, None), ("0.00", 0, None, None),
        ("0.29", 29, None, None), ("1'234.50", 123450, None, None),
    ],
)  # fmt: skip
def test_sums_of_many_hands(text, hundredths, currency, sign):
    assert amount(text) == (hundredths, currency, sign, None)


@pytest.mark.parametrize("text", ["abc", "12.345", "1.2E+5", "12/05", "--", "£", "9" * 16, f"£{'9' * 5000}.00"])
def test_what_is_no_exact_sum_has_a_reason(text):
    value, _, _, issue = amount(text)

    assert value is None
    assert issue


def test_zeros_in_front_do_not_make_an_amount_too_long():
    assert amount(f"{'0' * 20}12.50") == (1250, None, None, None)


@given(st.integers(0, 10**13), st.sampled_from(["", ",", " "]))
def test_every_penny_survives(pence: int, thousands: str):
    whole = f"{pence // 100:,}".replace(",", thousands)

    assert amount(f"{whole}.{pence % 100:02d}")[0] == pence
