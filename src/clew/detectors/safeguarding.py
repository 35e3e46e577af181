"""D8 safeguarding, rule 1: a child in contact with a line, from a single row, whatever the amount of data.

An escalation rule, not a score: no strength, no innocent relation and no missing billing suppresses it. Innocent
relations are shown beside it as context. A missed child is the worst error, so doubt counts for flagging.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass
from functools import reduce

from clew.detectors import line_profile
from clew.detectors.base_rate import base_rate
from clew.detectors.children import Individual, individuals
from clew.detectors.coverage_of import held_numbers
from clew.detectors.detector import Detector
from clew.detectors.evidence import cite_events, cite_records
from clew.detectors.exposure import Exposure, attribution, exposures
from clew.detectors.line_numbers import LineNumber, line_numbers
from clew.detectors.outcome import judge
from clew.detectors.runs import run_once
from clew.detectors.safeguarding_context import context
from clew.detectors.wording import ASSESSMENT, plain
from clew.ledger.view import View
from clew.model.finding import Clause, Coverage, Evidence, Finding, NotAssessable, Role, Run

NAME = "safeguarding"
VERSION = "1"


@dataclass(frozen=True, slots=True)
class Settings:
    """Settings of the rule; the thresholds are low on purpose."""

    confirmed_numbers: tuple[str, ...] = ()  # entity ids of line or staff numbers a person has confirmed
    contacts_min: int = 1  # two-way contacts with a line or staff number
    topped_up_numbers_min: int = 3  # numbers a third party buys credit for
    visit_minutes: int = 10  # credit for several numbers at one outlet within so many minutes is one visit
    evidence_rows_max: int = 5_000  # contact and top-up rows cited for one person


def detect(view: View, settings: Settings) -> Run:
    """Flag every person who is or may be under 18 and meets any condition of rule 1.

    Returns:
        One finding per child. Not assessable: children without an attributed number, or with one-way bulk texts
        or unanswered calls only, and people of unknown age who would qualify.
    """
    lines = line_numbers(view, settings.confirmed_numbers)
    exposed = exposures(view, lines, settings)
    blind = not lines and run_once(view, line_profile.DETECTOR).examined == 0
    flagged: list[tuple[bool, Individual, Exposure]] = []
    not_assessable: list[NotAssessable] = []
    children = 0
    for who in individuals(view):
        own = reduce(Exposure.joined, (exposed[m] for m in who.members if m in exposed), Exposure())
        children += who.is_child
        if who.is_child and own.qualifies(settings):
            staff_only = not own.touches("line", lines) and not own.hubs
            flagged.append((staff_only, who, own))
        elif who.is_child:
            not_assessable += _context_only(who.person_id, own, blind)
        elif who.is_unknown and own.qualifies(settings):
            reason = "meets the rule, but no age is recorded"
            not_assessable.append(NotAssessable(who.person_id, reason, "birth date or age"))
    # Contact with the line itself is looked at before contact with its staff alone; nothing else orders children.
    flagged.sort(key=lambda case: (case[0], case[1].person_id))
    evidence = cite_events(view, {who.person_id: own.rows[: settings.evidence_rows_max] for _, who, own in flagged})
    findings = [_flag(view, who, own, lines, evidence[who.person_id], settings) for _, who, own in flagged]
    return Run(
        detector=NAME,
        detector_version=VERSION,
        settings=asdict(settings),
        findings=tuple(findings),
        not_assessable=tuple(not_assessable),
        held_back=(),
        examined=children,
        base_rate=base_rate(children, len(findings), "people under 18", "any condition of rule 1"),
        notes=(
            f"{len(lines)} line and staff numbers were known.",
            "No flag is not a sign of no exploitation: most of what happens leaves no row.",
            "Takeover addresses and co-travel are conditions of this rule that this version cannot assess.",
        ),
    )


def _context_only(person: str, own: Exposure, blind: bool) -> list[NotAssessable]:
    if not own.identifiers:
        return [NotAssessable(person, "no number or device is attributed to this person", "attribution of a number")]
    rows = []
    if own.bulk:
        reason = f"received {len(own.bulk)} texts of a line's bursts and is in no other contact with it in the data"
        rows.append(NotAssessable(person, reason, "this person's own records, to see whether they answered"))
    if own.attempts:
        reason = f"{len(own.attempts)} calls with a line or staff number did not connect"
        rows.append(NotAssessable(person, reason, "a call that connected or a text"))
    if not rows and blind:
        reason = "no number could be judged by its line profile and none is confirmed"
        rows.append(NotAssessable(person, reason, "28 days of billing of some number, or a confirmed line number"))
    return rows


def _flag(
    view: View,
    who: Individual,
    own: Exposure,
    lines: dict[str, LineNumber],
    rows: tuple[Evidence, ...],
    s: Settings,
) -> Finding:
    person = who.person_id
    named = cite_records(view, attribution(view, who.members), "attribution of a number")
    evidence = (*who.evidence, *named, *rows)
    verdict = judge("n/a", rows or evidence, strength_counts=False)
    numbers = sorted({c.number_id for c in own.contacts} | {number for number, _ in own.uses})
    reason = _reason(who, own)
    return plain(
        Finding(
            detector=NAME,
            detector_version=VERSION,
            anchors=(person,),
            title=f"Safeguarding review for {{{person}}}: may be under 18 and in contact with a line",
            summary=_summary(who, own, lines, numbers, verdict.reasons),
            outcome=verdict.outcome,
            strength="n/a",
            roles=(
                *(Role(m, "person exposed (potential victim, child)") for m in who.members),
                *(Role(n, f"{lines[n].part} number") for n in numbers),
                *(Role(p, "payer of credit for several numbers") for hub in own.hubs for p in hub.payers),
            ),
            clauses=_clauses(who, own, numbers, lines, s),
            evidence=evidence,
            benign=context(view, who, numbers),
            coverage=_coverage(view, own, numbers),
            settings=asdict(s),
            could_disprove=(
                "The number is not this person's, or was somebody else's on these dates.",
                "The person was an adult on every date.",
                "The line or staff number is shown to belong to an ordinary business.",
            ),
            next_checks=(
                "Check age and attribution against records already held; do not wait for this before a referral.",
                "Make a safeguarding referral to the local authority's children's services today.",
                "Read missing episodes, found locations and concerns already recorded.",
                "Ask a first responder to consider a National Referral Mechanism referral; a child need not consent.",
                "Before an offence is linked to this person, record who considered section 45 Modern Slavery Act 2015.",
                "Check the contact-safety record before any approach; never call or text a phone others may hold.",
            ),
            safeguarding=f"{reason}. Proposed category: potential victim (child). Lifting needs a second person.",
            limits=(
                ASSESSMENT,
                f"{len(rows)} of {len(own.rows)} contact and top-up rows are cited.",
                "That a number is a line's rests on the finding or confirmation named in the clauses.",
                "Contact with a line says nothing about why; the person is first a possible victim.",
            ),
        )
    )


def _reason(who: Individual, own: Exposure) -> str:
    parts = []
    if own.uses:
        parts.append("is recorded with a line or staff number")
    if own.contacts:
        parts.append(f"had {len(own.contacts)} recorded contacts with a line or staff number")
    if own.hubs:
        parts.append("had credit bought by a third party who tops up several numbers")
    return f"person under 18 ({who.said}) {', '.join(parts)}"


def _clauses(
    who: Individual, own: Exposure, numbers: list[str], lines: dict[str, LineNumber], s: Settings
) -> tuple[Clause, ...]:
    topped = max((len(hub.records) for hub in own.hubs), default=0)
    return (
        Clause("under-18", who.said, who.youngest_years, 18, True),
        Clause("two-way-contact", "calls that connected and texts outside bursts between this person's numbers and a "
               f"line or staff number, in either direction; besides, {len(own.bulk)} bulk texts and "
               f"{len(own.attempts)} unanswered calls", len(own.contacts), s.contacts_min,
               len(own.contacts) >= s.contacts_min),
        Clause("uses-line-number", "line or staff numbers recorded as this person's own",
               len({n for n, _ in own.uses}), 1,
               bool(own.uses)),
        Clause("third-party-top-up", "most numbers one third party bought credit for", topped, s.topped_up_numbers_min,
               topped >= s.topped_up_numbers_min),
        *(Clause("line-number", f"{{{n}}} counts as a {lines[n].part} number: {lines[n].ground}",
                 lines[n].finding_id or lines[n].ground, None, True) for n in numbers),
        Clause("takeover-address", "present at an address of a possible home takeover: not assessed by this version",
               None, None, None),
        Clause("co-travel", "travels with staff: not assessed by this version", None, None, None),
    )  # fmt: skip


def _summary(
    who: Individual, own: Exposure, lines: dict[str, LineNumber], numbers: list[str], reasons: tuple[str, ...]
) -> str:
    named = "; ".join(f"{{{n}}} ({lines[n].part} number, {lines[n].ground})" for n in numbers)
    with_whom = f" Numbers concerned: {named}." if named else ""
    hubs = "".join(
        f" One {'visit to an outlet' if hub.visit else 'payer'} bought credit for {len(hub.records)} numbers, this "
        "person's among them."
        for hub in own.hubs
    )
    return (
        f"{{{who.person_id}}}: {_reason(who, own)}.{with_whom}{hubs} This is a safeguarding matter at once, "
        f"whatever the amount of data. Outcome: {'; '.join(reasons)}."
    )


def _coverage(view: View, own: Exposure, numbers: list[str]) -> Coverage:
    held = held_numbers(view)
    seen = [held[n] for n in sorted({*own.identifiers, *numbers}) if n in held]
    missing = tuple(f"own records of {{{n}}}" for n in sorted(own.identifiers) if n.startswith("ph-") and n not in held)
    start = min((h.periods[0][0] for h in seen), default=None)
    end = max((h.periods[-1][1] for h in seen), default=None)
    return Coverage(start, end, len(held), (), missing)


DETECTOR = Detector(
    name=NAME,
    code="D8",
    version=VERSION,
    title="Children in contact with a line: safeguarding review at once",
    group="both",
    settings=Settings,
    detect=detect,
)
