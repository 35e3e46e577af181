"""D9 on small invented forms: who shares what with whom, the innocent sharers, and what cannot be judged."""

from __future__ import annotations

from typing import Any

import pytest

from clew.detectors.shared_identifiers import DETECTOR, Settings


def run(view: Any, **settings: Any) -> Any:
    return DETECTOR.detect(view, Settings(**settings))


def workers(scene: Any, n: int, name: str = "w", **status: Any) -> list[str]:
    return [scene.person(f"{name}{i}", **(status or {"youngest_years": 30})) for i in range(n)]


def give(scene: Any, persons: list[str], identifier: str, relation: str = "USES", **more: Any) -> None:
    for person in persons:
        scene.link(relation, person, identifier, as_own=True, **more)


def account(scene: Any, name: str = "pay") -> str:
    return scene.entity(f"ac-{name}", "Account", "account", value="000099|00001234")


def address(scene: Any, name: str = "house", precision: str = "dwelling") -> str:
    return scene.entity(f"ad-{name}", "Address", "address", attributes=f'{{"precision": "{precision}"}}')


def test_the_same_people_with_one_phone_and_one_account_are_strong(scene: Any, faithful: Any) -> None:
    people = workers(scene, 4)
    phone, pay = scene.phone("shared"), account(scene)
    give(scene, people, phone)
    give(scene, people[:3], pay, "HOLDS_ACCOUNT")
    (finding,) = faithful(scene, DETECTOR).findings
    assert finding.anchors == (pay, phone)
    assert (finding.strength, finding.outcome) == ("strong", "possible")
    clauses = {c.name: c for c in finding.clauses}
    assert clauses["shared-phone"].value == 4
    assert clauses["shared-bank-account"].value == 3
    assert clauses["same-people"].value == 3
    assert clauses["weight"].value == pytest.approx(0.288, abs=0.001)  # -ln(4/4) - ln(3/4)
    assert all("possible victim" in r.role for r in finding.roles if r.entity_id in people)


@pytest.mark.parametrize(("n", "found"), [(2, False), (3, True)])
def test_one_phone_alone_needs_three_people_and_is_weak(scene: Any, n: int, found: bool) -> None:
    give(scene, workers(scene, n), scene.phone("shared"))
    assert [f.strength for f in run(scene.view()).findings] == (["weak"] if found else [])


@pytest.mark.parametrize(("n", "found"), [(4, False), (5, True)])
def test_one_address_alone_needs_five(scene: Any, n: int, found: bool) -> None:
    give(scene, workers(scene, n), address(scene), "LIVES_AT")
    assert [f.strength for f in run(scene.view()).findings] == (["weak"] if found else [])


def test_three_people_are_enough_for_an_address_they_share_besides_a_phone(scene: Any) -> None:
    people = workers(scene, 3)
    give(scene, people, scene.phone("shared"))
    give(scene, people, address(scene), "LIVES_AT")
    assert run(scene.view()).findings[0].strength == "strong"


def test_different_people_with_different_identifiers_are_two_weak_findings(scene: Any) -> None:
    give(scene, workers(scene, 3, "a"), scene.phone("shared"))
    give(scene, workers(scene, 3, "b"), account(scene), "HOLDS_ACCOUNT")
    assert [f.strength for f in run(scene.view()).findings] == ["weak", "weak"]


def test_two_shared_phones_are_one_type(scene: Any) -> None:
    people = workers(scene, 3)
    give(scene, people, scene.phone("one"))
    give(scene, people, scene.phone("two"))
    assert {f.strength for f in run(scene.view()).findings} == {"weak"}


@pytest.mark.parametrize("capacity", ["next_of_kin", "referee", "interpreter"])
def test_a_next_of_kin_or_referee_named_by_all_is_a_type_of_its_own(scene: Any, capacity: str) -> None:
    people = workers(scene, 3)
    give(scene, people, scene.phone("shared"))
    for person in people:
        scene.link("LINKED_TO", person, scene.phone("kin"), capacity=capacity)
    (finding,) = run(scene.view()).findings
    assert finding.strength == "strong"
    assert any(("phone" in c.name and "referee" in c.name) or "kin" in c.name or "interpreter" in c.name
               for c in finding.clauses)  # fmt: skip


