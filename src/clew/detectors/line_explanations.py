"""Innocent explanations of a line profile, each tested against the data."""

from __future__ import annotations

from typing import TYPE_CHECKING

from clew.detectors.coverage_of import Held
from clew.detectors.hubs import LANDLINE_TYPES
from clew.detectors.kin import holders
from clew.detectors.line_traffic import Counts
from clew.ledger.view import View
from clew.model.finding import Benign

if TYPE_CHECKING:
    from clew.detectors.line_profile import Settings


def callback_share(c: Counts) -> float | None:
    """Return the share of callers who were ever rung back at once; None when nobody rang."""
    return c.called_back / c.callers if c.callers else None


def callback_habit(c: Counts) -> float | None:
    """Return the share of callers who are rung or texted back at once as a rule; None when nobody rang.

    The busier a caller the surer one call back by chance; a taxi office answers most calls with one.
    """
    return c.called_back_as_rule / c.callers if c.callers else None


def explanations(view: View, held: Held, c: Counts, s: Settings) -> tuple[Benign, ...]:
    """Test what gives the same traffic innocently, most telling first."""
    back = callback_habit(c)
    evening = c.evening_calls / c.inbound_all_calls if c.inbound_all_calls else None
    texts = c.texts / c.events if c.events else 0.0
    office = c.office_events / c.all_events if c.all_events else 0.0
    single = c.outbound_once / c.outbound_contacts if c.outbound_contacts >= s.inbound_contacts_min else None
    return (
        Benign("taxi office or call-out trade", f"share of {c.callers} callers rung for {s.callback_max_s} s or less, "
               f"or texted, within {s.callback_minutes} minutes as a rule: {_percent(back)}; such a trade has "
               f"{s.callback_share_min:.0%} or more", _result(None if back is None else back >= s.callback_share_min)),
        Benign("takeaway", f"inbound calls from 17:00 to 23:00: {_percent(evening)}, texts {_percent(texts)} of events",
               _result(None if evening is None else evening >= s.evening_share_min and texts <= s.texts_share_max)),
        Benign("surgery, school or office", f"events Monday to Saturday 08:00 to 18:00: {_percent(office)}",
               _result(office >= s.office_share_min)),
        Benign("courier or delivery driver", f"outbound contacts reached once only: {_percent(single)}",
               _result(None if single is None else single >= s.once_share_min)),
        _landline(view, held),
        _published(view, held),
        _settled(held, c, s),
    )  # fmt: skip


def _landline(view: View, held: Held) -> Benign:
    rows = view.sql("SELECT number_type FROM entities WHERE entity_id = $id", id=held.number_id)
    kind = next(iter(rows["number_type"].to_pylist()), None)
    return Benign("landline of a business or home", f"number type: {kind or 'not known'}",
                  _result(None if kind is None else kind in LANDLINE_TYPES))  # fmt: skip


def _published(view: View, held: Held) -> Benign:
    who = holders(view).get(held.number_id, ())
    rows = view.sql(
        "SELECT count(*) AS n FROM entities WHERE label = 'Organisation' AND entity_id IN (SELECT unnest($ids))",
        ids=list(who),
    )
    firms = rows["n"][0].as_py()
    return Benign("published number of an organisation", f"recorded to {firms} organisations and {len(who) - firms} "
                  "persons", "cannot_tell" if not who else _result(firms > 0))  # fmt: skip


def _settled(held: Held, c: Counts, s: Settings) -> Benign:
    share = c.top_cell_uses / c.cell_uses if c.cell_uses else None
    known = share is not None and held.days >= s.settled_days
    return Benign("a business settled for a year at one cell", f"{held.days} days of records; busiest cell has "
                  f"{_percent(share)} of events", _result(share >= s.one_cell_share_min if known and share is not None
                                                          else None))  # fmt: skip


def _percent(share: float | None) -> str:
    return "not assessable" if share is None else f"{share:.0%}"


def _result(fits: bool | None) -> str:
    return "cannot_tell" if fits is None else ("fits" if fits else "does_not_fit")
