"""D8 rule 1: one row is enough, nothing innocent cancels it, and nobody who may be a child is silently lost."""

from __future__ import annotations

from typing import Any

import pytest

from clew.detectors.safeguarding import DETECTOR, Settings


def run(view: Any, *confirmed: str) -> Any:
    return DETECTOR.detect(view, Settings(confirmed_numbers=confirmed))


def child(scene: Any, name: str = "kai", link: str = "USES", **status: Any) -> tuple[str, str]:
    person = scene.person(name, **(status or {"youngest_years": 15}))
    number = scene.phone(name)
    scene.link(link, person, number, evidence_type="report")
    return person, number


def test_one_short_call_with_a_confirmed_line_flags_a_child(scene: Any, clock: Any) -> None:
    person, number = child(scene)
    line = scene.phone("line")
    scene.call(line, number, clock(1), 4)
    (finding,) = run(scene.view(), line).findings
    assert finding.anchors == (person,)
    assert (finding.strength, finding.outcome) == ("n/a", "possible")
    assert "under 18" in finding.safeguarding
    assert any("exposed" in r.role and r.entity_id == person for r in finding.roles)
    assert any("safeguarding referral" in c for c in finding.next_checks)
    assert any("section 45" in c for c in finding.next_checks)
    assert any("National Referral Mechanism" in c for c in finding.next_checks)
    assert {e.field for e in finding.evidence} == {"age", "attribution of a number", "call"}


def test_the_flag_follows_from_the_rows_it_cites(scene: Any, clock: Any, faithful: Any) -> None:
    _, number = child(scene)
    line = scene.phone("line")
    scene.call(line, number, clock(1), 4)
    scene.text(number, line, clock(2), subject=line)
    faithful(scene, DETECTOR, Settings(confirmed_numbers=(line,)))


@pytest.mark.parametrize(
    ("status", "flagged"),
    [
        ({"youngest_years": 17}, True),
        ({"youngest_years": 18}, False),
        ({"youngest_years": 16, "oldest_years": 21}, True),
        ({"youngest_years": 19, "age_disputed": True}, True),
        ({"age_disputed": True}, True),
        ({"birth_date": "2009"}, True),  # 16 or 17 on the day
        ({"birth_date": "2008-03-03"}, True),  # 17 for one more day
        ({"birth_date": "2008-03"}, True),
        ({"birth_date": "2008-02-20"}, False),
        ({"birth_date": "1990-02-20"}, False),
    ],
)
def test_who_counts_as_a_child(scene: Any, clock: Any, status: dict[str, Any], flagged: bool) -> None:
    _, number = child(scene, **status)
    line = scene.phone("line")
    scene.call(number, line, clock(0.5), 20)
    assert bool(run(scene.view(), line).findings) is flagged


def test_an_unknown_age_is_listed_and_not_flagged(scene: Any, clock: Any) -> None:
    person = scene.person("unknown", age_unknown=True)
    number, line = scene.phone("unknown"), scene.phone("line")
    scene.link("USES", person, number)
    scene.call(number, line, clock(1), 20)
    found = run(scene.view(), line)
    assert found.findings == ()
    assert [n.entity_id for n in found.not_assessable] == [person]
    assert "no age" in found.not_assessable[0].reason


def test_a_record_without_age_that_may_be_the_same_child_counts(scene: Any, clock: Any) -> None:
    known = scene.person("kai", youngest_years=15)
    other = scene.person("kai-2", age_unknown=True)
    number, line = scene.phone("n"), scene.phone("line")
    scene.link("USES", other, number)
    scene.link("POSSIBLY_SAME_AS", other, known, reason="same name and birth year")
    scene.call(number, line, clock(1), 20)
    (finding,) = run(scene.view(), line).findings  # one finding for all records of the child
    assert finding.anchors == (known,)
    assert {r.entity_id for r in finding.roles if "exposed" in r.role} == {known, other}


def test_an_adult_of_the_same_name_is_not_taken_for_the_child(scene: Any, clock: Any) -> None:
    known = scene.person("kai", youngest_years=15)
    father = scene.person("kai-senior", youngest_years=44)
    number, line = scene.phone("n"), scene.phone("line")
    scene.link("USES", father, number)
    scene.link("POSSIBLY_SAME_AS", father, known, reason="same name and address")
    scene.call(number, line, clock(1), 20)
    assert run(scene.view(), line).findings == ()


@pytest.mark.parametrize(
    ("make", "flagged"),
    [
        (lambda s, a, b, t: s.call(a, b, t, 30), True),
        (lambda s, a, b, t: s.call(b, a, t, 30, subject=a), True),  # only the line's own record shows it
        (lambda s, a, b, t: s.call(a, b, t, None), True),  # length not recorded: doubt counts
        (lambda s, a, b, t: s.call(a, b, t, 0), False),
        (lambda s, a, b, t: s.call(a, b, t, 0, direction="missed"), False),
        (lambda s, a, b, t: s.text(a, b, t), True),
        (lambda s, a, b, t: s.text(b, a, t), True),  # one text of the line's own, outside a burst
    ],
)
def test_what_counts_as_contact(scene: Any, clock: Any, make: Any, flagged: bool) -> None:
    _, number = child(scene)
    line = scene.phone("line")
    make(scene, number, line, clock(1))
    found = run(scene.view(), line)
    assert bool(found.findings) is flagged
    if not flagged:
        assert "did not connect" in found.not_assessable[0].reason


