"""Every identifier handed out lies in a range nobody has, and is handed out once."""

from __future__ import annotations

import re

import pytest

from clew.synth.dice import Dice
from clew.synth.reserved import Reserved, with_check_digit


@pytest.fixture
def reserved() -> Reserved:
    return Reserved(Dice(11, "reserved"))


def test_blocks_of_mobiles_do_not_meet(reserved: Reserved) -> None:
    first, second = reserved.mobiles(1, 40), reserved.mobiles(2, 40)
    assert all(re.fullmatch(r"\+4477009001\d\d", n) for n in first)
    assert not set(first) & set(second)


def test_a_new_story_shifts_nobodys_number() -> None:
    alone, after = Reserved(Dice(11, "reserved")), Reserved(Dice(11, "reserved"))
    after.mobiles(7, 50)
    after.plates("other", 20)
    assert alone.mobiles(2, 5) == after.mobiles(2, 5)
    assert alone.plates("cars", 5) == after.plates("cars", 5)


def test_known_imei_check_digit() -> None:
    assert with_check_digit("49015420323751") == "490154203237518"  # the worked example of the GSMA's documents


def test_pesel_of_the_2200s_has_a_valid_check_digit(reserved: Reserved) -> None:
    digits = [int(d) for d in reserved.pesel(2288)]
    assert 61 <= digits[2] * 10 + digits[3] <= 72
    weights = (1, 3, 7, 9, 1, 3, 7, 9, 1, 3, 1)
    assert sum(d * w for d, w in zip(digits, weights, strict=True)) % 10 == 0


def test_shapes(reserved: Reserved) -> None:
    assert all(re.fullmatch(r"\+9997\d{8}", n) for n in reserved.volume_numbers(20))
    assert re.fullmatch(r"\+480\d{8}", reserved.foreign(48, 9))
    assert all(re.fullmatch(r"Z[A-HJ-PR-Y]\d\d[A-HJ-PR-Z]{3}", p) for p in reserved.plates("x", 20))
    assert re.fullmatch(r"ZX21 \d[CIKMOV]{2}", reserved.postcode(21))
    assert all(re.fullmatch(r"00101\d{10}", i) for i in reserved.imsis("x", 5))
    assert all(i.startswith("35000000") and len(i) == 15 for i in reserved.imeis("x", 5))
    assert all(re.fullmatch(r"QQ\d{6}[A-D]", n) for n in reserved.ninos(5))
    assert all(re.fullmatch(r"00-00-\d\d", s) and re.fullmatch(r"\d{8}", n) for s, n in reserved.accounts("x", 5))