def test_bank_and_tenancy_records_count_as_given_and_an_attribution_does_not(scene: Any) -> None:
    people = workers(scene, 3)
    for person in people:
        scene.link("HOLDS_ACCOUNT", person, account(scene), evidence_type="financial")
        scene.link("USES", person, scene.phone("attributed"), evidence_type="intelligence")
        scene.link("SUBSCRIBER_OF", person, scene.phone("billed"), evidence_type="billing")
    (finding,) = run(scene.view()).findings
    assert finding.anchors == ("ac-pay",)


def test_forms_and_bank_records_of_the_same_people_support(scene: Any) -> None:
    """One person has a record in each file: joined as possibly the same, counted once, seen by two kinds of record."""
    forms, bank = workers(scene, 3, "form"), workers(scene, 3, "bank")
    give(scene, forms, scene.phone("shared"))
    for person in bank:
        scene.link("HOLDS_ACCOUNT", person, account(scene), evidence_type="financial")
    for one, other in zip(forms, bank, strict=True):
        scene.link("POSSIBLY_SAME_AS", one, other, reason="same name and birth year")
    (finding,) = run(scene.view()).findings
    assert (finding.strength, finding.outcome) == ("strong", "supported")
    assert {c.name: c.value for c in finding.clauses}["same-people"] == 3


def test_a_weak_pattern_is_never_supported(scene: Any) -> None:
    people = workers(scene, 3)
    give(scene, people, scene.phone("shared"))
    for person in people:
        scene.link("USES", person, scene.phone("shared"), evidence_type="address")
    (finding,) = run(scene.view()).findings
    assert (finding.strength, finding.outcome) == ("weak", "possible")


def test_two_copies_of_one_form_file_never_support(scene: Any) -> None:
    people = workers(scene, 3)
    give(scene, people, scene.phone("shared"))
    give(scene, people, account(scene), "HOLDS_ACCOUNT")
    for link in list(scene.rows["links"]):
        scene.rows["links"].append({**link, "link_id": f"copy-{link['link_id']}", "exhibits": ["ex-copy"]})
    (finding,) = run(scene.view()).findings
    assert finding.outcome == "possible"
    assert {c.name: c.value for c in finding.clauses}["shared-phone"] == 3


def test_rows_suspected_false_stay_weak(scene: Any) -> None:
    people = workers(scene, 3)
    give(scene, people, scene.phone("shared"), grade="3D")
    give(scene, people, account(scene), "HOLDS_ACCOUNT", grade="3E")
    assert run(scene.view()).findings[0].strength == "weak"


def test_records_that_may_be_one_person_count_once(scene: Any) -> None:
    people = workers(scene, 4)
    give(scene, people, scene.phone("shared"))
    scene.link("POSSIBLY_SAME_AS", people[0], people[1])
    scene.link("POSSIBLY_SAME_AS", people[1], people[2])
    assert run(scene.view()).findings == ()


def test_a_family_of_seven_with_one_phone_and_one_address_is_no_finding(scene: Any) -> None:
    family = workers(scene, 7)
    give(scene, family, scene.phone("home"))
    give(scene, family, address(scene), "LIVES_AT")
    mother = scene.person("mother")  # gives nothing herself, yet ties the children
    for child in family:
        scene.link("FAMILY_OF", mother, child)
    assert run(scene.view()).findings == ()


def test_living_together_does_not_excuse(scene: Any) -> None:
    people = workers(scene, 4)
    give(scene, people, address(scene), "LIVES_AT")
    give(scene, people, scene.phone("shared"))
    assert run(scene.view()).findings[0].strength == "strong"


def test_an_address_without_a_flat_number_is_not_assessable(scene: Any) -> None:
    block = address(scene, "block", "building")
    people = workers(scene, 6)
    give(scene, people, block, "LIVES_AT")
    found = run(scene.view())
    assert found.findings == ()
    (row,) = found.not_assessable
    assert (row.entity_id, "flat number" in row.missing) == (block, True)
    give(scene, people, scene.phone("shared"))
    (finding,) = run(scene.view()).findings
    assert finding.strength == "weak"  # the building is shown and not counted
    assert {c.name: c.met for c in finding.clauses}["address-without-flat"] is None


