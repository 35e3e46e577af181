"""What generated text may not say about a person, as data, and the check every finding passes.

`plain` stands at the one place where detectors hand out a finding, so a banned word is a failure of the
detector and never reaches a screen.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from functools import cache
from importlib.resources import files

from clew.model.finding import Finding, HeldBack, NotAssessable

ASSESSMENT = "This is an assessment, not a fact, and a lead for a person to check."


@cache
def _banned() -> tuple[tuple[re.Pattern[str], str], ...]:
    data = tomllib.loads(files("clew.detectors").joinpath("banned_words.toml").read_text(encoding="utf-8"))
    return tuple((re.compile(rf"\b(?:{w['pattern']})\b", re.IGNORECASE), w["instead"]) for w in data["word"])


def banned_in(text: str) -> tuple[str, ...]:
    """Return what is wrong with a text: each banned word found and what to say instead."""
    return tuple(f"{m.group(0)!r}: say {instead}" for pattern, instead in _banned() for m in pattern.finditer(text))


def texts_of(result: Finding | NotAssessable | HeldBack) -> Iterator[str]:
    """Yield every generated text of a result; values quoted from exhibits are no part of it."""
    if isinstance(result, NotAssessable):
        yield from (result.reason, result.missing)
        return
    if isinstance(result, HeldBack):
        yield from (result.role, result.reason)
        return
    yield from (result.title, result.summary, result.safeguarding)
    yield from (*result.could_disprove, *result.next_checks, *result.limits, *result.coverage.missing)
    yield from (role.role for role in result.roles)
    for clause in result.clauses:
        yield from (clause.name, clause.meaning)
    for benign in result.benign:
        yield from (benign.explanation, benign.test)


def plain(finding: Finding) -> Finding:
    """Return the finding unchanged when its wording is allowed.

    Raises:
        ValueError: a text holds a banned word; the message names it and what to say instead.
    """
    wrong = [problem for text in texts_of(finding) for problem in banned_in(text)]
    if wrong:
        raise ValueError(f"{finding.detector}: banned wording: {'; '.join(wrong)}")
    return finding
