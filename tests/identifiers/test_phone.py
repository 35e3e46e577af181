"""Telephone numbers as people, phones and spreadsheets write them."""

from __future__ import annotations

import random

import phonenumbers
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from clew.identifiers import cell, phone
from clew.identifiers.cleaned import table
from clew.identifiers.phone_text import read

DRAMA = "+447700900123"
WHATSAPP = "s.whatsapp" + ".net"  # put together: it is a service, nobody's address

# One drama mobile in every dress it has been seen in.
SPELLINGS = [
    "07700900123", "07700 900123", "07700 900 123", "07700-900-123", "07700.900.123", "07700/900123", "(07700) 900123",
    "0 7 7 0 0 9 0 0 1 2 3", "+447700900123", "+44 7700 900123", "+44 (0)7700 900123", "+44(0) 7700-900123",
    "(+44) 7700900123", "00447700900123", "0044 (0)7700 900123", "447700900123", "44 7700 900123", "4407700900123",
    "+4407700900123", "+00447700900123", "++447700900123", "+07700900123", " 07700900123 ", "07700900123\n",
    "\t07700900123", "07700900123_x000D_", "'07700900123", "'07700900123'", '"07700900123"', '="07700900123"',
    "=+447700900123", "447700900123.0", "447700900123.00", "+447700900123.0", "07700\u00a0900123",
    "\u202a+44 7700 900123\u202c", "\u200e07700900123", "07700\u200b900123", "\ufeff07700900123", "tel:+447700900123",
    "TEL: 07700 900123", "Mob. 07700 900123", "tel:+44-7700-900123;phone-context=+44", "０７７００９００１２３",
    "٠٧٧٠٠٩٠٠١٢٣", "07700–900123",
]  # fmt: skip


@pytest.mark.parametrize("text", SPELLINGS)
def test_one_number_in_every_dress(text: str) -> None:
    row = phone.clean(pa.array([text])).to_pylist()[0]
    assert (row["value"], row["kind"], row["status"], row["issue"]) == (DRAMA, "phone", "reserved", None)


@pytest.mark.parametrize(
    ("text", "issue"),
    [
        ("7700900123", "leading zero restored"),
        ("7700900123.0", "leading zero restored"),
        ("4.47700900123E+11", "read from scientific notation"),
        ("4,47700900123e11", "read from scientific notation"),
        ("07700 900123 x12", "extension left out"),
        ("+447700900123;ext=4", "extension left out"),
        ("07700 900123 ext. 12", "extension left out"),
        ("*31#07700900123", "withheld prefix *31#"),
        ("#31#+447700900123", "withheld prefix #31#"),
        ("14107700900123", "withheld prefix 141"),
        ("141 07700 900123", "withheld prefix 141"),
        ("1470 07700 900123", "withheld prefix 1470"),
        ("Kyle 07700 900123 (mum)", "text beside the number left out"),
        (f"447700900123@{WHATSAPP}", "read from a messaging address"),
        (f"447700900123:12@{WHATSAPP}", "read from a messaging address"),
    ],
)
def test_a_repair_is_said_on_the_row(text: str, issue: str) -> None:
    row = phone.clean(pa.array([text])).to_pylist()[0]
    assert (row["value"], row["issue"]) == (DRAMA, issue)


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("Withheld", "withheld"), ("PRIVATE", "withheld"), ("Anonymous", "withheld"), ("No Caller ID", "withheld"),
        ("-2", "withheld"), ("Unknown", "placeholder"), ("-1", "placeholder"), ("-3", "placeholder"),
        ("0", "placeholder"),
        ("00000000000", "placeholder"), ("insert-address-token", "placeholder"), ("", "empty"), ("  ", "empty"),
        ("n/a", "empty"), ("--", "empty"), (None, "empty"), ("#N/A", "empty"),
        ("4.477E+11", "lossy"), ("4.47701E+11", "lossy"), ("7.7009E+09", "lossy"),
        ("350000000000018", "invalid"), ("001010000000001", "invalid"), ("12345678", "invalid"),
        ("7946 0123", "invalid"),
        ("07700 900XXX", "invalid"), ("0770090XXXX", "invalid"), ("07700900123, 07700900124", "invalid"),
        ("07700900123/07700900124", "invalid"), ("447700900123-1400000000@" + "g.us", "invalid"), ("+9", "invalid"),
        ("anna@example.org", "invalid"), ("a long remark about nothing", "invalid"), ("+12345", "invalid"),
        ("12", "invalid"),
    ],
)  # fmt: skip
def test_what_is_no_number_has_neither_value_nor_kind(text: str | None, status: str) -> None:
    row = phone.clean(pa.array([text], pa.string())).to_pylist()[0]
    assert (row["value"], row["kind"], row["status"]) == (None, None, status)


