"""D2 line profile: a number whose traffic looks like that of an ordering line, told apart from a taxi office.

Nine features are counted over the busiest 28 days of a number with held billing. Many short inbound calls from many
returning callers at all hours are shared by taxi offices, takeaways and surgeries, so without a telling feature (bulk
texts, a change of handset or SIM, a young number) the pattern stops at weak.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass

from clew.detectors.base_rate import base_rate
from clew.detectors.benign import held_back_by, reason_for, role_evidence
from clew.detectors.coverage_of import Held, coverage_of, held_numbers, without_records
from clew.detectors.detector import Detector
from clew.detectors.evidence import cite_events, seen_elsewhere
from clew.detectors.hubs import hub_note
from clew.detectors.line_explanations import callback_habit, callback_share, explanations
from clew.detectors.line_features import Profile, bulk_strengths, profile, quick_features
from clew.detectors.line_traffic import Counts, Window, count, windows
from clew.detectors.outcome import capped, judge
from clew.detectors.sim_matrix import prepare_matrix
from clew.detectors.wording import ASSESSMENT, plain
from clew.ledger.view import View
from clew.model.finding import Clause, Evidence, Finding, HeldBack, NotAssessable, Role, Run

NAME = "line-profile"
VERSION = "1"
CONTRADICTING_MAX = 50


@dataclass(frozen=True, slots=True)
class Settings:
    """Thresholds; defaults to be tuned on synthetic data, none is a published value."""

    billing_days_min: int = 28  # days of held billing, and the days counted over
    active_days_min: int = 14  # days with any event among them
    events_min: int = 200  # events among them
    calls_min: int = 20  # answered calls before a share of calls is judged
    inbound_contacts_min: int = 30  # f1
    short_call_max_s: int = 60  # f2
    short_calls_share_min: float = 0.6  # f2
    return_days_min: int = 3  # f3
    return_share_min: float = 0.4  # f3
    active_hours_min: int = 14  # f4, of 24
    home_area_share_min: float = 0.6  # f5
    area_radius_km: float = 5.0  # f5
    home_cells_min: int = 5  # f5, customers with a home cell
    staff_max: int = 5  # f7, contacts
    staff_share_min: float = 0.25  # f7, of events
    staff_each_share_min: float = 0.03  # f7, of events, for one contact
    two_way_share_min: float = 0.2  # f7, of a contact's events in the rarer direction
    long_call_min_s: int = 300  # f8
    long_calls_share_max: float = 0.05  # f8, also for service and family contacts
    change_days: int = 30  # f9, around the days counted
    young_days: int = 90  # f9
    strong_features_min: int = 6
    partial_features_min: int = 4
    strong_telling_min: int = 2  # of f6, f7, f9, D3
    callback_share_min: float = 0.3  # share of callers: caps at weak
    callback_habit_min: float = 0.33  # share of a caller's calls that makes it the rule
    callback_minutes: int = 30
    callback_max_s: int = 60
    evening_share_min: float = 0.6  # takeaway: inbound calls 17:00 to 23:00
    texts_share_max: float = 0.1  # takeaway
    office_share_min: float = 0.9  # events Monday to Saturday 08:00 to 18:00
    once_share_min: float = 0.7  # courier: outbound contacts reached once
    settled_days: int = 365
    one_cell_share_min: float = 0.8
    corroborating_rows_min: int = 10  # calls or texts another evidence type must have seen
    clock_tolerance_s: int = 120  # two clocks may differ by so many seconds
    evidence_rows_max: int = 25_000  # rows cited for one number


def detect(view: View, settings: Settings) -> Run:
    """Judge every number with at least 28 days of held billing and enough traffic.

    Returns:
        Findings by number; all other numbers as not assessable with what is missing; recorded roles as held back.
    """
    held = held_numbers(view)
    judged = windows(view, settings)
    thin = {n: lack for n in held if (lack := _lacking(held[n], judged.get(n), settings))}
    counts = count(view, settings)
    bulk = bulk_strengths(view)
    profiles = {}
    for number in sorted(set(judged) - set(thin)):
        quick = quick_features(counts[number], settings)
        sends_bulk = bulk.get(number) in ("partial", "strong")
        if not sends_bulk and not (quick["f1"].met and quick["f2"].met):
            continue
        found = profile(view, held[number], judged[number], counts[number], quick, settings)
        if strength_of(found, is_called_back(counts[number], settings), settings) != "n/a":
            profiles[number] = found
    rows = {number: own[: settings.evidence_rows_max] for number, own in _records(view, list(profiles)).items()}
    again = seen_elsewhere(view, rows, settings.clock_tolerance_s)
    evidence = cite_events(view, {number: [*own, *again[number]] for number, own in rows.items()})
    contradicting = cite_events(view, _long_calls(view, list(profiles), settings))
    findings: list[Finding] = []
    held_back: list[HeldBack] = []
    for number, found in profiles.items():
        result = _judge(
            view, held[number], judged[number], counts[number], found, evidence[number], contradicting[number], settings
        )
        if isinstance(result, Finding):
            findings.append(result)
        else:
            held_back.append(result)
    unseen, notes = without_records(
        view, frozenset(held), "only seen as the other party: its own billing is not held", "billing of this number"
    )
    examined = len(judged) - len(set(judged) & set(thin))
    alerted = sum(f.strength in ("partial", "strong") for f in findings)
    return Run(
        detector=NAME,
        detector_version=VERSION,
        settings=asdict(settings),
        findings=tuple(findings),
        not_assessable=(*(NotAssessable(n, "too little held", lack) for n, lack in thin.items()), *unseen),
        held_back=tuple(held_back),
        examined=examined,
        base_rate=base_rate(examined, alerted),
        notes=(*notes, "No finding is not a sign that nothing happens: lines that use apps leave no billing."),
    )


def is_called_back(c: Counts, s: Settings) -> bool:
    """Whether callers are rung back at once as a taxi office does: the cap of the rule.

    By the letter a short call back to 30% of callers, ever; besides, a call or a text as a rule, because offices
    have come to text.
    """
    shares = (callback_share(c), callback_habit(c))
    return any(share is not None and share >= s.callback_share_min for share in shares)


def strength_of(p: Profile, called_back: bool, s: Settings) -> str:
    """Return the strength by the letter of the rule; `n/a` when the pattern does not reach weak.

    strong: 6 features with f1 and f2, with f6 or a D3 link, and 2 of f6, f7, f9, D3. partial: 4 with f1, f2 and one of
    f6, f9, D3. Otherwise weak, from 4 features with f1 and f2, or with f6. Callers rung back at once cap at weak
    unless f6.
    """
    many = p.met("f1", "f2") == 2
    if p.held < s.partial_features_min or not (many or p.met("f6")):
        return "n/a"
    strength = "weak"
    if many and p.met("f6", "f9", "D3"):
        strength = "partial"
        anchored = p.met("f6", "D3") and p.met("f6", "f7", "f9", "D3") >= s.strong_telling_min
        if anchored and p.held >= s.strong_features_min:
            strength = "strong"
    return capped(strength, "weak") if called_back and not p.met("f6") else strength


def _lacking(held: Held, window: Window | None, s: Settings) -> str | None:
    """Return what a number lacks to be judged, or None."""
    if held.evidence_type != "billing" or window is None:
        return "billing of this number (only a download is held)"
    lacks = []
    if held.days < s.billing_days_min:
        lacks.append(f"{s.billing_days_min} days of billing ({held.days} held)")
    if window.active_days < s.active_days_min:
        lacks.append(f"{s.active_days_min} active days ({window.active_days} in the busiest {s.billing_days_min})")
    if window.events < s.events_min:
        lacks.append(f"{s.events_min} events ({window.events} in the busiest {s.billing_days_min} days)")
    return "; ".join(lacks) or None


def _judge(
    view: View,
    held: Held,
    window: Window,
    c: Counts,
    found: Profile,
    evidence: tuple[Evidence, ...],
    contradicting: tuple[Evidence, ...],
    s: Settings,
) -> Finding | HeldBack:
    number = held.number_id
    strength = strength_of(found, is_called_back(c, s), s)
    benign = explanations(view, held, c, s)
    role = held_back_by(view, [number], NAME, held.periods[0][0], held.periods[-1][1])
    if role is not None:
        tested = "; ".join(f"{b.explanation}: {b.test} ({b.result.replace('_', ' ')})" for b in benign[:2])
        return HeldBack(
            number, role.role.title, reason_for(role, tested), strength, (*role_evidence(view, role), *evidence)
        )
    fitting = tuple(b.explanation for b in benign if b.result == "fits")
    verdict = judge(
        strength, evidence, explained_by=fitting if strength == "weak" else (), rows_min=s.corroborating_rows_min
    )
    missing = tuple(f"{x.name}: {x.meaning}" for x in found.features.values() if x.met is None and x.name != "D3")
    return plain(
        Finding(
            detector=NAME,
            detector_version=VERSION,
            anchors=(number,),
            title=f"Number {{{number}}}: {verdict.strength} pattern, {found.held} of 9 features of a line profile",
            summary=_summary(window, c, found, verdict.reasons),
            outcome=verdict.outcome,
            strength=verdict.strength,
            roles=(
                Role(number, "number with the profile"),
                *(Role(x.peer_id, "staff contact (busiest two-way contact)") for x in found.staff),
                *(Role(peer, "frequent inbound contact (possible vulnerable person)") for peer in found.regulars),
            ),
            clauses=(*found.features.values(), *_callback_clauses(c, s)),
            evidence=evidence,
            benign=benign,
            coverage=coverage_of(view, number, missing),
            settings=asdict(s),
            contradicting=contradicting,
            could_disprove=(
                "The number is published by a business whose callers are its customers.",
                "The busiest contacts are drivers, colleagues or family.",
                "The number has been in one place and on one handset for years.",
            ),
            next_checks=(
                "Look the number up in directories, licences and the role register.",
                "Read the reports and saved contacts already held that name this number.",
                "Compare with numbers of interest that fell silent before it (succession).",
                "Ask for billing of the busiest two-way contacts, if the authority allows.",
            ),
            limits=(
                ASSESSMENT,
                f"Counted over the busiest {s.billing_days_min} of {held.days} days held, UK local time.",
                f"All rows of the number are cited, at most {s.evidence_rows_max}.",
                f"{hub_note(view, number).capitalize()}.",
                "The number is judged, not who holds it: a line is answered by many people.",
            ),
        )
    )  # fmt: skip


def _callback_clauses(c: Counts, s: Settings) -> tuple[Clause, Clause]:
    cap = "from the threshold on the pattern is weak unless f6"
    within = f"within {s.callback_minutes} minutes"
    ever, rule = callback_share(c), callback_habit(c)
    return (
        Clause("callback-cap", f"share of callers ever rung back for {s.callback_max_s} s or less {within}; {cap}",
               None if ever is None else round(ever, 4), s.callback_share_min,
               None if ever is None else ever >= s.callback_share_min),
        Clause("callback-rule", f"share of callers rung or texted back {within} as a rule; {cap}",
               None if rule is None else round(rule, 4), s.callback_share_min,
               None if rule is None else rule >= s.callback_share_min),
    )  # fmt: skip


def _summary(window: Window, c: Counts, found: Profile, reasons: tuple[str, ...]) -> str:
    names = ", ".join(name for name, clause in found.features.items() if clause.met)
    unknown = ", ".join(name for name, clause in found.features.items() if clause.met is None)
    return (
        f"From {window.first_day} to {window.last_day} this number had {window.events} calls and texts on "
        f"{window.active_days} days, {c.inbound_contacts} inbound contacts and {c.inbound_short} of {c.inbound_calls} "
        f"answered inbound calls of a minute or less. Features met: {names}; not assessable: {unknown or 'none'}. "
        f"Outcome: {'; '.join(reasons)}."
    )


def _records(view: View, numbers: list[str]) -> dict[str, list[str]]:
    """Return every record of each number's own traffic, and the first use of each of its handsets and SIMs."""
    prepare_matrix(view)
    rows = view.sql(
        """WITH own AS (
               SELECT number_id AS number, record_id FROM detect_traffic WHERE number_id IN (SELECT unnest($numbers))
               UNION SELECT number, arg_min(record_id, (start_utc, record_id)) FROM sim_matrix_uses
                     WHERE number IN (SELECT unnest($numbers)) GROUP BY number, device, sim
           )
           SELECT number, list(record_id ORDER BY record_id) AS records FROM own GROUP BY number ORDER BY number""",
        numbers=numbers,
    )
    return dict(zip(rows["number"].to_pylist(), rows["records"].to_pylist(), strict=True))


def _long_calls(view: View, numbers: list[str], s: Settings) -> dict[str, list[str]]:
    """Return up to `CONTRADICTING_MAX` of the longest calls of each number: conversations point the other way."""
    rows = view.sql(
        """SELECT number_id, list(event_id ORDER BY duration_s DESC, event_id)[1:$most] AS events FROM line_events
           WHERE number_id IN (SELECT unnest($numbers)) AND spoke AND duration_s > $least GROUP BY number_id""",
        numbers=numbers,
        least=s.long_call_min_s,
        most=CONTRADICTING_MAX,
    )
    events = dict(zip(rows["number_id"].to_pylist(), rows["events"].to_pylist(), strict=True))
    return {number: events.get(number, []) for number in numbers}


DETECTOR = Detector(
    name=NAME,
    code="D2",
    version=VERSION,
    title="Numbers with the traffic of an ordering line",
    group="county-lines",
    settings=Settings,
    detect=detect,
)
