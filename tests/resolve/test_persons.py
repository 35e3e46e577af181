"""People are merged by two strong identifiers without contradiction, and by nothing less."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from clew.resolve.persons import PersonRecord, same_person


def record(record_id: str, name: str = "adam sample", birth: str = "1990-05-14", **more: object) -> PersonRecord:
    return PersonRecord(
        record_id,
        name,
        birth,
        tuple(more.get("ids", ())),  # type: ignore[arg-type]
        frozenset(more.get("categories", ())),  # type: ignore[arg-type]
        more.get("child"),  # type: ignore[arg-type]
        tuple(more.get("shared", ())),  # type: ignore[arg-type]
    )


def merged(*records: PersonRecord) -> bool:
    owner, _ = same_person(records)
    return len(set(owner.values())) == 1


def test_name_and_birth_date_alone_are_one_identifier_and_do_not_merge() -> None:
    owner, possible = same_person([record("a"), record("b")])
    assert owner == {"a": "a", "b": "b"}
    assert [(p.left, p.right) for p in possible] == [("a", "b")]
    assert "name and birth date" in possible[0].reason


def test_name_birth_date_and_national_number_merge() -> None:
    assert merged(record("a", ids=["nino:QQ123456C"]), record("b", ids=["nino:QQ123456C"]))


def test_a_first_of_january_birth_date_is_a_year_only_and_does_not_count() -> None:
    assert not merged(
        record("a", birth="1990", ids=["nino:QQ123456C"]), record("b", birth="1990", ids=["nino:QQ123456C"])
    )


def test_same_phone_never_makes_one_person() -> None:
    owner, possible = same_person(
        [record("a", birth="", shared=["phone:+447700900101"]), record("b", birth="", shared=["phone:+447700900101"])]
    )
    assert len(set(owner.values())) == 2
    assert possible[0].reason == "same name and phone"


def test_same_phone_and_different_name_is_not_even_a_possible_match() -> None:
    _, possible = same_person(
        [
            record("a", "adam sample", "", shared=["phone:+447700900101"]),
            record("b", "eve other", "", shared=["phone:+447700900101"]),
        ]
    )
    assert possible == []


def test_father_and_son_of_one_name_stay_apart() -> None:
    _, possible = same_person(
        [record("a", birth="1960-02-03", shared=["address:x"]), record("b", birth="1990-02-03", shared=["address:x"])]
    )
    assert possible == []


def test_a_victim_is_never_merged_with_a_suspect() -> None:
    a = record("a", ids=["nino:QQ123456C"], categories=["victim"])
    b = record("b", ids=["nino:QQ123456C"], categories=["suspect"])
    assert not merged(a, b)
    _, possible = same_person([a, b])
    assert "possible victim" in possible[0].reason


def test_a_child_is_never_merged_with_an_adult() -> None:
    assert not merged(record("a", ids=["nino:QQ123456C"], child=True), record("b", ids=["nino:QQ123456C"], child=False))


def test_a_third_record_cannot_bridge_two_that_contradict_each_other() -> None:
    a = record("a", ids=["nino:QQ123456C", "passport:P1"])
    b = record("b", birth="", ids=["nino:QQ123456C", "passport:P1", "pnc:1"])
    c = record("c", birth="1971-01-02", ids=["passport:P1", "pnc:1"])
    owner, _ = same_person([a, b, c])
    assert owner["a"] == owner["b"] != owner["c"]


@given(st.permutations(list("abcdef")))
def test_the_order_of_loading_changes_nothing(order: list[str]) -> None:
    people = {
        "a": record("a", ids=["nino:QQ123456C"]),
        "b": record("b", ids=["nino:QQ123456C"]),
        "c": record("c"),
        "d": record("d", ids=["nino:QQ123456C"], categories=["suspect"]),
        "e": record("e", "eve other", "1985-07-08", ids=["pnc:9"]),
        "f": record("f", "eve other", "1985-07-08", ids=["pnc:9"], categories=["victim"]),
    }
    expected = same_person(people.values())
    assert same_person([people[i] for i in order]) == expected


def test_two_ids_of_one_list_are_two_persons_whatever_they_share() -> None:
    shared = ["phone:+447700900101"]
    one = record("a", birth="", ids=["node x:1", "node again x:1"], shared=shared)
    other = record("b", birth="", ids=["node x:2", "node again x:2"], shared=shared)
    assert same_person([one, other])[1] == []
    elsewhere = record("c", birth="", ids=["node y:1", "node again y:1"], shared=shared)
    assert len(same_person([one, elsewhere])[1]) == 1
