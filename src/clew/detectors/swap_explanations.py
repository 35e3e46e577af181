"""Innocent explanations of a handset or number that changes its SIM or handset, tested against the data."""

from __future__ import annotations

from datetime import timedelta
from itertools import pairwise
from typing import TYPE_CHECKING

from clew.detectors.coverage_of import held_numbers
from clew.detectors.kin import holders, one_family
from clew.detectors.swaps import Swaps
from clew.ledger.view import View
from clew.model.finding import Benign

if TYPE_CHECKING:
    from clew.detectors.sim_handset_matrix import Settings


def explanations(view: View, swap: Swaps, s: Settings) -> tuple[tuple[Benign, ...], tuple[str, ...]]:
    """Test the explanations; returns all of them and the names of those that account for the pattern."""
    if swap.side == "number":
        slots = Benign("a dual-SIM handset", "numbers one apart that share a SIM were counted as one", "does_not_fit")
        return (slots, _fleet(view, swap)), ()
    deciding = (_dual_sim(view, swap, s), _resale(view, swap, s), _household(view, swap))
    return (*deciding, _fleet(view, swap)), tuple(t.explanation for t in deciding if t.result == "fits")


def _dual_sim(view: View, swap: Swaps, s: Settings) -> Benign:
    name = "a dual-SIM handset"
    if len(swap.items) != 2:
        return Benign(name, f"{len(swap.items)} SIMs; a dual-SIM handset has two", "does_not_fit")
    rows = view.sql(
        """SELECT count(*) AS days, count(*) FILTER (sims = 2) AS together FROM (
               SELECT start_utc::DATE AS day, count(DISTINCT sim) AS sims FROM sim_matrix_uses
               WHERE device = $device GROUP BY day)""",
        device=swap.unit,
    ).to_pylist()[0]
    both = rows["together"] / rows["days"]
    test = f"2 SIMs, used side by side on {both:.0%} of days; in a dual-SIM handset both are used on most days"
    return Benign(name, test, "fits" if both >= s.dual_sim_days_share_min else "does_not_fit")


def _resale(view: View, swap: Swaps, s: Settings) -> Benign:
    """A sale: a week of silence and no contact in common, at every change."""
    name = "a second-hand handset sold on"
    if len(swap.blocks) != len(swap.items):
        return Benign(name, "SIMs return to the handset after others; a sold handset does not return", "does_not_fit")
    changes = list(pairwise(swap.blocks))
    if not all(b.first_utc - a.last_utc > timedelta(days=s.resale_gap_days) for a, b in changes):
        return Benign(name, f"a change follows less than {s.resale_gap_days} days of silence", "does_not_fit")
    common = any(_contacts(view, a.item) & _contacts(view, b.item) for a, b in changes)
    test = (
        f"every change follows {s.resale_gap_days} days of silence; consecutive SIMs have "
        f"{'contacts' if common else 'no contact'} in common"
    )
    return Benign(name, test, "does_not_fit" if common else "fits")


def _household(view: View, swap: Swaps) -> Benign:
    family = one_family(view, tuple(_number_of(view, item) for item in swap.items))
    result = "cannot_tell" if family is None else ("fits" if family else "does_not_fit")
    return Benign(
        "a handset handed on in one household", "recorded holders of the SIMs are one recorded family", result
    )


def _fleet(view: View, swap: Swaps) -> Benign:
    known = holders(view)
    numbers = [_number_of(view, i) for i in swap.items] if swap.side == "handset" else [swap.unit]
    who = [known.get(number, ()) for number in numbers]
    firms = [any(_is_organisation(view, holder) for holder in w) for w in who]
    result = "cannot_tell" if not all(who) else ("fits" if all(firms) else "does_not_fit")
    return Benign("handsets of one organisation's fleet", "every number is recorded to an organisation", result)


def _is_organisation(view: View, entity_id: str) -> bool:
    rows = view.sql("SELECT label FROM entities WHERE entity_id = $id", id=entity_id)
    return "Organisation" in rows["label"].to_pylist()


def _number_of(view: View, sim: str) -> str:
    def read() -> dict[str, str]:
        rows = view.sql("SELECT sim, min(number) AS number FROM sim_matrix_uses GROUP BY sim")
        return dict(zip(rows["sim"].to_pylist(), rows["number"].to_pylist(), strict=True))

    numbers: dict[str, str] = view.once("detectors.number_of_sim", read)
    return numbers.get(sim, sim)


def _contacts(view: View, sim: str) -> set[str]:
    held_numbers(view)
    rows = view.sql(
        """SELECT DISTINCT peer_id FROM detect_traffic
           WHERE number_id IN (SELECT number FROM sim_matrix_uses WHERE sim = $sim)
             AND peer_id IS NOT NULL AND NOT peer_service""",
        sim=sim,
    )
    return set(rows["peer_id"].to_pylist())
