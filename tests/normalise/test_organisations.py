"""Organisations, licences and officers."""

from __future__ import annotations

import json

import pyarrow as pa
import pytest

from clew.normalise import organisation

PREMISES = "14 Example Road, Zedham, ZX1 2CV"


def test_an_organisation_with_its_licence_premises_and_officer(run, records):
    result = run(
        "organisations", organisation=["Zed Cabs Ltd"], company_number=["123456"], licence_number=["PH-9"],
        licence_type=["Private hire operator"], officer_name=["Tom Fenn"], phone=["020 7946 0001"], address=[PREMISES],
        vehicle=["ZX26 ABC"], role=["Taxi"],
    )  # fmt: skip

    firm = next(i for i in records(result, "identifier") if i["id_kind"] == "organisation")
    assert (firm["value"], firm["label"]) == ("zed cabs", "Zed Cabs Ltd")
    assert json.loads(firm["attributes"])["licence_number"] == "PH-9"
    assert [(m["a"], m["relation"], m["b_kind"]) for m in records(result, "membership")] == [
        ("row:0", "WORKS_FOR", "organisation"), ("zed cabs", "OPERATES", "phone"),
        ("zed cabs", "KEEPER_OF", "vehicle"), ("zed cabs", "OPERATES", "address"),
    ]  # fmt: skip
    assert [(r["subject"], r["role"], r["evidence"]) for r in records(result, "role")] == [("zed cabs", "taxi", "PH-9")]


def test_a_licence_that_names_its_holder_only(run, records):
    result = run("organisations", officer_name=["Ann Zed"], licence_type=["HMO"], address=[PREMISES])

    assert [(r["subject_kind"], r["role"]) for r in records(result, "role")] == [("person", "hmo")]
    assert [(m["a"], m["relation"]) for m in records(result, "membership")] == [("row:0", "OPERATES")]


@pytest.mark.parametrize(
    "name", ["Zed Cabs Ltd", "ZED CABS LIMITED", "Zed Cabs (Hire)", "Zedham Borough Council", "Z Sp. z o.o."]
)
def test_names_of_organisations(name):
    assert organisation.looks_like_one(pa.array([name])).to_pylist() == [True]


@pytest.mark.parametrize("name", ["Tom Fenn", "Abigail Hirer", "FENN, Ann", "Ann Zedlimited"])
def test_names_of_people(name):
    assert organisation.looks_like_one(pa.array([name])).to_pylist() == [False]


def test_one_organisation_in_three_spellings():
    keys = organisation.key(pa.array(["Zed Cabs Ltd", "ZED CABS LIMITED", "Zed Cabs"]))

    assert set(keys.to_pylist()) == {"zed cabs"}


def test_a_company_number_is_the_key_where_there_is_no_name():
    keys = organisation.key(pa.array(["Zed Cabs Ltd", None, None]), pa.array(["123456", "123456", "n"]))

    assert keys.to_pylist() == ["zed cabs", "00123456", None]