def test_tenants_one_after_another_share_nothing(scene: Any, clock: Any) -> None:
    flat = address(scene)
    for i, person in enumerate(workers(scene, 6)):
        scene.link("LIVES_AT", person, flat, as_own=True, from_utc=clock(i * 100), to_utc=clock(i * 100 + 99))
    assert run(scene.view()).findings == ()


def test_keepers_of_a_car_one_after_another_share_nothing(scene: Any, clock: Any) -> None:
    car = scene.entity("ve-car", "Vehicle", "vehicle", value="ZX26ABC")
    for i, person in enumerate(workers(scene, 4)):
        scene.link("KEEPER_OF", person, car, from_utc=clock(i * 100))
    assert run(scene.view()).findings == ()


@pytest.mark.parametrize("role", ["employer", "payroll bureau", "labour provider", "letting agent", "university hall"])
def test_registered_providers_are_held_back_with_their_reason(scene: Any, role: str) -> None:
    people = workers(scene, 6)
    phone = scene.phone("office")
    give(scene, people, phone)
    firm = scene.entity("or-firm", "Organisation", "organisation")
    scene.link("OPERATES", firm, phone)
    scene.role(firm, role)
    found = run(scene.view())
    assert found.findings == ()
    (held,) = found.held_back
    assert (held.entity_id, held.strength) == (phone, "weak")
    assert "6 unrelated people" in held.reason
    assert held.evidence


def test_a_caseworker_is_held_back_masked_and_never_listed_as_holder(scene: Any) -> None:
    clients = workers(scene, 5)
    phone, shared = scene.phone("desk"), scene.phone("shared")
    helper = scene.person("helper", youngest_years=40)
    scene.role(helper, "caseworker")
    scene.link("USES", helper, phone)
    scene.link("SUBSCRIBER_OF", helper, shared, evidence_type="billing")
    scene.link("SUBSCRIBER_OF", helper, account(scene), evidence_type="billing")
    give(scene, clients, phone)
    give(scene, clients, account(scene), "HOLDS_ACCOUNT")
    found = run(scene.view())
    assert [f.anchors for f in found.findings] == []  # the role reaches the account through its holder
    assert {h.entity_id for h in found.held_back} == {phone, "ac-pay"}
    assert all(h.evidence == () and "masked" in h.reason for h in found.held_back)
    assert all(helper not in h.reason for h in found.held_back)


def test_who_holds_the_identifiers_on_record_is_stated_as_a_fact(scene: Any) -> None:
    people = workers(scene, 4)
    phone, pay = scene.phone("shared"), account(scene)
    give(scene, people, phone)
    give(scene, people, pay, "HOLDS_ACCOUNT")
    holder = scene.person("holder", youngest_years=41)
    scene.link("SUBSCRIBER_OF", holder, phone, evidence_type="billing")
    scene.link("HOLDS_ACCOUNT", holder, pay, evidence_type="billing")
    (finding,) = run(scene.view()).findings
    roles = {r.entity_id: r.role for r in finding.roles}
    assert roles[holder] == "account holder and subscriber of 2 of these"
    assert {c.name: c.met for c in finding.clauses}["recorded-holder"] is True


def test_a_child_among_them_brings_safeguarding(scene: Any) -> None:
    people = [*workers(scene, 3), scene.person("kai", youngest_years=16)]
    give(scene, people, scene.phone("shared"))
    (finding,) = run(scene.view()).findings
    assert "under 18" in finding.safeguarding
    assert "exposed" in next(r.role for r in finding.roles if r.entity_id == "pe-kai")


def test_an_organisations_number_given_by_its_workers_is_explained(scene: Any) -> None:
    phone = scene.phone("office")
    give(scene, workers(scene, 4), phone)
    scene.link("OPERATES", scene.entity("or-firm", "Organisation", "organisation"), phone)
    (finding,) = run(scene.view()).findings
    assert (finding.strength, finding.outcome) == ("weak", "not_supported")


def test_names_and_nationalities_change_nothing(scene: Any) -> None:
    people = workers(scene, 4)
    give(scene, people, scene.phone("shared"))
    give(scene, people, account(scene), "HOLDS_ACCOUNT")
    first = run(scene.view())
    for row in scene.rows["entities"]:
        row["name"] = "Same Surname"
    assert run(scene.view()) == first
