"""D4 on small invented handset records: boundaries, innocent handsets, and what the matrix leaves out."""

from __future__ import annotations

from typing import Any

import pytest

from clew.detectors.sim_handset_matrix import DETECTOR, Settings
from clew.detectors.sim_matrix import changes, matrix


def run(view: Any, **settings: Any) -> Any:
    return DETECTOR.detect(view, Settings(**settings))


def handset(scene: Any, name: str, serial: int) -> str:
    return scene.entity(f"ha-{name}", "Handset", "imei", value=f"00100100{serial:06d}")


def sim(scene: Any, name: str) -> tuple[str, str]:
    return scene.phone(name), scene.entity(
        f"si-{name}", "Sim", "imsi", value=f"00101{len(scene.rows['entities']):010d}"
    )


def use(
    scene: Any, clock: Any, handset: str, owner: tuple[str, str], day: float, peer: str = "ph-x", **more: Any
) -> str:
    scene.phone(peer.removeprefix("ph-"))
    return scene.call(owner[0], peer, clock(day), 30, imei_id=handset, imsi_id=owner[1], **more)


@pytest.mark.parametrize(("last_day", "strength"), [(30, "strong"), (31, "weak")])
def test_three_sims_in_one_handset_within_thirty_days(scene: Any, clock: Any, last_day: int, strength: str) -> None:
    ha = handset(scene, "one", 17)
    for i, day in enumerate((0, 10, last_day)):
        use(scene, clock, ha, sim(scene, f"s{i}"), day)
    (finding,) = run(scene.view()).findings
    assert finding.anchors == (ha,)
    assert finding.strength == strength


def test_sims_that_take_turns_name_the_pair_and_the_typical_gap(scene: Any, clock: Any, faithful: Any) -> None:
    ha = handset(scene, "one", 17)
    one, two, three = (sim(scene, f"s{i}") for i in range(3))
    for day in range(5):
        use(scene, clock, ha, one, day)
        use(scene, clock, ha, two, day + 12 / 1440)
    use(scene, clock, ha, three, 6)
    (finding,) = faithful(scene, DETECTOR).findings
    assert finding.strength == "strong"
    assert "alternated 5 times, typically 12 minutes apart" in finding.summary


@pytest.mark.parametrize(("gap_minutes", "turns"), [(60, 5), (61, 0)])
def test_a_turn_is_at_most_an_hour(scene: Any, clock: Any, gap_minutes: int, turns: int) -> None:
    ha = handset(scene, "one", 17)
    one, two, three = (sim(scene, f"s{i}") for i in range(3))
    for day in range(5):
        use(scene, clock, ha, one, day)
        use(scene, clock, ha, two, day + gap_minutes / 1440)
    use(scene, clock, ha, three, 6)
    (finding,) = run(scene.view()).findings
    assert {c.name: c.value for c in finding.clauses}["taking-turns"] == turns


def test_one_number_in_three_handsets_within_a_month(scene: Any, clock: Any, faithful: Any) -> None:
    line = sim(scene, "line")
    for i, day in enumerate((0, 9, 21)):
        for j in range(4):
            use(scene, clock, handset(scene, f"h{i}", 100 + 50 * i), line, day + j)
    (finding,) = faithful(scene, DETECTOR).findings
    assert finding.anchors == (line[0],)
    assert finding.strength == "strong"
    assert "One after another without return" in finding.summary


def test_without_imsi_the_number_stands_for_its_sim(scene: Any, clock: Any) -> None:
    ha = handset(scene, "one", 17)
    for i in range(3):
        number = scene.phone(f"n{i}")
        scene.call(number, scene.phone("x"), clock(i * 3), 30, imei_id=ha)
    (finding,) = run(scene.view()).findings
    assert {r.entity_id for r in finding.roles} == {ha, "ph-n0", "ph-n1", "ph-n2"}


def test_a_dual_sim_handset_that_prints_one_handset_number_is_explained(scene: Any, clock: Any) -> None:
    ha = handset(scene, "one", 17)
    work, home = sim(scene, "work"), sim(scene, "home")
    for day in range(20):
        use(scene, clock, ha, work, day)
        use(scene, clock, ha, home, day + 0.02)
    (finding,) = run(scene.view()).findings
    assert (finding.strength, finding.outcome) == ("weak", "not_supported")


def test_the_two_slots_of_one_handset_are_no_change(scene: Any, clock: Any) -> None:
    first, second = handset(scene, "slot1", 500), handset(scene, "slot2", 501)
    owner = sim(scene, "owner")
    for day in range(0, 20, 2):
        use(scene, clock, first, owner, day)
        use(scene, clock, second, owner, day + 1)
    use(scene, clock, handset(scene, "old", 900), owner, 21)
    assert run(scene.view()).findings == ()
    assert [c.what for c in changes(scene.view())["ph-owner"]] == ["handset"]


def test_a_second_hand_handset_sold_twice_is_explained_by_silence_and_strangers(scene: Any, clock: Any) -> None:
    ha = handset(scene, "one", 17)
    for i, day in enumerate((0, 9, 18)):
        owner = sim(scene, f"owner{i}")
        for j in range(3):
            use(scene, clock, ha, owner, day + j * 0.2, peer=f"ph-friend{i}{j}")
    (finding,) = run(scene.view()).findings
    assert (finding.strength, finding.outcome) == ("weak", "not_supported")
    resale = next(b for b in finding.benign if "second-hand" in b.explanation)
    assert resale.result == "fits"