@pytest.mark.parametrize(
    ("text", "value", "status"),
    [
        ("60777", "60777", "short_code"), ("999", "999", "short_code"), ("118 118", "118118", "short_code"),
        ("60777.0", "60777", "short_code"), ("*100#", "*100#", "short_code"), ("DVLA", "DVLA", "sender"),
        ("AD-Airtel-S", "AD-Airtel-S", "sender"), ("O2", "O2", "sender"), ("H&M", "H&M", "sender"),
    ],
)  # fmt: skip
def test_services_are_never_phones(text: str, value: str, status: str) -> None:
    row = phone.clean(pa.array([text])).to_pylist()[0]
    assert (row["value"], row["kind"], row["status"]) == (value, "service", status)
    assert phone.check(value)
    assert phone.show(value) == value


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("020 7946 0123", "+442079460123"), ("0121 496 0123", "+441214960123"), ("0191 498 0123", "+441914980123"),
        ("028 9649 6123", "+442896496123"), ("029 2018 0123", "+442920180123"), ("01632 960123", "+441632960123"),
        ("08081 570123", "+448081570123"), ("0909 8790123", "+449098790123"), ("03069 990123", "+443069990123"),
        ("+46 70-174 06 05", "+46701740605"), ("+46 (0)70-174 06 05", "+46701740605"),
        ("+999700123456", "+999700123456"),
        ("999 700 123 456", "+999700123456"), ("00999700123456", "+999700123456"), ("+48 012 345 678", "+48012345678"),
        ("48012345678", "+48012345678"), ("+40 012 345 678", "+40012345678"), ("+420 012 345 678", "+420012345678"),
    ],
)  # fmt: skip
def test_invented_ranges_are_reserved_whatever_the_library_says(text: str, value: str) -> None:
    row = phone.clean(pa.array([text])).to_pylist()[0]
    assert (row["value"], row["kind"], row["status"]) == (value, "phone", "reserved")


def example(region: str, kind: int = phonenumbers.PhoneNumberType.MOBILE) -> phonenumbers.PhoneNumber:
    number = phonenumbers.example_number_for_type(region, kind)
    assert number is not None
    return number


@pytest.mark.parametrize("region", ["PL", "CZ", "SE", "RO", "AL", "VN", "IE", "FR", "DE", "ES", "IT", "NL", "TR", "US"])
def test_numbers_of_other_countries_with_plus_double_zero_and_without(region: str) -> None:
    number = example(region)
    e164 = phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)
    spaced = phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.INTERNATIONAL)
    rows = phone.clean(pa.array([e164, spaced, f"00{e164[1:]}", e164[1:]])).to_pylist()
    assert [(r["value"], r["status"]) for r in rows[:3]] == [(e164, "valid")] * 3
    if len(e164) > 11:
        assert (rows[3]["value"], rows[3]["issue"]) == (e164, "plus sign restored")


def test_an_old_vietnamese_mobile_gets_its_present_number() -> None:
    # 032 was 0162: eleven digits became ten.
    kept = phonenumbers.national_significant_number(example("VN"))[2:]
    for text in (f"+84162{kept}", f"+84 0162 {kept}"):
        row = phone.clean(pa.array([text])).to_pylist()[0]
        assert (row["value"], row["issue"]) == (f"+8432{kept}", "written as before the country's renumbering")


def test_national_numbers_of_another_region() -> None:
    national = phonenumbers.national_significant_number(example("PL"))
    assert phone.clean(pa.array([national]), region="PL")["value"].to_pylist() == [f"+48{national}"]
    assert phone.clean(pa.array([national]))["kind"].to_pylist() == [None]


def test_rows_stay_in_line_whatever_path_they_take() -> None:
    texts = ["Withheld", "07700900123", None, "60777", "tel:07700900124", "07700900125", "", '="07700900126"']
    values = phone.clean(pa.array(texts))["value"].to_pylist()
    assert values == [None, DRAMA, None, "60777", "+447700900124", "+447700900125", None, "+447700900126"]


@pytest.mark.parametrize("texts", [[], [None, None], ["Withheld"]])
def test_columns_without_a_number(texts: list[str | None]) -> None:
    assert phone.clean(pa.array(texts, pa.string())).num_rows == len(texts)


