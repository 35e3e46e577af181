"""Names as forms, lists and phones write them."""

from __future__ import annotations

from typing import Any

import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from clew.identifiers import name
from clew.identifiers.folding import fold_text


def one(text: str | None) -> dict[str, Any]:
    return name.clean(pa.array([text], pa.string())).to_pylist()[0]


@pytest.mark.parametrize(
    "text",
    ["Abi Fenn", "FENN, Abi", "Fenn, Abi", "fenn abi", "ABI FENN", "Miss Abi Fenn", "FENN, Miss Abi", "Abi FENN",
    "FENN Abi", "Abi  Fenn",
     "'Abi Fenn", "Dr. Abi Fenn MBE", "Abi Fenn (mum)", "Abi Fenn (d.o.b. 1990)", "Àbi Fénn", "Abi\u00a0Fenn"],
)  # fmt: skip
def test_one_name_in_every_dress_has_one_key(text: str) -> None:
    row = one(text)
    assert (row["value"], row["kind"], row["status"]) == ("abi fenn", None, "valid")


@pytest.mark.parametrize(
    ("text", "forenames", "surname", "display"),
    [
        ("FENN, Kyle James", "Kyle James", "Fenn", "Kyle James Fenn"),
        ("Kyle James Fenn", "Kyle James", "Fenn", "Kyle James Fenn"),
        ("FENN Kyle James", "Kyle James", "Fenn", "Kyle James Fenn"),
        ("Anna van der Berg", "Anna", "van der Berg", "Anna van der Berg"),
        ("ANNA DE LA CRUZ", "Anna", "De La Cruz", "Anna De La Cruz"),
        ("MCDONALD, JOHN", "John", "McDonald", "John McDonald"),
        ("o'brien, seán", "Seán", "O'Brien", "Seán O'Brien"),
        ("Ann Smith-Jones", "Ann", "Smith-Jones", "Ann Smith-Jones"),
        ("John Fenn Jr", "John", "Fenn", "John Fenn Jr"),
        ("Mr Fenn", None, "Fenn", "Fenn"),
        ("Fenn", None, None, "Fenn"),
        ("Sir Adam Fenn", "Adam", "Fenn", "Adam Fenn"),
        ("Lord Zoe", "Lord", "Zoe", "Lord Zoe"),
        ("Иван Петров", "Иван", "Петров", "Иван Петров"),
    ],
)
def test_parts_as_far_as_the_text_tells(text: str, forenames: str | None, surname: str | None, display: str) -> None:
    row = one(text)
    assert (row["forenames"], row["surname"], row["display"]) == (forenames, surname, display)


def test_a_name_written_family_name_first_has_the_same_key() -> None:
    assert one("Nguyễn Thị Ánh")["value"] == one("Ánh Thị Nguyễn")["value"] == "anh nguyen thi"


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("Zofia Łęcka", "lecka zofia"), ("Đỗ Văn Đức", "do duc van"), ("Søren Ørsted", "orsted soren"),
        ("Jürgen Groß", "gross jurgen"),
        ("Æsa Þórsdóttir", "aesa thorsdottir"), ("Ionuţ Şerban", "ionut serban"), ("Ionuț Șerban", "ionut serban"),
        ("Gëzim Çela", "cela gezim"),
        ("Louise d'Arcy", "darcy louise"), ("Louise D’Arcy", "darcy louise"), ("Ann Smith-Jones", "ann jones smith"),
        ("İpek Işık", "ipek isik"),
    ],
)  # fmt: skip
def test_letters_fold_to_plain_ones(text: str, key: str) -> None:
    assert one(text)["value"] == key


def test_two_keys_for_letters_that_passports_spell_out() -> None:
    passport, plain = one("Bjoern Aangstroem"), one("Björn Ångström")
    assert plain["value"] == "angstrom bjorn"
    assert plain["key_passport"] == passport["value"] == "aangstroem bjoern"


