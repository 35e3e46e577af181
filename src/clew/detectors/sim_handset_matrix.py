"""D4 SIM and handset matrix: many SIMs in one handset, or one number in many handsets, within weeks.

Changing handset or SIM is ordinary; changing them again and again, or letting two SIMs take turns in one handset, is
the pattern. Second-hand phones, dual-SIM handsets and repair shops give it too and are tested for.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass

from clew.detectors.base_rate import base_rate
from clew.detectors.benign import held_back_by, reason_for, role_evidence
from clew.detectors.coverage_of import coverage_of, held_numbers
from clew.detectors.detector import Detector
from clew.detectors.evidence import cite_events, cite_records
from clew.detectors.outcome import capped, judge
from clew.detectors.sim_matrix import CROWD, prepare_matrix
from clew.detectors.swap_explanations import explanations
from clew.detectors.swaps import Swaps, columns_of, swaps
from clew.detectors.wording import ASSESSMENT, plain
from clew.ledger.view import View
from clew.model.finding import Clause, Coverage, Evidence, Finding, HeldBack, NotAssessable, Role, Run

NAME = "sim-handset-matrix"
VERSION = "1"


@dataclass(frozen=True, slots=True)
class Settings:
    """Thresholds; defaults to be tuned on synthetic data, none is a published value."""

    items_min: int = 3  # SIMs in a handset, or handsets for a number
    window_days: int = 30  # inside so many days
    turns_min: int = 3  # changes between two SIMs in one handset
    turn_gap_minutes: int = 60  # longest gap of such a change
    chain_days: int = 90  # days a chain of three without return may take
    resale_gap_days: int = 7  # silence between two owners of a second-hand handset
    dual_sim_days_share_min: float = 0.5  # share of days on which both of two SIMs are used side by side
    corroborating_pairs_min: int = 2  # SIM and handset pairs a second evidence type must have seen
    evidence_rows_max: int = 25_000  # rows cited for one handset or number


def detect(view: View, settings: Settings) -> Run:
    """Judge every handset and every number whose records name handsets.

    Returns:
        One finding per handset or number; placeholder and cloned handset numbers and shops as not assessable, like
        numbers whose records name no handset.
    """
    left_out = prepare_matrix(view)
    found = [
        swap
        for side in ("handset", "number")
        for swap in swaps(
            view, side, chain_min=settings.items_min, window_days=settings.window_days,
            turn_gap_minutes=settings.turn_gap_minutes, chain_days=settings.chain_days,
        )
        if strength_of(swap, settings) != "n/a"
    ]  # fmt: skip
    uses = {swap.unit: own for swap, own in zip(found, _uses(view, found), strict=True)}
    evidence = cite_events(view, {unit: list(own)[: settings.evidence_rows_max] for unit, own in uses.items()})
    findings: list[Finding] = []
    held_back: list[HeldBack] = []
    for swap in found:
        result = _judge(view, swap, uses[swap.unit], evidence[swap.unit], settings)
        if isinstance(result, Finding):
            findings.append(result)
        else:
            held_back.append(result)
    counted = view.sql(
        """SELECT count(DISTINCT device) AS handsets, count(DISTINCT number) AS numbers,
                  list(DISTINCT number) AS with_handset FROM sim_matrix_uses"""
    ).to_pylist()[0]
    seen = set(counted["with_handset"] or ()) | {x.entity_id for x in left_out}
    without = [n for n in held_numbers(view) if n not in seen]
    examined = counted["handsets"] + counted["numbers"]
    alerted = sum(f.strength in ("partial", "strong") for f in findings)
    return Run(
        detector=NAME,
        detector_version=VERSION,
        settings=asdict(settings),
        findings=tuple(sorted(findings, key=lambda f: f.anchors)),
        not_assessable=(
            *(NotAssessable(x.entity_id, x.reason, x.missing) for x in left_out),
            *(
                NotAssessable(n, "its records name no handset", "handset identity (IMEI) in its records")
                for n in without
            ),
        ),
        held_back=tuple(sorted(held_back, key=lambda h: h.entity_id)),
        examined=examined,
        base_rate=base_rate(examined, alerted, "handsets and numbers"),
        notes=(f"A handset number that is a placeholder, or that more than {CROWD} SIMs carry, is not counted.",),
    )


def strength_of(swap: Swaps, settings: Settings) -> str:
    """Return the strength: many inside the window with turns or a chain, many alone, or turns or a chain alone."""
    many = swap.most >= settings.items_min
    turns = swap.side == "handset" and swap.turns >= settings.turns_min
    if many and (turns or swap.chain):
        return "strong"
    if many:
        return "partial"
    return "weak" if turns or swap.chain else "n/a"


def _judge(
    view: View, swap: Swaps, item_of: dict[str, str], rows: tuple[Evidence, ...], settings: Settings
) -> Finding | HeldBack:
    strength = strength_of(swap, settings)
    evidence = (*rows, *_inserted(view, swap))
    period = swap.blocks[0].first_utc, swap.blocks[-1].last_utc
    role = held_back_by(view, [swap.unit, *swap.items], NAME, *period)
    if role is not None:
        return HeldBack(swap.unit, role.role.title, reason_for(role), strength, (*role_evidence(view, role), *evidence))
    benign, explained = explanations(view, swap, settings)
    if explained:
        strength = capped(strength, "weak")
    verdict = judge(strength, _corroborated(item_of, evidence, settings), explained_by=explained)
    item = {"handset": "SIM used in it", "number": "handset used"}[swap.side]
    covered = coverage_of(view, swap.unit) if swap.side == "number" else Coverage(*period, len(held_numbers(view)))
    return plain(
        Finding(
            detector=NAME,
            detector_version=VERSION,
            anchors=(swap.unit,),
            title=f"{swap.side.capitalize()} {{{swap.unit}}}: {verdict.strength} pattern of changing {_others(swap)}",
            summary=_summary(swap, settings, verdict.reasons),
            outcome=verdict.outcome,
            strength=verdict.strength,
            roles=(Role(swap.unit, swap.side), *(Role(i, item) for i in swap.items)),
            clauses=_clauses(swap, settings),
            evidence=evidence,
            benign=benign,
            coverage=covered,
            settings=asdict(settings),
            could_disprove=(
                "The handset has two SIM slots, or was sold, lent or handed down within the period.",
                "The handset number was copied: two devices used it at distant cells at one time.",
            ),
            next_checks=(
                "Compare the matrix with purchase, repair and insurance records already held.",
                "Check the SIM slots of any handset in police possession.",
                "Ask the networks for handset records over the gaps, if the authority allows.",
            ),
            limits=(
                ASSESSMENT,
                f"{len(rows)} of {len(item_of)} uses are cited.",
                "A handset number says which device reported itself, not who held it.",
                "Only uses in held records are seen; data over Wi-Fi leaves none.",
            ),
        )
    )


def _others(swap: Swaps) -> str:
    return {"handset": "SIMs", "number": "handsets"}[swap.side]


def _clauses(swap: Swaps, s: Settings) -> tuple[Clause, ...]:
    others = _others(swap)
    many = Clause("many-in-window", f"distinct {others} inside {s.window_days} days; {len(swap.items)} in all, "
                  f"{swap.uses} uses", swap.most, s.items_min, swap.most >= s.items_min)  # fmt: skip
    turns = Clause("taking-turns", f"changes between the same two {others} within {s.turn_gap_minutes} minutes",
                   swap.turns, s.turns_min, swap.turns >= s.turns_min)  # fmt: skip
    chain = Clause("chain", f"{others} used one after another without return inside {s.chain_days} days",
                   len(swap.chain), s.items_min, bool(swap.chain))  # fmt: skip
    return (many, turns, chain) if swap.side == "handset" else (many, chain)


def _summary(swap: Swaps, s: Settings, reasons: tuple[str, ...]) -> str:
    start, end = swap.window
    parts = [
        f"{swap.most} {_others(swap)} used with this {swap.side} between {start:%Y-%m-%d} and {end:%Y-%m-%d} UTC; "
        "in all " + ", ".join(f"{{{i}}}" for i in swap.items) + "."
    ]
    if swap.side == "handset" and swap.turn_pair is not None and swap.turns >= s.turns_min:
        one, two = swap.turn_pair
        apart = f"{swap.turn_gap_s / 60:.0f} minutes apart"
        parts.append(f"{{{one}}} and {{{two}}} alternated {swap.turns} times, typically {apart}.")
    if swap.chain:
        parts.append("One after another without return: " + " to ".join(f"{{{i}}}" for i in swap.chain) + ".")
    return " ".join([*parts, f"Outcome: {'; '.join(reasons)}."])


def _uses(view: View, found: list[Swaps]) -> list[dict[str, str]]:
    """Return, for each unit, the record of every use in time order and the item it was used with."""
    uses: dict[str, dict[str, str]] = {swap.unit: {} for swap in found}
    for side in ("handset", "number"):
        unit, item = columns_of(side)
        rows = view.sql(
            f"""SELECT {unit} AS unit, record_id, {item} AS item FROM sim_matrix_uses
                WHERE {unit} IN (SELECT unnest($units)) ORDER BY unit, start_utc, record_id""",
            units=[swap.unit for swap in found if swap.side == side],
        )
        for name, record, other in zip(*(rows[c].to_pylist() for c in ("unit", "record_id", "item")), strict=True):
            uses[name][record] = other
    return [uses[swap.unit] for swap in found]


def _inserted(view: View, swap: Swaps) -> tuple[Evidence, ...]:
    """Cite records, not traffic, that put one of these SIMs or numbers into one of these handsets."""
    rows = view.sql(
        """WITH one AS (SELECT unnest($items) AS item)
           SELECT unnest(record_ids) AS record_id FROM links WHERE type = 'IN_HANDSET'
           AND ((b_id = $unit AND a_id IN (FROM one)) OR (a_id = $unit AND b_id IN (FROM one))) ORDER BY record_id""",
        unit=swap.unit,
        items=list(swap.items),
    )
    return cite_records(view, rows["record_id"].to_pylist(), "SIM in handset")


def _corroborated(item_of: dict[str, str], evidence: tuple[Evidence, ...], s: Settings) -> list[Evidence]:
    """Return the rows of evidence types that saw enough of the pairs; a record of insertion speaks for one pair."""
    pairs: dict[str, set[str]] = {}
    for row in evidence:
        pairs.setdefault(row.evidence_type, set()).add(item_of.get(row.record_id, row.record_id))
    return [row for row in evidence if len(pairs[row.evidence_type]) >= s.corroborating_pairs_min]


DETECTOR = Detector(
    name=NAME,
    code="D4",
    version=VERSION,
    title="Handsets that take many SIMs and numbers that move through many handsets",
    group="both",
    settings=Settings,
    detect=detect,
)
