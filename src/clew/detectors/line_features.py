"""The nine features of the line profile, each with value, threshold and met: yes, no or not assessable."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from clew.detectors import bulk_texts
from clew.detectors.coverage_of import Held
from clew.detectors.home_areas import home_areas
from clew.detectors.line_traffic import Contact, Counts, Window, contacts
from clew.detectors.runs import run_once
from clew.detectors.sim_matrix import Change, changes
from clew.ledger.view import View
from clew.model.finding import Clause

if TYPE_CHECKING:
    from clew.detectors.line_profile import Settings


@dataclass(frozen=True, slots=True)
class Profile:
    """The features of one number and who its contacts are by traffic alone."""

    features: dict[str, Clause]
    staff: tuple[Contact, ...]
    regulars: tuple[str, ...]
    swaps: tuple[Change, ...]

    def met(self, *names: str) -> int:
        """Number of these features that held."""
        return sum(self.features[name].met is True for name in names)

    @property
    def held(self) -> int:
        """Number of the nine features that held."""
        return self.met("f1", "f2", "f3", "f4", "f5", "f6", "f7", "f8", "f9")


def quick_features(c: Counts, s: Settings) -> dict[str, Clause]:
    """Return f1 to f4, which need no look at single contacts."""
    enough = c.inbound_calls >= s.calls_min
    short = c.inbound_short / c.inbound_calls if enough else None
    returning = c.returners / c.inbound_contacts if c.inbound_contacts else None
    return {
        "f1": Clause("f1", "distinct inbound contacts", c.inbound_contacts, s.inbound_contacts_min,
                     c.inbound_contacts >= s.inbound_contacts_min),
        "f2": Clause("f2", f"share of {c.inbound_calls} answered inbound calls of {s.short_call_max_s} s or less",
                     _rounded(short), s.short_calls_share_min, _at_least(short, s.short_calls_share_min)),
        "f3": Clause("f3", f"share of inbound contacts who return on {s.return_days_min} days or more",
                     _rounded(returning), s.return_share_min, _at_least(returning, s.return_share_min)),
        "f4": Clause("f4", "hours of the day (UK time) with any event", c.hours, s.active_hours_min,
                     c.hours >= s.active_hours_min),
    }  # fmt: skip


def bulk_strengths(view: View) -> dict[str, str | None]:
    """Return the strength of bulk texts by number: None where a recorded role held it back or it was not assessable."""
    run = run_once(view, bulk_texts.DETECTOR)
    known: dict[str, str | None] = {n.entity_id: None for n in run.not_assessable}
    known |= {f.anchors[0]: f.strength for f in run.findings}
    known |= {h.entity_id: None for h in run.held_back}
    return known


def profile(view: View, held: Held, window: Window, c: Counts, quick: dict[str, Clause], s: Settings) -> Profile:
    """Return all nine features of a number that passed the quick look."""
    own = contacts(view, held.number_id)
    staff = staff_of(own, c, s)
    share = sum(x.outgoing + x.incoming for x in staff) / c.events if c.events else 0.0
    inbound = [x.peer_id for x in own if x.incoming]
    areas = home_areas(view, held.number_id, inbound, s.area_radius_km, s.home_cells_min)
    bulk = bulk_strengths(view).get(held.number_id, "none")
    swaps = recent_changes(changes(view).get(held.number_id), window, s)
    features = {
        **quick,
        "f5": Clause("f5", "share of customers' night cells in one area away from the number's own; optional, never "
                     "required" + ("" if areas is None else f" ({areas.distance_km:.0f} km away)"),
                     None if areas is None else _rounded(areas.share), s.home_area_share_min,
                     None if areas is None else areas.share >= s.home_area_share_min
                     and areas.distance_km > s.area_radius_km),
        "f6": Clause("f6", "bulk texts: pattern strength of this number", bulk, "partial",
                     None if bulk is None else bulk in ("partial", "strong")),
        "f7": Clause("f7", f"share of events with the {len(staff)} busiest two-way contacts (1 to {s.staff_max}), bulk "
                     "texts left out", _rounded(share), s.staff_share_min, share >= s.staff_share_min),
        "f8": _talk(c, s),
        "f9": _young_or_changed(held, window, swaps, s),
        "D3": Clause("D3", "link to an earlier number (succession): not assessed by this version", None, None, None),
    }  # fmt: skip
    helpers = {x.peer_id for x in staff}
    regulars = tuple(x.peer_id for x in own if x.inbound_days >= s.return_days_min and x.peer_id not in helpers)
    return Profile(features, staff if share >= s.staff_share_min else (), regulars, swaps or ())


def staff_of(own: list[Contact], c: Counts, s: Settings) -> tuple[Contact, ...]:
    """Return up to `staff_max` busiest contacts with traffic both ways, each with a share of its own worth naming."""
    two_way = [
        x for x in own
        if x.outgoing + x.incoming >= s.staff_each_share_min * c.events
        and min(x.outgoing, x.incoming) >= s.two_way_share_min * (x.outgoing + x.incoming)
    ]  # fmt: skip
    return tuple(two_way[: s.staff_max])


def recent_changes(all_changes: tuple[Change, ...] | None, window: Window, s: Settings) -> tuple[Change, ...] | None:
    """Return the changes of handset or SIM in or near the window; None when the records name no handset."""
    if all_changes is None:
        return None
    near = timedelta(days=s.change_days)
    return tuple(x for x in all_changes if window.first_day - near <= x.at_utc.date() <= window.last_day + near)


def _talk(c: Counts, s: Settings) -> Clause:
    long_share = c.long_calls / c.calls if c.calls >= s.calls_min else None
    service = c.service_events / c.events if c.events else 0.0
    family = None if c.family_events is None else c.family_events / c.events
    most = max([x for x in (long_share, service, family) if x is not None], default=0.0)
    kin = "family not recorded" if family is None else f"{family:.1%} of events with recorded family"
    long_said = "too few calls" if long_share is None else f"{long_share:.1%} of calls over {s.long_call_min_s} s"
    return Clause("f8", f"hardly any long calls, service or family contacts; largest share of: {long_said}, "
                  f"{service:.1%} of events with services, {kin}", None if long_share is None else round(most, 4),
                  s.long_calls_share_max, None if long_share is None else most <= s.long_calls_share_max)  # fmt: skip


def _young_or_changed(held: Held, window: Window, swaps: tuple[Change, ...] | None, s: Settings) -> Clause:
    age = (window.last_day - held.first_utc.date()).days if held.start_is_known() else None
    young = None if age is None else age < s.young_days
    changed = None if swaps is None else bool(swaps)
    met = True if young or changed else (None if young is None or changed is None else False)
    age_said = "age not known, its start is censored" if age is None else f"{age} days old"
    change_said = "records name no handset" if swaps is None else f"{len(swaps)} changes of handset or SIM"
    return Clause("f9", f"handset or SIM changed within {s.change_days} days of the window, or number younger than "
                  f"{s.young_days} days: {change_said}, {age_said}", None if swaps is None else len(swaps), 1,
                  met)  # fmt: skip


def _rounded(share: float | None) -> float | None:
    return None if share is None else round(share, 4)


def _at_least(share: float | None, least: float) -> bool | None:
    return None if share is None else share >= least