@pytest.mark.parametrize(
    ("text", "aliases"),
    [
        ('Kyle "Ky" Fenn', ["Ky"]), ("Kyle 'Ky' Fenn", ["Ky"]), ("Kyle Fenn aka Smoke, Ky", ["Smoke", "Ky"]),
        ("Kyle Fenn (Smoke)", ["Smoke"]),
        ("Kyle Fenn a.k.a. Smoke / Ky", ["Smoke", "Ky"]), ("Kyle Fenn, also known as Smoke", ["Smoke"]),
        ("Kyle Fenn alias Smoke", ["Smoke"]),
        ("Kyle Fenn née Marsh", ["Marsh"]), ("Kyle Fenn (formerly Marsh)", ["Marsh"]), ("Kyle Fenn (mum)", None),
        ("Kyle Fenn", None),
    ],
)  # fmt: skip
def test_other_names_are_aliases_and_no_part_of_the_key(text: str, aliases: list[str] | None) -> None:
    row = one(text)
    assert (row["value"], row["aliases"]) == ("fenn kyle", aliases)


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("Unknown male", "placeholder"), ("N/K", "placeholder"), ("Mrs", "placeholder"),
        ("U/K female", "placeholder"), ("???", "placeholder"),
        ("Name withheld", "placeholder"), ("Fenn", "partial"), ("K. Fenn", "partial"), ("Mr Fenn", "partial"),
        ("", "empty"), ("n/a", "empty"),
        (None, "empty"), ("Person A", "valid"),
    ],
)  # fmt: skip
def test_how_much_of_a_name_there_is(text: str | None, status: str) -> None:
    row = one(text)
    assert row["status"] == status
    assert (row["value"] is None) == (status in ("placeholder", "empty"))


def test_father_and_son_keep_apart() -> None:
    assert one("John Fenn Jr")["value"] == one("FENN, John, Junior")["value"] == "fenn john jr"
    assert one("John Fenn Snr")["value"] == "fenn john sr"


def test_several_people_in_one_name_are_said() -> None:
    row = one("Mr & Mrs Fenn")
    assert (row["value"], row["issue"], row["title"]) == ("fenn", "several people in one name", "Mr & Mrs")


def test_columns_of_parts_come_together() -> None:
    joined = name.join(
        pa.array(["Mr", None, None, "Ms"]),
        pa.array(["Kyle", "Abi", None, None]),
        None,
        pa.array(["FENN", None, "Fenn", None]),
    )
    rows = name.clean(joined).to_pylist()
    assert [r["value"] for r in rows] == ["fenn kyle", "abi", "fenn", None]
    assert rows[0]["title"] == "Mr"
    assert (rows[0]["forenames"], rows[0]["surname"]) == ("Kyle", "Fenn")


def test_a_short_form_stands_for_each_of_its_formal_names() -> None:
    found = name.formal(pa.array(["chris", "gosia", "kasia rose", "zeb", None])).to_pylist()
    assert {"christopher", "christine", "krzysztof", "chris"} <= set(found[0])
    assert found[1:] == [["gosia", "malgorzata"], ["kasia", "katarzyna"], ["zeb"], None]


WORDS = st.lists(
    st.sampled_from(["abi", "fenn", "kyle", "łęcka", "o'brien", "smith-jones", "ångström", "zoë"]),
    min_size=2,
    max_size=4,
)


@given(WORDS, st.randoms(use_true_random=False))
def test_the_order_of_words_makes_no_difference(words: list[str], draw: Any) -> None:
    shuffled = list(words)
    draw.shuffle(shuffled)
    first, second = one(" ".join(words)), one(" ".join(shuffled))
    assert first["value"] == second["value"]
    assert name.check(first["value"])
    assert one(name.show(first["value"]))["value"] == first["value"]


# Newer letters are known to Arrow and to Python from different versions on.
@given(st.text(st.characters(max_codepoint=0x24F), max_size=30))
def test_one_text_folds_as_a_column_does(text: str) -> None:
    assert (name.fold(pa.array([text]))[0].as_py() or "") == fold_text(text)


@given(st.text(st.characters(codec="utf-8"), max_size=40))
def test_no_text_is_too_odd(text: str) -> None:
    row = one(text)
    assert (row["value"] is None) == (row["status"] in ("placeholder", "empty"))
