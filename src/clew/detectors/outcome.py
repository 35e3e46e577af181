"""From a pattern and its rows to an outcome (R-10, intelligence grades of 7.2).

*Strength* says how much of a rule held inside one detector. *Outcome* says whether independent kinds of
evidence saw it. Two copies of one download are one source, so only another evidence type counts.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from clew.model.finding import Evidence

_GRADE = re.compile(r"^\s*([1-3])\s*[-/ ]?\s*([A-E])\b", re.IGNORECASE)
_GRADE_RUN = re.compile(r"^\s*([1-3])\s*[-/ ]?\s*([A-E])", re.IGNORECASE)
_LETTER = re.compile(r"^\s*([A-E])\s*$", re.IGNORECASE)
WEAKEST_FIRST = ("n/a", "weak", "partial", "strong")


@dataclass(frozen=True, slots=True)
class Verdict:
    """Strength and outcome of a finding, with the reason where either was limited."""

    strength: str
    outcome: str
    reasons: tuple[str, ...] = ()


def is_doubtful(grade: str | None) -> bool:
    """Whether a 3x5x2 grade is E (suspected false) or 3/D (unreliable source, basis not known).

    Legacy 5x5x5 codes and missing grades are not converted and count as ungraded.
    """
    if grade is None:
        return False
    alone = _LETTER.match(grade)
    if alone:
        return alone.group(1).upper() == "E"
    match = _GRADE.match(grade) or _GRADE_RUN.match(grade)
    if match is None:
        return False
    return match.group(2).upper() == "E" or (match.group(1) == "3" and match.group(2).upper() == "D")


def capped(strength: str, at: str) -> str:
    """Return the weaker of a strength and a cap."""
    return min(strength, at, key=WEAKEST_FIRST.index)


def independent_types(evidence: Sequence[Evidence], rows_min: int = 1) -> tuple[str, ...]:
    """Return evidence types that stand on rows and parts of their own, doubtful grades left out.

    A type counts when at least `rows_min` of its rows exist and they come from a part of an exhibit no
    other counted type came from.
    """
    rows: dict[str, list[Evidence]] = {}
    for row in evidence:
        if not is_doubtful(row.grade):
            rows.setdefault(row.evidence_type, []).append(row)
    counted: list[str] = []
    parts: set[tuple[str, str]] = set()
    for kind in sorted(rows, key=lambda k: (-len(rows[k]), k)):
        own = {(r.exhibit_id, r.part) for r in rows[kind]} - parts
        if len(rows[kind]) >= rows_min and own:
            counted.append(kind)
            parts |= own
    return tuple(sorted(counted))


def judge(
    strength: str,
    evidence: Sequence[Evidence],
    *,
    explained_by: Iterable[str] = (),
    rows_min: int = 1,
    strength_counts: bool = True,
) -> Verdict:
    """Decide the outcome of a pattern that was found.

    `supported`: partial or strong, seen by two independent evidence types, no innocent explanation fits.
    `possible`: found, not (yet) corroborated. `not_supported`: found, but an innocent explanation tested
    against the data accounts for it.

    Args:
        strength: One of `STRENGTHS`.
        evidence: All rows that will be cited.
        explained_by: Innocent explanations that fit and by their nature account for the pattern.
        rows_min: Rows an evidence type needs before it counts.
        strength_counts: False for an escalation rule such as safeguarding, where no strength may suppress.
    """
    reasons = []
    if evidence and all(is_doubtful(row.grade) for row in evidence):
        strength = capped(strength, "weak")
        reasons.append("every row is graded E or 3/D: strength cannot exceed weak")
    explained = tuple(explained_by)
    if explained:
        return Verdict(strength, "not_supported", (*reasons, *(f"explained by: {e}" for e in explained)))
    types = independent_types(evidence, rows_min)
    if len(types) >= 2 and (not strength_counts or strength in ("partial", "strong")):
        return Verdict(strength, "supported", (*reasons, "seen by independent evidence: " + ", ".join(types)))
    reasons.append(
        f"evidence of one type only ({', '.join(types) or 'none graded usable'})" if len(types) < 2 else "weak"
    )
    return Verdict(strength, "possible", tuple(reasons))