def test_the_same_swaps_with_contacts_in_common_are_no_sale(scene: Any, clock: Any) -> None:
    ha = handset(scene, "one", 17)
    for i, day in enumerate((0, 9, 18)):
        owner = sim(scene, f"owner{i}")
        for j in range(3):
            use(scene, clock, ha, owner, day + j * 0.2, peer=f"ph-friend{j}")
    (finding,) = run(scene.view()).findings
    assert finding.strength == "strong"


def test_a_handset_passed_round_a_recorded_family_is_explained(scene: Any, clock: Any) -> None:
    ha = handset(scene, "one", 17)
    people = []
    for i in range(3):
        owner = sim(scene, f"kin{i}")
        people.append(scene.person(f"kin{i}", youngest_years=40))
        scene.link("USES", people[-1], owner[0])
        use(scene, clock, ha, owner, i * 5, peer="ph-granny")
    for other in people[1:]:
        scene.link("FAMILY_OF", people[0], other)
    (finding,) = run(scene.view()).findings
    assert finding.outcome == "not_supported"


def test_a_phone_shop_is_left_out_and_listed_and_its_customers_stay_clean(scene: Any, clock: Any) -> None:
    shop = sim(scene, "shop")
    for i in range(25):
        ha = handset(scene, f"c{i}", 1000 + 10 * i)
        use(scene, clock, ha, sim(scene, f"before{i}"), i, peer=f"ph-a{i}")
        use(scene, clock, ha, shop, i + 0.1, cell_first="cell-1")
        use(scene, clock, ha, sim(scene, f"after{i}"), i + 0.2, peer=f"ph-b{i}")
    found = run(scene.view())
    assert found.findings == ()
    assert "repair or SIM shop" in {n.entity_id: n.reason for n in found.not_assessable}[shop[0]]


def test_a_registered_phone_shop_is_held_back(scene: Any, clock: Any) -> None:
    shop = sim(scene, "shop")
    scene.role(shop[0], "repair shop")
    for i in range(5):
        use(scene, clock, handset(scene, f"c{i}", 1000 + 10 * i), shop, i)
    found = run(scene.view())
    assert found.findings == ()
    assert found.held_back[0].entity_id == shop[0]


@pytest.mark.parametrize("value", ["00000000000000", "12345678901234"])
def test_a_placeholder_handset_number_is_listed_not_judged(scene: Any, clock: Any, value: str) -> None:
    ha = scene.entity("ha-none", "Handset", "imei", value=value)
    for i in range(4):
        use(scene, clock, ha, sim(scene, f"s{i}"), i)
    found = run(scene.view())
    assert found.findings == ()
    assert found.not_assessable[0].entity_id == ha


def test_a_cloned_handset_number_is_listed_not_judged(scene: Any, clock: Any) -> None:
    ha = handset(scene, "clone", 17)
    for i in range(21):
        use(scene, clock, ha, sim(scene, f"s{i}"), i)
    found = run(scene.view())
    assert found.findings == ()
    assert "21 SIMs" in found.not_assessable[0].reason


def test_a_number_without_handset_in_its_records_is_not_assessable(scene: Any, clock: Any) -> None:
    number = scene.phone("bare")
    scene.call(number, scene.phone("x"), clock(0))
    found = run(scene.view())
    assert {n.entity_id for n in found.not_assessable} == {number}
    assert found.examined == 0


def test_an_ordinary_new_phone_is_no_finding_but_a_change(scene: Any, clock: Any) -> None:
    owner = sim(scene, "owner")
    for day in range(30):
        use(scene, clock, handset(scene, "old" if day < 15 else "new", 10 if day < 15 else 90), owner, day)
    assert run(scene.view()).findings == ()
    (change,) = changes(scene.view())["ph-owner"]
    assert (change.what, change.before, change.after, change.at_utc) == ("handset", "ha-old", "ha-new", clock(15))


def test_two_copies_of_one_source_never_support(scene: Any, clock: Any) -> None:
    ha = handset(scene, "one", 17)
    for i in range(3):
        use(scene, clock, ha, sim(scene, f"s{i}"), i)
    scene.rows["events"] += [
        {**r, "record_id": f"c-{r['record_id']}", "exhibit_id": "ex-b"} for r in scene.rows["events"]
    ]
    (finding,) = run(scene.view()).findings
    assert finding.outcome == "possible"
    assert finding.clauses[0].value == 3


def test_handset_extraction_that_saw_the_same_sims_supports(scene: Any, clock: Any) -> None:
    ha = handset(scene, "one", 17)
    owners = [sim(scene, f"s{i}") for i in range(3)]
    for i, owner in enumerate(owners):
        use(scene, clock, ha, owner, i)
    for owner in owners[:2]:
        scene.link("IN_HANDSET", owner[1], ha, evidence_type="handset")
    (finding,) = run(scene.view()).findings
    assert finding.outcome == "supported"


def test_the_matrix_lists_each_pair_with_times_and_component(scene: Any, clock: Any) -> None:
    one, two = handset(scene, "one", 10), handset(scene, "two", 90)
    a, b, c = (sim(scene, n) for n in "abc")
    for ha, owner, day in ((one, a, 0), (one, b, 1), (two, c, 2), (one, a, 3)):
        use(scene, clock, ha, owner, day)
    rows = matrix(scene.view()).rows()
    assert [(r["handset"], r["sim"], r["uses"], r["component"]) for r in rows] == [
        (one, "si-a", 2, 1), (one, "si-b", 1, 1), (two, "si-c", 1, 2),
    ]  # fmt: skip
    assert (rows[0]["first_utc"], rows[0]["last_utc"]) == (clock(0), clock(3))
