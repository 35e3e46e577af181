"""D2 on small invented traffic: the rule by the letter, the lookalikes that stop at weak, and what cannot be judged."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from clew.detectors.line_features import Profile
from clew.detectors.line_profile import DETECTOR, Settings, strength_of
from clew.model.finding import Clause


def run(view: Any, **settings: Any) -> Any:
    return DETECTOR.detect(view, Settings(**settings))


def features(found: Any) -> dict[str, bool | None]:
    return {c.name: c.met for c in found.clauses}


def traffic(
    scene: Any, clock: Any, name: str, *, callers: int = 40, days: int = 30, per_day: int = 14, seconds: int = 30,
    hours: tuple[int, int] = (8, 24), staff: int = 3, staff_per_day: int = 2, callback: float = 0.0, held: int = 40,
    handsets: tuple[int, ...] = (), number_type: str = "mobile", start: int = 0,
) -> str:  # fmt: skip
    """Many short calls in, a few two-way contacts, and whatever else a test asks for."""
    dice = random.Random(name)
    number = scene.phone(name, number_type=number_type)
    people, helpers = scene.phones(f"{name}-c", callers), scene.phones(f"{name}-s", staff)
    scene.hold(number, held)
    for day in range(start, start + days):
        ha: dict[str, Any] = {}
        if handsets:
            i = sum(day >= h for h in handsets)
            ha = {"imei_id": scene.entity(f"ha-{name}{i}", "Handset", "imei", value=f"00100100{500 + 10 * i:06d}")}
        for n in range(per_day):
            who = people[(day * per_day + n) % callers]
            hour = dice.uniform(*hours)
            scene.call(who, number, clock(day, hour), dice.randint(5, seconds), subject=number, **ha)
            if dice.random() < callback:
                scene.call(number, who, clock(day, hour, 420), 15, **ha)
        for helper in helpers:
            for n in range(staff_per_day):
                pair = (number, helper) if n % 2 else (helper, number)
                scene.call(*pair, clock(day, dice.uniform(*hours)), dice.randint(5, seconds), subject=number, **ha)
    return number


def bulk(scene: Any, clock: Any, number: str, people: list[str], days: tuple[int, ...] = (2, 5, 9, 13, 16, 20)) -> None:
    for day in days:
        scene.burst(number, people, clock(day, 18))
        for i, who in enumerate(people[:10]):
            scene.call(who, number, clock(day, 18, 400 + 40 * i), 20, subject=number)


def line(scene: Any, clock: Any, name: str = "line", **more: Any) -> str:
    number = traffic(scene, clock, name, **more)
    bulk(scene, clock, number, [f"ph-{name}-c{i:03d}" for i in range(35)])
    return number


def test_a_line_with_bulk_texts_is_strong_and_possible_from_billing_alone(scene: Any, clock: Any) -> None:
    number = line(scene, clock)
    found = run(scene.view())
    (finding,) = found.findings
    assert (finding.anchors, finding.strength, finding.outcome) == ((number,), "strong", "possible")
    assert {n: features(finding)[n] for n in ("f1", "f2", "f4", "f6", "f7", "f8")} == dict.fromkeys(
        ("f1", "f2", "f4", "f6", "f7", "f8"), True
    )
    assert features(finding)["D3"] is None
    assert features(finding)["f5"] is None
    assert "holder" not in finding.title + finding.summary
    assert {r.entity_id for r in finding.roles if r.role.startswith("staff")} == {f"ph-line-s{i:03d}" for i in range(3)}
    assert "vulnerable" in next(r.role for r in finding.roles if r.entity_id == "ph-line-c001")


def test_findings_follow_from_the_rows_they_cite(scene: Any, clock: Any, faithful: Any) -> None:
    line(scene, clock, handsets=(15,))
    faithful(scene, DETECTOR)


def test_deleting_the_billing_flips_the_answer_to_not_assessable(scene: Any, clock: Any) -> None:
    number = line(scene, clock)
    found = run(scene.without_billing_of(number))
    assert found.findings == ()
    assert number in {n.entity_id for n in found.not_assessable}


def test_a_number_seen_five_hundred_times_in_others_records_is_not_ranked(scene: Any, clock: Any) -> None:
    popular = scene.phone("popular")
    for i in range(20):
        one = scene.phone(f"o{i}")
        for n in range(25):
            scene.call(one, popular, clock(n, 12), 20)
    found = run(scene.view())
    assert found.findings == ()
    assert popular in {n.entity_id for n in found.not_assessable if "only seen" in n.reason}


@pytest.mark.parametrize(
    ("held", "days", "per_day", "lack"),
    [(27, 20, 14, "28 days of billing"), (40, 13, 20, "14 active days"), (40, 20, 3, "200 events")],
)
def test_too_little_billing_is_said_and_not_scored(
    scene: Any, clock: Any, held: int, days: int, per_day: int, lack: str
) -> None:
    traffic(scene, clock, "line", held=held - 1, days=days, per_day=per_day)
    found = run(scene.view())
    assert found.examined == 0
    assert lack in next(n.missing for n in found.not_assessable if n.entity_id == "ph-line")


def test_a_year_of_an_ordinary_phone_does_not_add_up_to_thirty_callers(scene: Any, clock: Any) -> None:
    number = scene.phone("ordinary")
    scene.hold(number, 200)
    friends = scene.phones("f", 60)
    for day in range(200):
        for n in range(9):
            scene.call(friends[day * 60 // 200], number, clock(day, 8 + n), 20, subject=number)
    assert run(scene.view()).findings == ()


@pytest.mark.parametrize("texts_back", [False, True])
def test_a_taxi_office_never_exceeds_weak(scene: Any, clock: Any, texts_back: bool) -> None:
    """Drivers are its staff, its handset is new and changed: only the callbacks tell it apart."""
    number = traffic(scene, clock, "taxi", callback=0 if texts_back else 0.5, handsets=(10, 20), staff=4)
    if texts_back:
        for row in list(scene.rows["events"]):
            if row["b_id"] == number and row["duration_s"] % 2:
                when = row["start_utc"].replace(microsecond=0)
                scene.text(number, row["a_id"], when.replace(second=59), imei_id=row["imei_id"])
    (finding,) = run(scene.view()).findings
    assert (finding.strength, finding.outcome) == ("weak", "not_supported")
    assert features(finding)["callback-rule"] is True
    assert next(b for b in finding.benign if "taxi" in b.explanation).result == "fits"


def test_a_registered_taxi_office_is_held_back_with_what_was_tested(scene: Any, clock: Any) -> None:
    number = traffic(scene, clock, "taxi", callback=0.5)
    firm = scene.entity("or-taxi", "Organisation", "organisation")
    scene.link("SUBSCRIBER_OF", firm, number)
    scene.role(firm, "Taxi / private hire")
    found = run(scene.view())
    assert found.findings == ()
    (held,) = found.held_back
    assert (held.entity_id, held.strength) == (number, "weak")
    assert "fits" in held.reason


def test_a_registered_firm_that_sends_bulk_texts_is_held_back_but_shown_as_strong(scene: Any, clock: Any) -> None:
    number = line(scene, clock, "firm")
    scene.role(number, "taxi")
    (held,) = run(scene.view()).held_back
    assert held.strength == "strong"
    assert "does not end the enquiry" in held.reason


def test_a_takeaway_stops_at_weak(scene: Any, clock: Any) -> None:
    traffic(scene, clock, "pizza", hours=(17, 23), seconds=50, number_type="landline", staff=3)
    (finding,) = run(scene.view()).findings
    assert (finding.strength, finding.outcome) == ("weak", "not_supported")
    fits = {b.explanation for b in finding.benign if b.result == "fits"}
    assert fits == {"takeaway", "landline of a business or home"}


def test_a_surgery_in_office_hours_stops_at_weak(scene: Any, clock: Any) -> None:
    traffic(scene, clock, "gp", hours=(8, 18), callers=60)
    scene.rows["events"] = [r for r in scene.rows["events"] if r["start_utc"].isoweekday() < 6]
    (finding,) = run(scene.view()).findings
    assert (finding.strength, finding.outcome) == ("weak", "not_supported")
    assert next(b for b in finding.benign if "surgery" in b.explanation).result == "fits"


def test_without_a_telling_feature_everything_else_stays_weak(scene: Any, clock: Any) -> None:
    traffic(scene, clock, "line")
    (finding,) = run(scene.view()).findings
    assert finding.strength == "weak"
    assert finding.outcome == "possible"


def test_a_change_of_handset_makes_it_partial(scene: Any, clock: Any) -> None:
    traffic(scene, clock, "line", handsets=(15,))
    (finding,) = run(scene.view()).findings
    assert finding.strength == "partial"
    assert features(finding)["f9"] is True


@pytest.mark.parametrize(("first_day", "met"), [(6, None), (7, True)])
def test_a_young_number_counts_only_when_its_start_is_not_censored(
    scene: Any, clock: Any, first_day: int, met: bool | None
) -> None:
    traffic(scene, clock, "line", start=first_day, hours=(0, 24))
    scene.rows["events"] = [r for r in scene.rows["events"] if r["start_utc"] >= clock(first_day)]
    first = min(scene.rows["events"], key=lambda r: r["start_utc"])
    first["start_utc"] = clock(first_day)
    (finding,) = run(scene.view()).findings
    assert features(finding)["f9"] is met


def test_bulk_texts_do_not_make_customers_staff(scene: Any, clock: Any) -> None:
    number = traffic(scene, clock, "line", staff=2, staff_per_day=6)
    bulk(scene, clock, number, [f"ph-line-c{i:03d}" for i in range(35)], days=tuple(range(1, 29)))
    (finding,) = run(scene.view()).findings
    staff = {r.entity_id for r in finding.roles if r.role.startswith("staff")}
    assert staff == {"ph-line-s000", "ph-line-s001"}
    assert features(finding)["f7"] is True


def test_customers_home_cells_are_an_optional_feature(scene: Any, clock: Any) -> None:
    number = line(scene, clock)
    for row in scene.rows["events"]:
        row.update(lat=52.0, lon=-1.0, position_kind="cell")
    for n in range(6):
        scene.call(number, "ph-line-s000", clock(n, 23.5), 20, lat=52.0, lon=-1.0, position_kind="cell")
        customer = f"ph-line-c{n:03d}"
        for day in range(6):
            scene.call(customer, "ph-x", clock(day, 23), 60, lat=52.9, lon=-1.2, position_kind="cell")
    finding = next(f for f in run(scene.view()).findings if f.anchors == (number,))
    assert features(finding)["f5"] is True


def test_long_calls_and_services_speak_against_it_and_are_listed(scene: Any, clock: Any) -> None:
    number = line(scene, clock)
    for day in range(30):
        scene.call("ph-line-s000", number, clock(day, 12), 1800, subject=number)
        scene.call(number, "ph-line-s001", clock(day, 13), 1800)
    (finding,) = run(scene.view()).findings
    assert features(finding)["f8"] is False
    assert len(finding.contradicting) == 50


def test_calls_found_on_customers_handsets_support(scene: Any, clock: Any) -> None:
    number = line(scene, clock)
    device = scene.entity("ac-phone", "Account", "device")
    own = [r for r in scene.rows["events"] if r["event_kind"] == "call" and r["b_id"] == number][:12]
    for row in own:
        scene.event("call", device, number, row["start_utc"], device, evidence_type="handset", a_kind="device",
                    duration_s=row["duration_s"])  # fmt: skip
    (finding,) = run(scene.view()).findings
    assert finding.outcome == "supported"


def test_two_copies_of_one_source_never_support(scene: Any, clock: Any) -> None:
    line(scene, clock)
    rows = scene.rows["events"]
    rows += [{**row, "record_id": f"copy-{row['record_id']}", "exhibit_id": "ex-copy"} for row in rows]
    (finding,) = run(scene.view()).findings
    assert finding.outcome == "possible"


def made(*held: str, unknown: tuple[str, ...] = ()) -> Profile:
    names = [f"f{i}" for i in range(1, 10)] + ["D3"]
    clauses = {n: Clause(n, "", None, None, None if n in unknown else n in held) for n in names}
    return Profile(clauses, (), (), ())


@pytest.mark.parametrize(
    ("held", "strength"),
    [
        (("f1", "f2", "f3", "f4", "f6", "f7"), "strong"),
        (("f1", "f2", "f3", "f4", "f6", "f9"), "strong"),
        (("f1", "f2", "f3", "f4", "f6", "f8"), "partial"),  # one of f6, f7, f9, D3 only
        (("f1", "f2", "f4", "f6", "f7"), "partial"),  # five features
        (("f1", "f2", "f3", "f4", "f5", "f7", "f8", "f9"), "partial"),  # no anchor f6 or D3
        (("f1", "f3", "f4", "f6", "f7", "f9"), "weak"),  # f2 not met
        (("f1", "f2", "f3", "f9"), "partial"),
        (("f1", "f2", "f9"), "n/a"),
        (("f1", "f2", "f3", "f4", "f5", "f7", "f8"), "weak"),  # a taxi office meets them all
        (("f1", "f3", "f4", "f5", "f7", "f8"), "n/a"),
    ],
)
def test_the_rule_by_the_letter(held: tuple[str, ...], strength: str) -> None:
    assert strength_of(made(*held), False, Settings()) == strength


def test_the_callback_cap_does_not_hold_where_bulk_texts_do() -> None:
    assert strength_of(made("f1", "f2", "f3", "f9"), True, Settings()) == "weak"
    assert strength_of(made("f1", "f2", "f3", "f9"), False, Settings()) == "partial"
    assert strength_of(made("f1", "f2", "f3", "f4", "f6", "f9"), True, Settings()) == "strong"


@pytest.mark.parametrize(("back", "cap"), [(11, False), (12, True)])
def test_a_short_call_back_to_thirty_in_a_hundred_callers_caps(scene: Any, clock: Any, back: int, cap: bool) -> None:
    number = traffic(scene, clock, "line", handsets=(15,), staff=0, days=28)
    calls = {r["a_id"]: r["start_utc"] for r in scene.rows["events"] if r["b_id"] == number}
    for who in sorted(calls)[:back]:
        scene.call(number, who, calls[who] + timedelta(minutes=30), 60, imei_id="ha-line1")
    (finding,) = run(scene.view()).findings
    assert features(finding)["callback-cap"] is cap
    assert finding.strength == ("weak" if cap else "partial")


def test_a_later_succession_link_can_be_added_without_moving_the_rule() -> None:
    profile = made("f1", "f2", "f3", "f4", "f7", "f8", "D3")
    assert strength_of(profile, False, Settings()) == "strong"
    assert strength_of(replace(profile, features={**profile.features, "D3": Clause("D3", "", None, None, None)}), False,
                       Settings()) == "weak"  # fmt: skip
