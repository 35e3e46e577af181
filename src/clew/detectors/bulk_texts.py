"""D1 bulk texts: a number that sends the same list of people a text again and again, and whose list answers.

A burst is at least 20 distinct recipients inside ten minutes. One burst is a birthday; bursts on three days of
fourteen to a stable list that rings back within the hour is the pattern reported for mass marketing texts.
Clubs, surgeries and traders send bursts too, so each innocent explanation is tested against the data.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass

from clew.detectors.base_rate import base_rate
from clew.detectors.benign import held_back_by, reason_for, role_evidence
from clew.detectors.bulk_measures import Measures, cited_events, closure_rows, measure
from clew.detectors.coverage_of import Held, coverage_of, held_numbers, without_records
from clew.detectors.detector import Detector
from clew.detectors.evidence import cite_events, seen_elsewhere
from clew.detectors.hubs import is_service
from clew.detectors.outcome import capped, judge
from clew.detectors.wording import ASSESSMENT, plain
from clew.ledger.view import View
from clew.model.finding import Benign, Clause, Evidence, Finding, HeldBack, NotAssessable, Role, Run

NAME = "bulk-texts"
VERSION = "1"


@dataclass(frozen=True, slots=True)
class Settings:
    """Thresholds. None comes from a published validation; all are defaults to be tuned on synthetic data."""

    recipients_min: int = 20  # distinct recipients that make a burst
    window_minutes: int = 10  # within so many minutes
    burst_days_min: int = 3  # days with a burst that make a repeat
    repeat_days: int = 14  # inside so many days
    list_jaccard_min: float = 0.5  # median overlap of consecutive bursts, 0 to 1
    reply_minutes: int = 60  # how soon an answer counts as an answer
    reply_share_min: float = 0.15  # share of recipients who answer
    reply_ratio_min: float = 2.0  # times the share at the same clock hours on other days
    comparison_days_min: int = 3  # active days without a burst needed for that comparison
    closure_min: float = 0.2  # share of possible recipient pairs in touch that makes a group
    closure_held_min: int = 3  # recipients whose own records are held before closure can be judged
    same_text_similarity_min: float = 0.8  # of normalised texts, 0 to 1
    same_text_share_min: float = 0.8  # share of the burst
    office_hours_share_min: float = 0.95  # share of bursts on weekdays 08:00 to 18:00
    corroborating_rows_min: int = 3  # texts another evidence type must have seen
    clock_tolerance_s: int = 120  # two clocks may differ by so many seconds
    evidence_rows_max: int = 25_000  # rows cited for one number


def detect(view: View, settings: Settings) -> Run:
    """Judge every number whose own outgoing messages are held.

    Returns:
        Findings by entity id; numbers whose messages are not held as not assessable; recorded roles as held back.
    """
    held = held_numbers(view)
    judged = {number: h for number, h in held.items() if h.covers("message")}
    not_assessable = [
        NotAssessable(number, "its records hold no messages", "billing with messages, or a download, for this number")
        for number in held
        if number not in judged
    ]
    unseen, notes = without_records(
        view, frozenset(held), "only seen as the other party: its own messages are not held", "billing or a download"
    )
    findings: list[Finding] = []
    held_back: list[HeldBack] = []
    found = measure(view, judged, settings)
    rows = {number: own[: settings.evidence_rows_max] for number, own in cited_events(view, found).items()}
    again = seen_elsewhere(view, rows, settings.clock_tolerance_s)
    evidence = cite_events(view, {number: [*own, *again[number]] for number, own in rows.items()})
    contradicting = cite_events(view, closure_rows(view, found))
    for number, measures in found.items():
        result = _judge(view, judged[number], measures, evidence[number], contradicting[number], settings)
        if isinstance(result, Finding):
            findings.append(result)
        else:
            held_back.append(result)
    alerted = sum(f.strength in ("partial", "strong") for f in findings)
    return Run(
        detector=NAME,
        detector_version=VERSION,
        settings=asdict(settings),
        findings=tuple(findings),
        not_assessable=(*not_assessable, *unseen),
        held_back=tuple(held_back),
        examined=len(judged),
        base_rate=base_rate(len(judged), alerted),
        notes=(*notes, "Recipients of bulk texts may be vulnerable people: hide them in shared output."),
    )


def strength_of(repeat: bool | None, stable: bool | None, surge: bool | None) -> str:
    """Return the strength of a number with at least one burst; what cannot be assessed has not held."""
    if repeat and stable and surge:
        return "strong"
    return "partial" if repeat else "weak"


def _judge(
    view: View,
    held: Held,
    m: Measures,
    evidence: tuple[Evidence, ...],
    contradicting: tuple[Evidence, ...],
    settings: Settings,
) -> Finding | HeldBack:
    number = held.number_id
    strength = strength_of(m.repeat_met, _stable(m, settings), m.surge_met)
    role = held_back_by(view, [number], NAME, held.periods[0][0], held.periods[-1][1])
    if role is not None:
        closure = m.closure.said(settings.closure_held_min)
        shown = f"recipients in touch with one another: {closure}; replies within the hour: {m.surge_said}"
        return HeldBack(
            number, role.role.title, reason_for(role, shown), strength, (*role_evidence(view, role), *evidence)
        )
    if is_service(view, number):
        return HeldBack(number, "service", "alphanumeric sender, short code or service number", strength, evidence)

    benign, explained = _explanations(m, settings)
    if explained:
        strength = capped(strength, "weak")
    verdict = judge(strength, evidence, explained_by=explained, rows_min=settings.corroborating_rows_min)
    return plain(
        Finding(
            detector=NAME,
            detector_version=VERSION,
            anchors=(number,),
            title=f"Number {{{number}}}: {verdict.strength} pattern of bulk texts",
            summary=_summary(m, settings, verdict.reasons),
            outcome=verdict.outcome,
            strength=verdict.strength,
            roles=(
                Role(number, "sending number"),
                *(Role(r, "recipient (possible vulnerable person)") for r in m.recipients),
            ),
            clauses=_clauses(m, settings),
            evidence=evidence,
            benign=benign,
            coverage=coverage_of(view, number, m.missing(settings)),
            settings=asdict(settings),
            contradicting=contradicting,
            could_disprove=(
                "The sender is a club, surgery, shop or employer that writes to people who asked for it.",
                "The recipients' own records show that they know one another.",
                "Texts of a burst are notices that invite no answer, and the calls back are chance.",
            ),
            next_checks=(
                "Check whether the number is advertised or registered to an organisation.",
                "Compare the recipients with numbers already in the case; no recipient is contacted for this.",
                "Where lawfully held, have a reviewer read the content of one burst.",
                "Ask for the sender's records over any gap listed under coverage, if the authority allows.",
            ),
            limits=(
                ASSESSMENT,
                f"Days and hours are UK local time. At most {settings.evidence_rows_max} rows are cited.",
                "Delivery of a text is not proof that it was read; bursts through apps outside the records are unseen.",
            ),
        )
    )


def _clauses(m: Measures, s: Settings) -> tuple[Clause, ...]:
    share, ratio = m.replies.share, m.reply_ratio
    return (
        Clause("burst", f"distinct recipients inside {s.window_minutes} minutes: largest of {len(m.bursts)} bursts "
               f"with {m.texts} texts in all", m.largest, s.recipients_min, m.largest >= s.recipients_min),
        Clause("repeat", f"days with a burst inside {s.repeat_days} days", m.days_in_window, s.burst_days_min,
               m.repeat_met),
        Clause("list-stability", "median Jaccard overlap of the recipients of consecutive bursts", m.jaccard,
               s.list_jaccard_min, _stable(m, s)),
        Clause("reply-share", f"share of recipients who call or text back within {s.reply_minutes} minutes",
               None if share is None else round(share, 4), s.reply_share_min,
               None if share is None else share >= s.reply_share_min),
        Clause("reply-surge", "reply share, and as a multiple of the share at the same clock hours on active days "
               f"without a burst: {m.surge_said}", ratio, s.reply_ratio_min, m.surge_met),
        Clause("same-text", "median share of a burst with the same text; shown only, decides nothing", m.same_text,
               s.same_text_share_min, None if m.same_text is None else m.same_text >= s.same_text_share_min),
    )  # fmt: skip


def _fits(answer: bool | None) -> str:
    return "cannot_tell" if answer is None else ("fits" if answer else "does_not_fit")


def _explanations(m: Measures, s: Settings) -> tuple[tuple[Benign, ...], tuple[str, ...]]:
    """Test the innocent explanations; those that account for the pattern by themselves are returned by name."""
    group = None if m.closure_share is None else m.closure_share >= s.closure_min
    landline = m.landline or m.landline_callback
    one_way = None if m.surge_met is None else not m.surge_met and not _stable(m, s)
    in_hours = m.office_share >= s.office_hours_share_min
    business = in_hours and (True if landline else one_way)
    voice = m.replies.voice_share
    rang = "not assessable" if voice is None else f"{voice:.1%}"
    benign = (
        Benign("a club, church or parents' group", "recipients in touch with one another: "
               f"{m.closure.said(s.closure_held_min)}; a group has {s.closure_min:.0%} or more", _fits(group)),
        Benign("reminders or notices of a business or surgery", f"{m.office_share:.0%} of bursts on weekdays 08:00 to "
               f"18:00; sender is {'a' if m.landline else 'no'} landline; recipients then ring a common landline: "
               f"{'yes' if m.landline_callback else 'not seen'}; a changing list and no surge of replies "
               f"({m.surge_said})", _fits(business)),
        Benign("a political or tip-sheet list", "such a list gets no replies by voice: share of recipients who rang "
               f"back {rang}", _fits(None if voice is None else voice == 0)),
        Benign("one occasion: festival, birthday, 'my new number'", f"bursts on {m.burst_days} days",
               _fits(m.burst_days <= 1)),
        Benign("a trader who texts customers a list", "traffic cannot tell it apart; needs a role record or an "
               "advertisement", "cannot_tell"),
    )  # fmt: skip
    return benign, tuple(b.explanation for b in benign[:2] if b.result == "fits")


def _stable(m: Measures, s: Settings) -> bool | None:
    return None if m.jaccard is None else m.jaccard >= s.list_jaccard_min


def _summary(m: Measures, settings: Settings, reasons: tuple[str, ...]) -> str:
    stable = "" if m.jaccard is None else f" Consecutive lists overlap by {m.jaccard:.0%} (Jaccard, median)."
    return (
        f"On {m.burst_days} days ({m.days_in_window} of them inside {settings.repeat_days}) this number sent "
        f"{len(m.bursts)} bursts of texts, {m.smallest} to {m.largest} recipients within minutes each.{stable} "
        f"Recipients who answered within {settings.reply_minutes} minutes: {m.surge_said}. Recipients in touch with "
        f"one another: {m.closure.said(settings.closure_held_min)}. Outcome: {'; '.join(reasons)}."
    )


DETECTOR = Detector(
    name=NAME,
    code="D1",
    version=VERSION,
    title="Numbers that text many people at once, again and again, and get answers",
    group="county-lines",
    settings=Settings,
    detect=detect,
)
