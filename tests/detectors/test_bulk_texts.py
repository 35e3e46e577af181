"""D1 on small invented traffic: the pattern, its boundaries, its innocent lookalikes, and what cannot be judged."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from clew.detectors.bulk_texts import DETECTOR, Settings, strength_of

BURST_DAYS = (1, 3, 5, 8, 10, 12)


def run(view: Any, **settings: Any) -> Any:
    return DETECTOR.detect(view, Settings(**settings))


def line(scene: Any, clock: Any, sender: str = "line", replies: int = 12, hour: float = 20.0, n: int = 40) -> list[str]:
    """A number that texts one list on six days of a fortnight; some ring back at once."""
    number = scene.phone(sender)
    people = scene.phones(f"{sender}-r", n)
    scene.hold(number, 20)
    for day in BURST_DAYS:
        chosen = people[: n - 4] if day % 2 else people[2:]
        scene.burst(number, chosen, clock(day, hour))
        for i, r in enumerate(chosen[:replies]):
            scene.call(r, number, clock(day, hour, 400 + 60 * i), 25, subject=number)
    for day in range(20):  # life on other days, at other hours
        scene.call(people[day], number, clock(day, 11), 30, subject=number)
        scene.call(number, people[day], clock(day, 15), 30)
    return [number, *people]


def test_the_pattern_of_a_line_is_strong_and_only_possible_from_billing_alone(scene: Any, clock: Any) -> None:
    number, *people = line(scene, clock)
    found = run(scene.view())
    (finding,) = found.findings
    assert (finding.strength, finding.outcome) == ("strong", "possible")
    assert finding.anchors == (number,)
    clauses = {c.name: c for c in finding.clauses}
    assert clauses["repeat"].value == 6
    assert clauses["burst"].value == 38
    assert clauses["reply-share"].value == pytest.approx(12 * 6 / (36 * 3 + 38 * 3), abs=1e-4)
    assert all(clauses[c].met for c in ("burst", "repeat", "list-stability", "reply-share", "reply-surge"))
    assert clauses["same-text"].met is None
    assert {r.entity_id for r in finding.roles if "vulnerable" in r.role} == set(people)
    assert found.examined == 1
    assert "1 alerted" in found.base_rate


def test_findings_follow_from_the_rows_they_cite(scene: Any, clock: Any, faithful: Any) -> None:
    line(scene, clock)
    result = faithful(scene, DETECTOR)
    assert result.findings[0].strength == "strong"


def test_deleting_the_billing_flips_the_answer_to_not_assessable(scene: Any, clock: Any) -> None:
    number, *people = line(scene, clock)
    scene.hold(people[0], 20)
    scene.text(number, people[0], clock(1, 20), subject=people[0])
    view = scene.without_billing_of(number)
    found = run(view)
    assert found.findings == ()
    assert number in {n.entity_id for n in found.not_assessable}


@pytest.mark.parametrize(("recipients", "span_s", "found"), [(20, 600, 1), (19, 600, 0), (20, 601, 0), (20, 1, 1)])
def test_a_burst_is_twenty_recipients_in_ten_minutes(
    scene: Any, clock: Any, recipients: int, span_s: float, found: int
) -> None:
    sender = scene.phone("sender")
    scene.hold(sender, 20)
    scene.burst(sender, scene.phones("r", recipients), clock(3, 12), span_s=span_s)
    findings = run(scene.view()).findings
    assert [f.strength for f in findings] == ["weak"] * found


def test_texting_one_friend_thirty_times_is_no_burst(scene: Any, clock: Any) -> None:
    sender, friend = scene.phone("sender"), scene.phone("friend")
    scene.burst(sender, [friend] * 30, clock(3, 12))
    assert run(scene.view()).findings == ()


@pytest.mark.parametrize(("days", "strength"), [((0, 6, 13), "partial"), ((0, 7, 14), "weak"), ((0, 1), "weak")])
def test_repeat_needs_three_days_inside_fourteen(scene: Any, clock: Any, days: tuple[int, ...], strength: str) -> None:
    sender = scene.phone("sender")
    scene.hold(sender, 30)
    people = scene.phones("r", 25)
    for day in days:
        scene.burst(sender, people, clock(day, 21))
    (finding,) = run(scene.view()).findings
    assert finding.strength == strength


def test_strength_is_by_the_letter() -> None:
    assert strength_of(True, True, True) == "strong"
    assert strength_of(True, True, None) == "partial"
    assert strength_of(True, False, True) == "partial"
    assert strength_of(None, True, True) == "weak"


def test_a_changing_list_is_at_most_partial(scene: Any, clock: Any) -> None:
    sender = scene.phone("sender")
    scene.hold(sender, 20)
    for day in BURST_DAYS:
        people = scene.phones(f"d{day}-", 30)
        scene.burst(sender, people, clock(day, 20))
        for i, r in enumerate(people[:10]):
            scene.call(r, sender, clock(day, 20, 500 + i), subject=sender)
    (finding,) = run(scene.view()).findings
    assert finding.strength == "partial"
    assert {c.name: c.met for c in finding.clauses}["list-stability"] is False


def test_people_who_ring_at_that_hour_every_day_are_no_surge(scene: Any, clock: Any) -> None:
    number, *people = line(scene, clock, replies=8)
    for day in range(20):
        if day not in BURST_DAYS:
            for i, r in enumerate(people[:8]):
                scene.call(r, number, clock(day, 20, 400 + 60 * i), subject=number)
    (finding,) = run(scene.view()).findings
    clauses = {c.name: c for c in finding.clauses}
    assert clauses["reply-share"].met is True
    assert clauses["reply-surge"].met is False
    assert finding.strength == "partial"


def test_bursts_every_day_leave_nothing_to_compare_with(scene: Any, clock: Any) -> None:
    sender = scene.phone("sender")
    scene.hold(sender, 20)
    people = scene.phones("r", 25)
    for day in range(10):
        scene.burst(sender, people, clock(day, 20))
        for r in people[:10]:
            scene.call(r, sender, clock(day, 20.5), subject=sender)
    (finding,) = run(scene.view()).findings
    assert {c.name: c.met for c in finding.clauses}["reply-surge"] is None
    assert finding.strength == "partial"
    assert "active days without a burst, to compare replies with" in finding.coverage.missing


def test_a_burst_whose_reply_hour_is_cut_off_is_left_out_of_the_replies(scene: Any, clock: Any) -> None:
    sender = scene.phone("sender")
    scene.rows["coverage"].append(
        {"subject_id": sender, "from_utc": clock(0), "to_utc": clock(3, 20.2), "event_kinds": "call,message",
         "evidence_type": "billing"}
    )  # fmt: skip
    people = scene.phones("r", 25)
    scene.burst(sender, people, clock(3, 20))
    scene.call(people[0], sender, clock(1, 9), subject=sender)
    (finding,) = run(scene.view()).findings
    assert {c.name: c.value for c in finding.clauses}["reply-share"] is None


def test_two_copies_of_one_download_never_support(scene: Any, clock: Any) -> None:
    line(scene, clock)
    scene.rows["events"] += [
        {**row, "record_id": f"copy-{row['record_id']}", "exhibit_id": "ex-copy"} for row in scene.rows["events"]
    ]
    (finding,) = run(scene.view()).findings
    assert finding.outcome == "possible"
    assert {c.name: c.value for c in finding.clauses}["burst"] == 38  # copies are not counted twice
    assert {e.exhibit_id for e in finding.evidence} == {"ex-ph-line", "ex-copy"}  # but both are cited


def test_texts_found_on_a_recipients_handset_support(scene: Any, clock: Any) -> None:
    number, *_ = line(scene, clock)
    phone = scene.entity("ac-device", "Account", "device")
    for day in BURST_DAYS[:3]:
        scene.event("message", number, phone, clock(day, 20, 70), phone, evidence_type="handset", b_kind="device")
    (finding,) = run(scene.view()).findings
    assert finding.outcome == "supported"
    assert finding.evidence_types == ("billing", "handset")


def test_rows_graded_suspected_false_stay_weak(scene: Any, clock: Any) -> None:
    line(scene, clock)
    for row in scene.rows["events"]:
        row["grade"] = "3D"
    (finding,) = run(scene.view()).findings
    assert (finding.strength, finding.outcome) == ("weak", "possible")


def church(scene: Any, clock: Any, role: bool) -> str:
    """A phone tree: bursts every few days, answers, and recipients who ring one another all week."""
    sender = scene.phone("church")
    people = scene.phones("member", 30)
    scene.hold(sender, 20)
    for day in BURST_DAYS:
        scene.burst(sender, people, clock(day, 18))
        for i, r in enumerate(people[:8]):
            scene.call(r, sender, clock(day, 18, 600 + i), subject=sender)
    scene.call(sender, people[0], clock(2, 9))
    for day in (2, 4, 6):
        scene.call(people[1], sender, clock(day, 9), subject=sender)
    for i, one in enumerate(people[:6]):
        scene.hold(one, 20)
        for j in range(1, 12):
            scene.call(one, people[(i + j) % 30], clock(j, 12), 300, subject=one)
    if role:
        scene.role(sender, "church")
    return sender


def test_a_church_phone_tree_is_recognised_by_its_members_knowing_one_another(scene: Any, clock: Any) -> None:
    sender = church(scene, clock, role=False)
    (finding,) = run(scene.view()).findings
    assert finding.anchors == (sender,)
    assert (finding.strength, finding.outcome) == ("weak", "not_supported")
    assert finding.benign[0].result == "fits"
    assert finding.contradicting


def test_a_registered_church_is_held_back_and_shown_with_its_reason(scene: Any, clock: Any) -> None:
    sender = church(scene, clock, role=True)
    found = run(scene.view())
    assert found.findings == ()
    (held,) = found.held_back
    assert (held.entity_id, held.strength) == (sender, "strong")
    assert "in touch with one another" in held.reason
    assert held.evidence


def test_reminders_of_a_surgery_stay_weak_without_a_register(scene: Any, clock: Any) -> None:
    sender = scene.phone("surgery")
    scene.hold(sender, 20)
    for day in (1, 2, 3, 4, 7, 8, 9):
        scene.burst(sender, scene.phones(f"p{day}-", 45), clock(day, 10))
        scene.call(f"ph-p{day}-001", sender, clock(day, 10.5), subject=sender)
    (finding,) = run(scene.view()).findings
    assert (finding.strength, finding.outcome) == ("weak", "not_supported")


def test_a_sender_name_is_a_service_and_never_a_finding(scene: Any, clock: Any) -> None:
    sender = scene.phone("ZELLBANK", number_type="service", service=True)
    for day in BURST_DAYS:
        scene.burst(sender, scene.phones("c", 30), clock(day, 20))
    found = run(scene.view())
    assert found.findings == ()
    assert found.held_back[0].role == "service"


def test_a_birthday_invitation_is_one_weak_burst(scene: Any, clock: Any) -> None:
    sender = scene.phone("host")
    scene.hold(sender, 20)
    scene.burst(sender, scene.phones("guest", 24), clock(4, 17))
    (finding,) = run(scene.view()).findings
    assert finding.strength == "weak"
    assert next(b for b in finding.benign if "birthday" in b.explanation).result == "fits"


def test_a_number_whose_records_hold_no_texts_is_not_assessable(scene: Any, clock: Any) -> None:
    voice = scene.phone("voice")
    scene.hold(voice, 20, kinds="call")
    scene.call(voice, scene.phone("other"), clock(1))
    found = run(scene.view())
    assert found.examined == 0
    assert {n.entity_id for n in found.not_assessable} == {"ph-voice", "ph-other"}


def test_a_download_can_stand_in_for_billing(scene: Any, clock: Any) -> None:
    device = scene.entity("ac-device", "Account", "device")
    people = scene.phones("r", 30)
    for day in (1, 4, 9):
        scene.burst(
            device, people, clock(day, 21), evidence_type="handset", text="on now 07700 900123", a_kind="device"
        )
    (finding,) = run(scene.view()).findings
    assert (finding.anchors, finding.strength) == ((device,), "partial")
    assert {c.name: c.met for c in finding.clauses}["same-text"] is True
    assert all("900123" not in t for e in finding.evidence for t in (e.value,))


def test_recipients_of_a_second_sender_do_not_mix(scene: Any, clock: Any) -> None:
    first, second = scene.phone("a"), scene.phone("b")
    people = scene.phones("r", 24)
    scene.burst(first, people[:12], clock(1, 12))
    scene.burst(second, people[12:], clock(1, 12) + timedelta(seconds=5))
    assert run(scene.view()).findings == ()