def test_chunked_and_sliced_columns() -> None:
    column = pa.chunked_array([["07700900123", "x"], ["07700900124"]])
    assert phone.clean(column)["value"].to_pylist() == [DRAMA, None, "+447700900124"]
    assert phone.clean(pa.array(["a", "07700900123", "b"]).slice(1, 1))["value"].to_pylist() == [DRAMA]


@pytest.mark.parametrize(
    ("front", "kind"),
    [
        ("7700900", "mobile"), ("7624", "mobile"), ("2079460", "landline"), ("1632960", "landline"),
        ("3069990", "uk_wide"),
        ("8081570", "freephone"), ("800", "freephone"), ("500", "freephone"), ("845", "shared_cost"),
        ("870", "shared_cost"),
        ("9098790", "premium"), ("70", "personal"), ("76", "pager"), ("56", "uk_wide"), ("4", "unknown"),
        ("6", "unknown"),
    ],
)  # fmt: skip
def test_the_kind_of_line_by_number_alone(front: str, kind: str) -> None:
    assert phone.number_type(pa.array([f"+44{front}".ljust(13, "0")])).to_pylist() == [kind]


def test_the_kind_of_what_is_no_british_number() -> None:
    values = pa.array(["+48012345678", "+999700123456", "60777", "DVLA", None])
    kinds = ["international", "international", "service", "service", None]
    assert phone.number_type(values).to_pylist() == kinds


def test_numbers_are_shown_as_people_write_them() -> None:
    assert phone.show(DRAMA) == "07700 900123"
    assert phone.show("+442079460123") == "020 7946 0123"
    assert phone.show("+999700123456") == "+999700123456"
    assert phone.show("+48012345678") == "+48 012345678"


DIGITS = st.text("0123456789", min_size=3, max_size=13)
FRONTS = st.sampled_from(
    ["", "0", "+", "00", "+44", "44", "7", "+48", "+46", "+39", "+1", "+7", "+36", "+84", "+999", "141"]
)


@st.composite
def written(draw: st.DrawFn) -> str:
    """Digits behind a likely front, with separators strewn in."""
    text = draw(FRONTS) + draw(DIGITS)
    for _ in range(draw(st.integers(0, 4))):
        at = draw(st.integers(1, len(text)))
        text = text[:at] + draw(st.sampled_from([" ", "-", ".", "(0)", "/", " (", ") "])) + text[at:]
    return text


@settings(max_examples=30)
@given(st.lists(written(), min_size=1, max_size=60))
def test_the_tables_say_what_the_library_says(texts: list[str]) -> None:
    column = pa.array(texts)
    one_by_one = table([read(text, "GB") for text in cell.tidy(column).to_pylist()])
    assert phone.clean(column).to_pylist() == one_by_one.to_pylist()


@settings(max_examples=30)
@given(st.lists(written(), min_size=1, max_size=60))
def test_what_is_shown_reads_back_and_no_digit_is_invented(texts: list[str]) -> None:
    rows = phone.clean(pa.array(texts)).to_pylist()
    kept = [(text, row) for text, row in zip(texts, rows, strict=True) if row["value"] is not None]
    again = phone.clean(pa.array([phone.show(row["value"]) for _, row in kept], pa.string()))["value"].to_pylist()
    assert again == [row["value"] for _, row in kept]
    for text, row in kept:
        digits = "".join(c for c in row["value"] if c.isdigit())
        assert phone.check(row["value"])
        tail = digits.removeprefix("44") if row["value"].startswith("+44") else digits
        moved = row["issue"] is not None and "renumbering" in row["issue"]
        assert moved or tail[-6:] in "".join(c for c in text if c.isdigit())


def test_every_country_of_the_tables_agrees_with_the_library() -> None:
    draw = random.Random(20240624)
    texts = [
        f"+{code}{''.join(draw.choices('0123456789', k=draw.randint(4, 11)))}"
        for code in phonenumbers.COUNTRY_CODE_TO_REGION_CODE
        for _ in range(12)
    ]
    one_by_one = table([read(text, "GB") for text in texts])
    assert phone.clean(pa.array(texts)).to_pylist() == one_by_one.to_pylist()
    # And with the library itself, not only with our words around it.
    for text, row in zip(texts, one_by_one.to_pylist(), strict=True):
        number = phonenumbers.parse(text)
        if phonenumbers.is_valid_number(number):
            expected = phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)
            assert row["value"] == expected
