"""The stories meet the written rules, and the innocents come close without meeting them.

Everything here is counted plainly over the truth, with no code of the detectors: the rules are
those of bulk texts (D1), line profile (D2), SIM/handset matrix (D4), safeguarding (D8), one
identifier of many people (D9).
"""

from __future__ import annotations

from collections import Counter, defaultdict
from datetime import date
from itertools import combinations, pairwise
from statistics import median
from typing import NamedTuple

import numpy as np
import pytest

from clew.synth.clock import day_start, to_local
from clew.synth.files.billing import Billing, billing_of
from clew.synth.world import World
from clew.synth.write_truth import truth_events

DAY = 86_400


class Event(NamedTuple):
    start: int
    a: str
    b: str
    service: str
    duration: int
    label: str


@pytest.fixture(scope="module")
def events(world: World) -> list[Event]:
    columns = [c.to_pylist() for c in truth_events(world).columns]
    return [Event(*row) for row in zip(*columns, strict=True)]


Held = dict[str, Billing]


@pytest.fixture(scope="module")
def held_of(world: World) -> Held:
    """The billing an investigator holds, by number."""
    all_held = [billing_of(world, world.billed.row(i)) for i in range(len(world.billed))]
    return {held.e164: held for held in all_held}


def number(world: World, which: int) -> str:
    return str(world.numbers["e164"][which])


def of_person(world: World, person: int) -> str:
    return number(world, int(world.people["number"][person]))


def bursts(events: list[Event], sender: str, window: int = 600, least: int = 20) -> list[list[Event]]:
    """Runs of texts of one sender to at least 20 different numbers inside ten minutes."""
    sent = sorted(e for e in events if e.a == sender and e.service == "sms")
    found: list[list[Event]] = []
    at = 0
    while at < len(sent):
        run = [e for e in sent[at:] if e.start < sent[at].start + window]
        if len({e.b for e in run}) >= least:
            found.append(run)
            at += len(run)
        else:
            at += 1
    return found


