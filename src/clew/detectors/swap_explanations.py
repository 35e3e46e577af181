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
    rows = view.sql(
        """SELECT count(*) AS days, count(*) FILTER (sims = $sims) AS together FROM (
               SELECT start_utc::DATE AS day, count(DISTINCT sim) AS sims FROM sim_matrix_uses
               WHERE device = $device GROUP BY day)""",
        device=swap.unit,
        sims=len(swap.items),
    ).to_pylist()[0]
    both = rows["together"] / rows["days"]
    fits = len(swap.items) == 2 and both >= s.dual_sim_days_share_min
    test = f"{len(swap.items)} SIMs, used side by side on {both:.0%} of days; a dual-SIM handset has two on most days"
    return Benign("a dual-SIM handset", test, "fits" if fits else "does_not_fit")


def _resale(view: View, swap: Swaps, s: Settings) -> Benign:
    """A sale: a week of silence and no contact in common, at every change."""
    name = "a second-hand handset sold on"
    if len(swap.blocks) != len(swap.items):
        return Benign(name, "SIMs return to the handset after others; a sold handset does not return", "does_not_fit")
    quiet = all(b.first_utc - a.last_utc > timedelta(days=s.resale_gap_days) for a, b in pairwise(swap.blocks))
    contacts = {item: _contacts(view, swap.unit, item) for item in swap.items}
    common = any(contacts[a.item] & contacts[b.item] for a, b in pairwise(swap.blocks))
    test = (
        f"every change follows {s.resale_gap_days} days of silence: {'yes' if quiet else 'no'}; consecutive SIMs have "
        f"contacts in common: {'yes' if common else 'no'}"
    )
    return Benign(name, test, "fits" if quiet and not common else "does_not_fit")


def _household(view: View, swap: Swaps) -> Benign:
    family = one_family(view, tuple(_number_of(view, swap.unit, item) for item in swap.items))
    result = "cannot_tell" if family is None else ("fits" if family else "does_not_fit")
    return Benign(
        "a handset handed on in one household", "recorded holders of the SIMs are one recorded family", result
    )


def _fleet(view: View, swap: Swaps) -> Benign:
    known = holders(view)
    numbers = [_number_of(view, swap.unit, i) for i in swap.items] if swap.side == "handset" else [swap.unit]
    who = [known.get(number, ()) for number in numbers]
    firms = [any(_is_organisation(view, holder) for holder in w) for w in who]
    result = "cannot_tell" if not all(who) else ("fits" if all(firms) else "does_not_fit")
    return Benign("handsets of one organisation's fleet", "every number is recorded to an organisation", result)


def _is_organisation(view: View, entity_id: str) -> bool:
    rows = view.sql("SELECT label FROM entities WHERE entity_id = $id", id=entity_id)
    return "Organisation" in rows["label"].to_pylist()


def _number_of(view: View, device: str, sim: str) -> str:
    rows = view.sql(
        "SELECT min(number) AS number FROM sim_matrix_uses WHERE device = $device AND sim = $sim",
        device=device,
        sim=sim,
    )
    return str(rows["number"][0].as_py() or sim)


def _contacts(view: View, device: str, sim: str) -> set[str]:
    held_numbers(view)
    rows = view.sql(
        """SELECT DISTINCT t.peer_id FROM detect_traffic t
           JOIN (SELECT DISTINCT number FROM sim_matrix_uses WHERE device = $device AND sim = $sim) u
           ON t.number_id = u.number WHERE t.peer_id IS NOT NULL AND NOT t.peer_service""",
        device=device,
        sim=sim,
    )
    return set(rows["peer_id"].to_pylist())
