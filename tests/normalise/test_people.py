"""People lists, subscribers, keepers, forms and referrals, as they arrive."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime

import pytest

HOME = "Flat 2, 14 Example Road, Zedham, ZX1 2CV"


def links(records, result):
    return [(m["relation"], m["a"], m["b"]) for m in records(result, "membership")]


def test_a_person_with_name_birth_date_and_numbers(run, records):
    result = run(
        "people", surname=["FENN"], forename=["Abigail"], birth_date=["14/05/1990"], nino=["qq 12 34 56 c"],
        phone=["07700 900001"], email=["ABI@example.org"], from_=["01/06/2024"], to=["30/06/2024"],
    )  # fmt: skip
    (person,) = records(result, "person")

    assert person["name_key"] == "abigail fenn"
    assert (person["birth_raw"], person["birth_date"], person["strong_ids"]) == (
        "14/05/1990", "1990-05-14", ["nino:QQ123456"],
    )  # fmt: skip
    assert links(records, result) == [("USES", "row:0", "+447700900001"), ("USES", "row:0", "abi@example.org")]
    assert {m["as_own"] for m in records(result, "membership")} == {False}
    assert records(result, "membership")[0]["from_utc"] == datetime(2024, 5, 31, 23, tzinfo=UTC)


def test_a_subscriber_with_network_tariff_and_sim(run, records):
    result = run(
        "people", evidence="billing", meta={"relation.phone": "SUBSCRIBER_OF"}, full_name=["Imran Peepalia"],
        phone=["447700900001"], network=["Northlight"], tariff=["contract"], activated=["15/04/2019"],
        imsi=["001010000000001"],
    )  # fmt: skip

    assert links(records, result) == [
        ("SUBSCRIBER_OF", "row:0", "+447700900001"),
        ("USES", "row:0", "001010000000001"),
        ("USES", "001010000000001", "+447700900001"),
    ]
    assert records(result, "membership")[0]["from_utc"] == datetime(2019, 4, 14, 23, tzinfo=UTC)
    (number,) = records(result, "identifier")
    assert json.loads(number["attributes"]) == {
        "network": "Northlight", "tariff": "contract", "activated": "15/04/2019",
    }  # fmt: skip


def test_an_unregistered_number_stays_a_number_of_nobody(run, records):
    result = run(
        "people", meta={"relation.phone": "SUBSCRIBER_OF"}, full_name=["NOT REGISTERED"], phone=["07700900001"],
        tariff=["prepaid"],
    )  # fmt: skip

    assert records(result, "person") == []
    assert records(result, "membership") == []
    assert [i["value"] for i in records(result, "identifier")] == ["+447700900001"]


def test_identifiers_of_a_form_were_given_as_the_persons_own(run, records):
    result = run(
        "people", meta={"as_own": "true"}, full_name=["Tom Fenn"], phone=["07700900001"], address=[HOME],
        sort_code=["00-00-11"], account_number=["12345678"], next_of_kin_name=["Mo Khan"],
        next_of_kin_phone=["07700900002"], employer=["Zed Packing Ltd"], vehicle=["ZX26 ABC"],
    )  # fmt: skip
    memberships = records(result, "membership")

    assert {m["relation"] for m in memberships if m["as_own"]} == {"USES", "LIVES_AT", "KEEPER_OF", "HOLDS_ACCOUNT"}
    assert [(m["relation"], m["a"], m["b"]) for m in memberships if m.get("capacity") == "next_of_kin"] == [
        ("LINKED_TO", "row:0", "row:1"),
        ("LINKED_TO", "row:0", "+447700900002"),
    ]
    assert ("USES", "row:1", "+447700900002") in links(records, result)
    assert ("WORKS_FOR", "row:0", "zed packing") in links(records, result)
    assert ("HOLDS_ACCOUNT", "row:0", "000011 12345678") in links(records, result)


def test_several_people_in_one_cell_are_several_persons(run, records, issues):
    result = run(
        "people", full_name=["Tom Fenn\nAnna Fenn"], birth_date=["13/05/1980\n1999"], phone=["07700900001"],
        nino=["QQ123456C"], alias=["Zed"],
    )  # fmt: skip
    persons = records(result, "person")

    assert [(p["name_key"], p["birth_date"]) for p in persons] == [("fenn tom", "1980-05-13"), ("anna fenn", "1999")]
    assert all("strong_ids" not in p and "aliases" not in p for p in persons)
    assert result.tables["person"].column("ordinal").to_pylist() == [0, 1]
    assert "national_id: not told whose of several persons" in issues(result, "person")[0]
    assert {m["note"] for m in records(result, "membership")} == {"the row names several and does not tell whose it is"}


def test_a_birth_date_on_the_first_of_january_is_a_year(run, records):
    result = run("people", full_name=["Tom Fenn"] * 4, birth_date=["01/01/1990", "1990", "abt 1990", "13/05/1990"])

    assert [p.get("birth_date") for p in records(result, "person")] == ["1990", "1990", "1990", "1990-05-13"]


@pytest.mark.parametrize(
    ("cell", "years", "disputed"),
    [("16", 16, None), ("16 (disputed)", 16, True), ("15-17", 15, None), ("under 18", 17, None), ("U18", 17, None),
     ("16.0", 16, None), ("16 yrs", 16, None), ("500", None, None), ("child", None, None)],
)  # fmt: skip
def test_recorded_ages_never_make_a_child_an_adult(run, records, cell, years, disputed):
    (person,) = records(run("people", full_name=["Tom Fenn"], age=[cell], age_on=["13/06/2024"]), "person")

    assert (person.get("age_years"), person.get("age_disputed")) == (years, disputed)
    assert person["age_on"] == date(2024, 6, 13)


def test_a_persons_standing_is_only_what_the_exhibit_states(run, records):
    result = run(
        "people", full_name=["Tom Fenn"] * 5, category=["Victim; witness", "associate", "", "PV", ""],
        role=["", "driver", "suspect / driver", "", "tenant"],
    )  # fmt: skip

    assert [p.get("categories") for p in records(result, "person")] == [
        ["victim", "witness"], None, ["suspect"], ["potential_victim"], None,
    ]  # fmt: skip


def test_a_referral_is_about_a_possible_victim(run, records):
    result = run("people", meta={"category": "potential_victim"}, full_name=["Tom Fenn"], vulnerability=["debt"])

    assert records(result, "person")[0]["categories"] == ["potential_victim"]
    assert records(result, "person")[0]["vulnerability"] == "debt"


def test_aliases_are_split_and_linked(run, records):
    result = run("people", full_name=["Tom Fenn"], alias=['Tommo aka TF; "Zed"'])

    assert records(result, "person")[0]["aliases"] == ["Tommo", "TF", "Zed"]
    assert links(records, result) == [
        ("KNOWN_AS", "row:0", "tommo"), ("KNOWN_AS", "row:0", "tf"), ("KNOWN_AS", "row:0", "zed"),
    ]  # fmt: skip


def test_a_cell_of_punctuation_is_no_alias(run, records):
    result = run("people", full_name=["Tom Fenn"], alias=["{"])

    assert records(result, "membership") == []


def test_several_numbers_in_one_cell(run, records):
    result = run("people", full_name=["Tom Fenn"], phone=["07700900001; 07700 900002\n020 7946 0001"])

    assert [b for _, _, b in links(records, result)] == ["+447700900001", "+447700900002", "+442079460001"]


def test_a_ruined_number_empties_its_cell_and_the_person_stays(run, records, issues):
    result = run("people", full_name=["Tom Fenn"], phone=["4.477E+11"], email=["tom@example.org"])

    assert links(records, result) == [("USES", "row:0", "tom@example.org")]
    assert "phone: precision lost in scientific notation" in issues(result, "person")


def test_keepers_hirers_and_drivers(run, records):
    keeper = run("people", meta={"relation.vehicle": "KEEPER_OF"}, full_name=["Tom Fenn"], vehicle=["ZX26 ABC"],
                 make=["Ford"], model=["Transit"], colour=["white"])  # fmt: skip
    hirer = run("people", meta={"relation.vehicle": "DRIVES", "capacity": "hirer"}, full_name=["Tom Fenn"],
                vehicle=["zx26abc"])  # fmt: skip
    named = run("people", full_name=["Tom Fenn"], vehicle=["ZX26ABC"], relation=["Named driver"])

    assert links(records, keeper) == [("KEEPER_OF", "row:0", "ZX26ABC")]
    assert json.loads(records(keeper, "identifier")[0]["attributes"]) == {
        "make": "Ford", "model": "Transit", "colour": "white",
    }  # fmt: skip
    assert records(hirer, "membership")[0]["capacity"] == "hirer"
    assert links(records, hirer) == links(records, named) == [("DRIVES", "row:0", "ZX26ABC")]


def test_a_hire_company_is_an_organisation_and_no_person(run, records):
    result = run("people", full_name=["Zedham Van Hire Ltd"], vehicle=["ZX26 ABC"], address=[HOME])

    assert records(result, "person") == []
    assert [(m["a_kind"], m["relation"], m["b_kind"]) for m in records(result, "membership")] == [
        ("organisation", "LINKED_TO", "address"), ("organisation", "KEEPER_OF", "vehicle"),
    ]  # fmt: skip


def test_a_letting_agent_named_as_contact_is_no_person(run, records):
    result = run("people", full_name=["Tom Fenn"], contact_name=["Keystone Lettings"], contact_phone=["07700900002"])

    assert len(records(result, "person")) == 1
    assert [(m["a_kind"], m["relation"], m["b_kind"]) for m in records(result, "membership")] == [
        ("person", "LINKED_TO", "organisation"), ("person", "LINKED_TO", "phone"),
        ("organisation", "OPERATES", "phone"),
    ]  # fmt: skip


def test_an_address_in_lines_and_one_in_a_cell_are_the_same(run, records):
    lines = run("people", full_name=["Tom Fenn"], address_1=["Flat 2"], address_2=["14 Example Road"], town=["Zedham"],
                postcode=["zx12cv"])  # fmt: skip
    cell = run("people", full_name=["Tom Fenn"], address=[HOME], postcode=["ZX1 2CV"])

    assert links(records, lines) == links(records, cell)
    assert json.loads(records(cell, "identifier")[0]["attributes"])["precision"] == "dwelling"


def test_a_town_is_nobodys_home(run, records, issues):
    result = run("people", full_name=["Tom Fenn"], address=["Zedham"])

    assert records(result, "membership") == []
    assert issues(result, "person")[0].startswith("address: only the town given")


def test_national_numbers_whose_check_digit_fails_are_no_identity(run, records, issues):
    # 88630500004: born in the 2200s, weights 1 3 7 9 1 3 7 9 1 3 sum to 86, check digit 4.
    result = run(
        "people", full_name=["Tom Fenn"] * 2, national_id=["88630500004", "88630500005"],
        national_id_kind=["PESEL", "pesel"], passport=["Z1234567", ""], pnc=["24/12345A", ""],
    )  # fmt: skip

    assert [p.get("strong_ids") for p in records(result, "person")] == [
        ["passport:Z1234567", "pnc:2024/0012345A", "pesel:88630500004"], None,
    ]  # fmt: skip
    assert issues(result, "person")[1] == "national_id: check digit of the pesel does not fit"


def test_sex_and_nationality_are_never_read(run, records):
    plain = run("people", full_name=["Tom Fenn"], phone=["07700900001"])
    told = run("people", full_name=["Tom Fenn"], phone=["07700900001"], sex=["M"], nationality=["Zedlandian"])

    for kind in ("person", "membership"):
        assert records(plain, kind) == records(told, kind)


def test_a_row_of_nobody_is_set_aside(run):
    result = run("people", full_name=["unknown", ""], note=["x", ""])

    assert result.set_aside.column("row_ref").to_pylist() == ["row 2", "row 3"]