def most_days_in_14(runs: list[list[Event]]) -> int:
    days = sorted({run[0].start // DAY for run in runs})
    return max(sum(first <= d < first + 14 for d in days) for first in days)


def jaccards(runs: list[list[Event]]) -> list[float]:
    lists = [{e.b for e in run} for run in runs]
    return [len(x & y) / len(x | y) for x, y in pairwise(lists)]


def answered(events: list[Event], sender: str, runs: list[list[Event]], shift_days: int = 0) -> float:
    """Share of texts whose recipient reached the sender within the hour, or at that hour `shift_days` later."""
    incoming = defaultdict(list)
    for e in events:
        if e.b == sender:
            incoming[e.a].append(e.start)
    asked = hits = 0
    for run in runs:
        for e in run:
            asked += 1
            opens = e.start + shift_days * DAY
            hits += any(opens < t <= opens + 3600 for t in incoming[e.b])
    return hits / asked


def closure(world: World, members: set[str]) -> float:
    """Share of pairs with at least one billed end that were in touch at all."""
    billed = {number(world, int(n)) for n in world.billed["number"]} & members
    assessable = {frozenset(p) for p in combinations(sorted(members), 2) if set(p) & billed}
    traffic, e164 = world.traffic, world.numbers["e164"]
    pairs = set(zip(e164[traffic["a"]].tolist(), e164[traffic["b"]].tolist(), strict=True))
    touched = {frozenset(p) for p in pairs if p[0] != p[1]}
    return len(assessable & touched) / len(assessable)


class TestBulkTexts:
    def test_the_line_texts_its_list_four_days_a_week_within_minutes(self, world: World, events: list[Event]) -> None:
        for which in (world.cast["line"].main, world.cast["line"].old):
            runs = bursts(events, number(world, which))
            assert most_days_in_14(runs) >= 3
            listed = [[e for e in run if e.label == "line bulk text"] for run in runs]
            sizes = [len({e.b for e in run}) for run in listed]
            assert 25 <= min(sizes) <= max(sizes) <= 45
            assert all(run[-1].start - run[0].start <= 240 for run in listed)
            assert median(jaccards(runs)) >= 0.5
        assert most_days_in_14(bursts(events, number(world, world.cast["line"].main))) >= 8

    def test_the_list_answers_the_line(self, world: World, events: list[Event]) -> None:
        sender = number(world, world.cast["line"].main)
        runs = bursts(events, sender)
        burst_days = {run[0].start // DAY for run in runs}
        quiet = [r for r in runs if r[0].start // DAY + 1 not in burst_days]  # the day after is no burst day
        share, usual = answered(events, sender, runs), answered(events, sender, quiet, shift_days=1)
        assert share >= 0.15
        assert share >= 2 * usual

    def test_buyers_do_not_know_one_another(self, world: World, events: list[Event]) -> None:
        members = {e.b for run in bursts(events, number(world, world.cast["line"].main)) for e in run}
        assert closure(world, members) < 0.2

    def test_the_chapel_sends_bursts_too_but_its_members_know_one_another(
        self, world: World, events: list[Event]
    ) -> None:
        sender = of_person(world, world.cast["church organiser"])
        runs = bursts(events, sender)
        assert most_days_in_14(runs) >= 3
        assert min(jaccards(runs)) >= 0.9
        members = {e.b for run in runs for e in run}
        assert len(members) >= 25
        assert closure(world, members) >= 0.2
        assert answered(events, sender, runs) < 0.15

    def test_the_surgery_texts_under_a_name(self, world: World, events: list[Event]) -> None:
        assert bursts(events, "HERONSURG")
        assert not number(world, world.cast["surgery"]).startswith("+")


class TestLineProfile:
    def features(self, held: Billing) -> dict[str, float]:
        incoming = ~held.outgoing & ~held.sms
        local = to_local(held.start)
        days = defaultdict(set)
        for other, day in zip(held.other, local // DAY, strict=True):
            days[other].add(day)
        both = Counter(held.other)
        ways = {o for o in both if len(set(held.outgoing[held.other == o].tolist())) == 2}
        staff = [n for o, n in both.most_common() if o in ways][:5]
        return {
            "inbound contacts": len(set(held.other[~held.outgoing])),
            "short share": float((held.duration[incoming] <= 60).mean()),
            "return share": sum(len(d) >= 3 for d in days.values()) / len(days),
            "active hours": len(set((local % DAY // 3600).tolist())),
            "top five both ways": sum(staff) / len(held),
            "long share": float((held.duration[~held.sms] > 300).mean()),
            "active days": len(set((local // DAY).tolist())),
            "events": len(held),
        }

    def test_the_line_has_the_features(self, world: World, held_of: Held) -> None:
        f = self.features(held_of[number(world, world.cast["line"].main)])
        assert f["active days"] >= 14
        assert f["events"] >= 200
        assert f["inbound contacts"] >= 30
        assert f["short share"] >= 0.6
        assert f["return share"] >= 0.4
        assert f["active hours"] >= 14
        assert f["top five both ways"] >= 0.25
        assert f["long share"] <= 0.05

    def test_the_taxi_office_has_the_features_that_tell_nothing(self, world: World, held_of: Held) -> None:
        f = self.features(held_of[number(world, world.cast["taxi"])])
        assert f["inbound contacts"] >= 30
        assert f["short share"] >= 0.6
        assert f["return share"] >= 0.4
        assert f["active hours"] >= 14
        assert f["top five both ways"] >= 0.25
        assert f["long share"] <= 0.05

    def test_the_taxi_office_rings_back_and_the_line_does_not(self, world: World, held_of: Held) -> None:
        assert self.rung_back(held_of[number(world, world.cast["taxi"])]) >= 0.3
        assert self.rung_back(held_of[number(world, world.cast["line"].main)]) < 0.3

    def rung_back(self, held: Billing) -> float:
        """Share of inbound calls answered by a short call or a text to the same caller within 30 minutes."""
        back = defaultdict(list)
        for at in np.flatnonzero(held.outgoing & (held.duration <= 60) & ~held.sms):
            back[held.other[at]].append(int(held.start[at]))
        incoming = np.flatnonzero(~held.outgoing & ~held.sms)
        hits = [any(0 < t - int(held.start[i]) <= 1800 for t in back[held.other[i]]) for i in incoming]
        return sum(hits) / len(hits)

    def test_the_taxi_office_sends_no_bursts(self, world: World, events: list[Event]) -> None:
        assert not bursts(events, number(world, world.cast["taxi"]))

    def test_the_takeaway_peaks_in_the_evening(self, world: World, held_of: Held) -> None:
        held = held_of[number(world, world.cast["takeaway"])]
        hour = to_local(held.start) % DAY // 3600
        assert ((hour >= 17) & (hour < 23)).mean() >= 0.7
        assert not held.sms.any()

    def test_the_lines_number_is_young_and_the_held_period_shows_it(self, world: World, held_of: Held) -> None:
        line = world.cast["line"]
        row = next(world.billed.row(i) for i in range(len(world.billed)) if world.billed["number"][i] == line.main)
        held = held_of[number(world, line.main)]
        first = int(to_local(held.start[:1])[0])
        assert first - day_start(row["first_day"]) >= 7 * DAY
        assert sum(len(o) > 0 and int(o.start[0]) < first - 7 * DAY for o in held_of.values()) >= 10
        assert 42 <= (date.fromisoformat(row["last_day"]) - date.fromisoformat(row["first_day"])).days + 1 <= 56

    def test_the_new_number_speaks_within_hours_of_the_old_falling_silent(self, world: World, held_of: Held) -> None:
        line = world.cast["line"]
        silent = int(held_of[number(world, line.old)].start[-1])
        speaks = int(held_of[number(world, line.main)].start[0])
        assert 0 < speaks - silent < DAY

    def test_the_parallel_number_is_seen_but_not_held(self, world: World, held_of: Held) -> None:
        line = world.cast["line"]
        parallel = number(world, line.parallel)
        assert line.parallel not in world.billed["number"]
        assert sum(parallel in set(held.other) for held in held_of.values()) >= 5


class TestHandsets:
    def uses(self, held_of: Held) -> list[tuple[int, str, str]]:
        found = []
        for held in held_of.values():
            found += [(int(t), imei[:14], held.imsi) for t, imei in zip(held.start, held.imei, strict=True) if imei]
        return sorted(found)

    def most_in_30_days(self, pairs: list[tuple[int, str]]) -> int:
        best = 0
        for start, _ in pairs:
            best = max(best, len({what for t, what in pairs if start <= t < start + 30 * DAY}))
        return best

    def test_one_handset_of_the_line_held_three_sims_within_30_days(self, world: World, held_of: Held) -> None:
        imei = world.handsets["imei"][world.cast["line"].handsets[0]][:14]
        daily = {(t // DAY * DAY, sim) for t, handset, sim in self.uses(held_of) if handset == imei}
        assert self.most_in_30_days(sorted(daily)) >= 3

    def test_the_lines_sim_sat_in_three_handsets_within_30_days(self, world: World, held_of: Held) -> None:
        sim = world.numbers["imsi"][world.cast["line"].main]
        daily = {(t // DAY * DAY, handset) for t, handset, own in self.uses(held_of) if own == sim}
        assert self.most_in_30_days(sorted(daily)) >= 3

    def test_two_sims_take_turns_in_that_handset_minutes_apart(self, world: World, held_of: Held) -> None:
        imei = world.handsets["imei"][world.cast["line"].handsets[0]][:14]
        turns = [(t, sim) for t, handset, sim in self.uses(held_of) if handset == imei]
        switches = sum(x[1] != y[1] and y[0] - x[0] <= 3600 for x, y in pairwise(turns))
        assert switches >= 3

    def test_the_repair_shop_shows_one_mast_and_two_dozen_handsets(self, world: World, held_of: Held) -> None:
        held = held_of[number(world, world.cast["test SIM"])]
        assert len(set(held.imei)) > 20
        assert held.duration.max() <= 60

    def test_the_owner_of_two_sims_never_reaches_three(self, world: World, held_of: Held) -> None:
        sims = {world.numbers["imsi"][world.cast[n]] for n in ("dual private", "dual work")}
        handsets = {handset for _, handset, sim in self.uses(held_of) if sim in sims}
        assert len(handsets) == 2
        for handset in handsets:
            assert len({sim for _, h, sim in self.uses(held_of) if h == handset}) == 2


class TestSafeguarding:
    def test_the_child_is_fifteen_and_in_two_way_contact(self, world: World, held_of: Held) -> None:
        line = world.cast["line"]
        born = date.fromisoformat(world.people["birth"][line.child])
        assert all((date(2026, m, 1) - born).days // 365.25 == 15 for m in (3, 4, 5))
        held = held_of[of_person(world, line.child)]
        with_line = held.other == number(world, line.main)
        assert held.outgoing[with_line].any()
        assert (~held.outgoing[with_line]).any()

    def test_the_child_went_missing_three_times_while_the_line_worked(self, world: World, held_of: Held) -> None:
        line = world.cast["line"]
        episodes = [r for r in world.papers["missing"] if r["who"] == [line.child]]
        assert len(episodes) == 3
        held = held_of[of_person(world, line.child)]
        for episode in episodes:
            day = day_start(episode["missing_from"][:10])
            near = (held.start >= day) & (held.start < day + 2 * DAY)
            assert (held.other[near] == number(world, line.main)).any()

    def test_the_other_missing_child_never_touched_the_line(self, world: World) -> None:
        line = world.cast["line"]
        girl, _ = world.cast["other missing"][0]
        hers = int(world.people["number"][girl])
        staff = {line.main, line.old, line.parallel, *(int(world.people["number"][p]) for p in line.staff)}
        traffic = world.traffic
        touched = set(traffic["b"][traffic["a"] == hers].tolist()) | set(traffic["a"][traffic["b"] == hers].tolist())
        assert touched
        assert not touched & staff

    def test_one_card_pays_for_three_prepaid_numbers_of_unrelated_people(self, world: World) -> None:
        paid = defaultdict(list)
        topups = world.topups
        for i in range(len(topups)):
            paid[topups["card"][i]].append((int(topups["start"][i]), int(topups["number"][i])))
        line = world.cast["line"]
        child = int(world.people["number"][line.child])
        hubs = {
            card: {n for t, n in rows if any(abs(t - s) <= 30 * DAY for s, m in rows if m != n)}
            for card, rows in paid.items()
        }
        many = {card: numbers for card, numbers in hubs.items() if len(numbers) >= 3}
        assert len(many) == 2  # the line's payer, and a mother who pays for her own three children
        strangers = next(numbers for numbers in many.values() if line.main in numbers)
        assert {line.main, line.parallel, child} <= strangers
        assert all(world.numbers["tariff"][n] == "prepaid" for n in strangers)
        family = next(numbers for numbers in many.values() if line.main not in numbers)
        assert {int(world.numbers["person"][n]) for n in family} <= set(world.cast["family"])


class TestSharedIdentifiers:
    KINDS = ("job_forms", "tenancies", "registrations")

    def givers(self, world: World, key: str, value: str) -> set[int]:
        return {p for kind in self.KINDS for row in world.papers[kind] if row.get(key) == value for p in row["who"]}

    def test_six_workers_give_one_mobile_one_account_one_address(self, world: World) -> None:
        ring = world.cast["ring"]
        workers = set(ring.workers)
        assert len({world.people["origin"][w] for w in workers}) == len(workers) == 6
        rows = [r for kind in self.KINDS for r in world.papers[kind] if set(r["who"]) <= workers]
        account = world.accounts["number"][ring.account]
        phone = number(world, ring.shared_number)
        assert self.givers(world, "account", account) == workers
        assert self.givers(world, "phone", phone) == workers
        house = next(r["address"] for r in world.papers["tenancies"] if r["who"] == [ring.workers[0]])
        assert self.givers(world, "address", house) == workers
        assert len({r["employer"] for r in rows if "employer" in r}) == 2
        kin = set(zip(world.kin["a"].tolist(), world.kin["b"].tolist(), strict=True))
        assert not any(set(pair) <= workers for pair in kin)

    def test_their_wages_go_into_that_account_and_out_again_within_two_days(self, world: World) -> None:
        ring = world.cast["ring"]
        paid = world.payments
        into = paid["b"] == ring.account
        assert len(set(paid["text"][into])) == 6
        assert len(set(paid["party"][into])) == 2
        out = int(paid["pence"][paid["a"] == ring.account].sum())
        assert out >= 0.7 * int(paid["pence"][into].sum())
        shops = (paid["a"] == ring.account) & (paid["channel"] == "CARD")
        assert not shops.any()

    @pytest.mark.parametrize("helper", ["caseworker", "interpreter", "provider"])
    def test_innocent_helpers_are_given_by_as_many(self, world: World, helper: str) -> None:
        ring = world.cast["ring"]
        if helper == "provider":
            value = number(world, int(world.organisations["number"][ring.provider]))
        else:
            value = of_person(world, getattr(ring, helper))
        key = "interpreter_phone" if helper == "interpreter" else "phone"
        givers = self.givers(world, key, value)
        assert len(givers) >= 5
        assert givers & set(ring.workers)
        assert givers - set(ring.workers)
        assert value in {r["subject"] for r in world.papers["roles"]}

    def test_a_family_of_seven_shares_everything_and_is_recorded_as_family(self, world: World) -> None:
        family = set(world.cast["family"])
        landline = number(world, world.cast["family landline"])
        assert self.givers(world, "phone", landline) == family
        pairs = [{int(a), int(b)} for a, b in zip(world.kin["a"], world.kin["b"], strict=True)]
        related = [p for p in pairs if p <= family]
        assert len(related) == 11  # two parents, five children each

    def test_the_packhouse_pays_other_workers_into_their_own_accounts(self, world: World) -> None:
        paid = world.payments
        wages = paid["label"] == "wages"
        packhouse = int(world.organisations["account"][world.cast["ring"].employers[0]])
        others = paid["b"][wages & (paid["a"] == packhouse)]
        assert len(set(others.tolist())) >= 10
