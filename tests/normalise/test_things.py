"""Things of exchange files: values cleaned by their kind, or taken as they stand when another case wrote them."""

from __future__ import annotations


def test_a_value_is_cleaned_by_the_rules_of_its_kind(run, records):
    result = run("things", kind=["phone", "Car", "zeppelin"], value=["07700 900101", "zx26 abc", "LZ 1"])
    assert [(r["id_kind"], r["value"]) for r in records(result, "identifier")] == [
        ("phone", "+447700900101"),
        ("vehicle", "ZX26ABC"),
    ]
    assert "no kind of this name" in result.set_aside.column("reason")[0].as_py()


def test_a_canonical_value_is_taken_as_it_stands(run, records):
    result = run(
        "things", kind=["group", "place", "alias", "phone"],
        value=["whatsapp:1", "zedcom|cell-9", "none", "withheld:ph-1"],
        name=["Sunday", "", "none", "phone of Protected person X"], meta={"values": "canonical"},
    )  # fmt: skip
    assert [(r["id_kind"], r["value"]) for r in records(result, "identifier")] == [
        ("group", "whatsapp:1"),
        ("place", "zedcom|cell-9"),
        ("alias", "none"),
        ("phone", "withheld:ph-1"),
    ]


def test_a_person_another_case_protects_is_protected(run, records):
    result = run(
        "things", kind=["person", "person"], value=["pe-1", "pe-2"], name=["Protected person X", ""],
        protected=["yes", "no"], meta={"values": "canonical"},
    )  # fmt: skip
    first, second = records(result, "person")
    assert first["categories"] == ["protected"]
    assert second.get("categories") is None
    assert second.get("name") is None, "a person without a recorded name stays without"
    assert first["strong_ids"] != second["strong_ids"]