def test_a_child_who_only_received_bulk_texts_is_listed_as_context(scene: Any, clock: Any) -> None:
    person, number = child(scene)
    line = scene.phone("line")
    people = [*scene.phones("r", 24), number]
    for day in (1, 3, 5):
        scene.burst(line, people, clock(day, 18))
    found = run(scene.view(), line)
    assert found.findings == ()
    (row,) = found.not_assessable
    assert row.entity_id == person
    assert "received 3 texts" in row.reason
    scene.text(number, line, clock(5, 18.2), subject=line)  # one answer
    assert run(scene.view(), line).findings[0].anchors == (person,)


def test_a_child_without_an_attributed_number_is_listed(scene: Any) -> None:
    person = scene.person("kai", youngest_years=12)
    (row,) = run(scene.view()).not_assessable
    assert (row.entity_id, row.missing) == (person, "attribution of a number")


def test_a_name_saved_in_contacts_attributes_nothing(scene: Any, clock: Any) -> None:
    person, number = scene.person("kai", youngest_years=12), scene.phone("n")
    scene.link("IN_CONTACTS_OF", person, number)
    line = scene.phone("line")
    scene.call(number, line, clock(1))
    assert run(scene.view(), line).findings == ()


@pytest.mark.parametrize("link", ["USES", "SUBSCRIBER_OF"])
def test_users_and_subscribers_count(scene: Any, clock: Any, link: str) -> None:
    _, number = child(scene, link=link)
    line = scene.phone("line")
    scene.call(number, line, clock(1))
    assert len(run(scene.view(), line).findings) == 1


def test_contact_through_the_childs_seized_device_counts(scene: Any, clock: Any) -> None:
    person = scene.person("kai", youngest_years=14)
    device = scene.entity("ac-device", "Account", "device")
    line = scene.phone("line")
    scene.link("USES", person, device, evidence_type="handset")
    scene.event("message", device, line, clock(1), device, evidence_type="handset", a_kind="device")
    (finding,) = run(scene.view(), line).findings
    assert finding.anchors == (person,)


def test_a_child_recorded_with_the_line_number_itself_is_flagged_without_any_traffic(scene: Any) -> None:
    _, number = child(scene)
    (finding,) = run(scene.view(), number).findings
    assert {c.name: c.met for c in finding.clauses}["uses-line-number"] is True
    assert finding.evidence


def test_billing_and_handset_that_saw_the_same_contact_support(scene: Any, clock: Any) -> None:
    _, number = child(scene)
    device = scene.entity("ac-device", "Account", "device")
    scene.link("USES", device, number, evidence_type="handset")
    line = scene.phone("line")
    scene.call(number, line, clock(1), 20)
    scene.event("call", device, line, clock(1), device, evidence_type="handset", a_kind="device", duration_s=20)
    (finding,) = run(scene.view(), line).findings
    assert finding.outcome == "supported"


def test_two_copies_of_one_source_never_support(scene: Any, clock: Any) -> None:
    _, number = child(scene)
    line = scene.phone("line")
    scene.call(number, line, clock(1), 20)
    scene.call(number, line, clock(1), 20, exhibit_id="ex-copy")
    assert run(scene.view(), line).findings[0].outcome == "possible"


@pytest.mark.parametrize("grade", ["E", "3D"])
def test_doubtful_grades_never_suppress_a_child(scene: Any, clock: Any, grade: str) -> None:
    _, number = child(scene)
    line = scene.phone("line")
    scene.call(number, line, clock(1), 20, grade=grade)
    assert run(scene.view(), line).findings[0].outcome == "possible"


def test_innocent_relations_are_context_and_never_cancel(scene: Any, clock: Any) -> None:
    person, number = child(scene)
    line = scene.phone("line")
    sibling = scene.person("sibling", youngest_years=25)
    scene.link("USES", sibling, line)
    scene.link("FAMILY_OF", sibling, person)
    scene.role(line, "youth worker")
    scene.call(number, line, clock(1), 600)
    (finding,) = run(scene.view(), line).findings
    fits = {b.explanation: b.result for b in finding.benign}
    assert fits["sibling or other family"] == "fits"
    assert fits["youth worker, foster carer, care home, school or club"] == "fits"
    assert all("never cancels" in b.test for b in finding.benign)


def topup(scene: Any, payer: str, number: str, when: Any, **more: Any) -> None:
    scene.event(
        "topup", payer, number, when, None, evidence_type="financial", a_kind="account", amount_minor=1000, **more
    )


@pytest.mark.parametrize(("numbers", "flagged"), [(3, True), (2, False)])
def test_credit_from_somebody_who_tops_up_three_numbers(
    scene: Any, clock: Any, numbers: int, flagged: bool, faithful: Any
) -> None:
    _, number = child(scene)
    card = scene.entity("ac-card", "Account", "account")
    for i, other in enumerate([number, *scene.phones("o", numbers - 1)]):
        topup(scene, card, other, clock(i * 20))
    assert bool(run(scene.view()).findings) is flagged
    if flagged:
        finding = faithful(scene, DETECTOR).findings[0]
        assert {r.entity_id for r in finding.roles} >= {card}


def test_a_payer_known_by_name_only_is_one_payer(scene: Any, clock: Any) -> None:
    _, number = child(scene)
    for i, other in enumerate([number, *scene.phones("o", 2)]):
        payer = scene.entity(f"pe-payer{i}", "Person", "person", name="K. Marlstone")
        topup(scene, payer, other, clock(i))
    assert len(run(scene.view()).findings) == 1


def test_a_child_who_tops_up_friends_is_no_third_party(scene: Any, clock: Any) -> None:
    person, number = child(scene)
    card = scene.entity("ac-card", "Account", "account")
    scene.link("HOLDS_ACCOUNT", person, card)
    for i, other in enumerate([number, *scene.phones("o", 3)]):
        topup(scene, card, other, clock(i))
    assert run(scene.view()).findings == ()


def test_three_numbers_topped_up_in_one_visit_to_a_shop(scene: Any, clock: Any) -> None:
    _, number = child(scene)
    shop = scene.entity("pl-shop", "Place", "place")
    for i, other in enumerate([number, *scene.phones("o", 2)]):
        topup(scene, None, other, clock(1, 12, 200 * i), place_id=shop)
    (finding,) = run(scene.view()).findings
    assert "visit to an outlet" in finding.summary


def test_a_shop_that_sells_credit_all_day_is_no_visit(scene: Any, clock: Any) -> None:
    _, number = child(scene)
    shop = scene.entity("pl-shop", "Place", "place")
    for i, other in enumerate([number, *scene.phones("o", 5)]):
        topup(scene, None, other, clock(1, 9 + i), place_id=shop)
    assert run(scene.view()).findings == ()


def test_a_line_found_by_its_profile_and_its_staff_count_without_confirmation(scene: Any, clock: Any) -> None:
    """The helper of the line is the child: a two-way contact among the busiest."""
    line = scene.phone("line")
    scene.hold(line, 40)
    people = scene.phones("c", 40)
    person, number = child(scene)
    for day in range(30):
        for n in range(14):
            scene.call(people[(day * 14 + n) % 40], line, clock(day, 8 + n), 25, subject=line)
        for n in range(6):
            pair = (line, number) if n % 2 else (number, line)
            scene.call(*pair, clock(day, 9 + 2 * n, 900), 25, subject=line)
    for day in (2, 5, 9, 13):
        scene.burst(line, people[:35], clock(day, 18))
        for i, who in enumerate(people[:12]):
            scene.call(who, line, clock(day, 18, 400 + 30 * i), 20, subject=line)
    (finding,) = run(scene.view()).findings
    assert finding.anchors == (person,)
    named = next(c for c in finding.clauses if c.name == "line-number")
    assert "line profile" in named.meaning
    assert str(named.value).startswith("F-")


def test_strong_bulk_texts_count_where_billing_is_too_short_for_a_profile(scene: Any, clock: Any) -> None:
    line = scene.phone("line")
    scene.hold(line, 15)
    people = scene.phones("c", 30)
    _, number = child(scene)
    for day in (1, 4, 7):
        scene.burst(line, people, clock(day, 18))
        for i, who in enumerate(people[:12]):
            scene.call(who, line, clock(day, 18, 400 + 30 * i), 20, subject=line)
    for day in range(14):
        scene.call(people[day], line, clock(day, 12), 20, subject=line)
    scene.call(number, line, clock(3), 10, subject=line)
    (finding,) = run(scene.view()).findings
    assert "too little billing" in next(c.meaning for c in finding.clauses if c.name == "line-number")


def test_without_any_line_known_children_are_not_assessable_rather_than_clear(scene: Any, clock: Any) -> None:
    person, number = child(scene)
    scene.call(number, scene.phone("x"), clock(1))
    found = run(scene.view())
    assert [(n.entity_id, "billing" in n.missing) for n in found.not_assessable] == [(person, True)]


def test_flags_do_not_depend_on_anything_but_age_and_rows(scene: Any, clock: Any) -> None:
    """Names may be swapped at will (R-05)."""
    _, number = child(scene)
    line = scene.phone("line")
    scene.call(number, line, clock(1))
    first = run(scene.view(), line)
    for row in scene.rows["entities"]:
        row["name"] = "Other Name"
    assert run(scene.view(), line) == first
