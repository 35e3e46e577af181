"""3x5x2 gradings: source 1 to 3, information A to E, handling P or C, action A1 to A3, sanitisation S1 or S2.

The older 5x5x5 (source A to E, information 1 to 5, handling 1 to 5) is kept as it is written and
never converted. Codes of two characters with the letter first could be either, and stay as written.
"""

from __future__ import annotations

import re
from typing import NamedTuple

import pyarrow as pa
import pyarrow.compute as pc

from clew.identifiers.distinct import distinct
from clew.normalise.ends import column
from clew.normalise.issues import Issues
from clew.normalise.rows import TEXT, Rows

_CODES = r"(?P<action>A[1-3])?(?P<sanitisation>S[12])?"
_TAIL = rf"(?P<handling>[PC])?{_CODES}"
_NEW = re.compile(rf"(?P<source>[1-3])(?P<information>[A-E]){_TAIL}")
#: Only with P or C behind it: a letter and a digit alone could be of either scheme.
_LETTER_FIRST = re.compile(rf"(?P<information>[A-E])(?P<source>[1-3])(?P<handling>[PC]){_CODES}")
_LEGACY = re.compile(r"[A-EX][1-5X][1-5]?")

_SOURCE_WORDS = {"reliable": "1", "untested": "2", "not reliable": "3", "unreliable": "3"}
_FIELDS = ("source", "information", "handling", "action", "sanitisation", "issue")
_SCHEMA = pa.schema([(name, TEXT) for name in _FIELDS])


class Grades(NamedTuple):
    """Codes per row, null where not stated; `grade` and `handling` as the ledger keeps them on every record."""

    source: pa.Array
    information: pa.Array
    action: pa.Array
    sanitisation: pa.Array
    grade: pa.Array
    handling: pa.Array


def read(rows: Rows, issues: Issues) -> Grades:
    """Read the grading of each row from one code or from columns of their own; the row's own columns go first."""
    if not rows.given("grade", "handling", "source_grade", "information_grade", "action", "sanitisation"):
        return Grades(*(pa.nulls(rows.size, TEXT) for _ in range(6)))
    whole = distinct(rows.text("grade"), lambda t: _each(t, grade), rows.memo("grade"))
    issues.add("grade", column(whole, "issue"))
    told = distinct(rows.text("handling"), lambda t: _each(t, handling), rows.memo("handling"))
    source = pc.coalesce(_single(rows, "source_grade", issues, "123"), column(whole, "source"))
    information = pc.coalesce(_single(rows, "information_grade", issues, "ABCDE"), column(whole, "information"))
    action = pc.coalesce(
        _single(rows, "action", issues, ("A1", "A2", "A3")), column(told, "action"), column(whole, "action")
    )
    sanitisation = pc.coalesce(
        _single(rows, "sanitisation", issues, ("S1", "S2")), column(told, "sanitisation"), column(whole, "sanitisation")
    )
    permission = pc.coalesce(column(told, "handling"), column(whole, "handling"))
    codes = _spaced(_spaced(permission, action), sanitisation)
    # What is written beside the codes ("no onward release") stays, the codes behind it: a rule may hang on either.
    written = pc.if_else(pc.is_valid(column(told, "issue")), rows.text("handling"), pa.scalar(None, TEXT))
    together = pc.binary_join_element_wise(source, information, "")
    return Grades(
        source, information, action, sanitisation,
        pc.coalesce(rows.text("grade"), together, source, information), _spaced(written, codes),
    )  # fmt: skip


def grade(text: str) -> dict[str, str | None]:
    """Return the codes of one grading: `1/A/P`, `B1P`, `2 C C A2 S2`; of a 5x5x5 none, with a note."""
    bare = re.sub(r"[\s/\\\-.,()]", "", text.upper())
    found = _NEW.fullmatch(bare) or _LETTER_FIRST.fullmatch(bare)
    if found:
        return {**found.groupdict(), "issue": None}
    if _LEGACY.fullmatch(bare):
        return {"issue": "5x5x5 or letter first: kept as written, not converted"}
    return {"issue": f"{text!r} is no 3x5x2 grading"}


def handling(text: str) -> dict[str, str | None]:
    """Return permission, action and sanitisation of one handling cell: `P`, `C A1 S2`, `A2`."""
    bare = re.sub(r"[\s/\\\-.,()]|HANDLING|CODE", "", text.upper())
    found = re.fullmatch(_TAIL, bare)
    if found:
        return {**found.groupdict(), "issue": None}
    return {"issue": "not a handling code"}


def _each(texts: pa.Array, one: object) -> pa.Table:
    found = [{} if t is None else one(t) for t in texts.to_pylist()]  # type: ignore[operator]
    return pa.table([pa.array([f.get(n) for f in found], TEXT) for n in _FIELDS], schema=_SCHEMA)


def _single(rows: Rows, field: str, issues: Issues, allowed: str | tuple[str, ...]) -> pa.Array:
    """Return a code that has a column of its own: its first characters, or its word."""
    if not rows.given(field):
        return pa.nulls(rows.size, TEXT)
    width = len(allowed[0])
    encoded = rows.text(field).dictionary_encode()
    codes = []
    for text in encoded.dictionary.to_pylist():
        code = _SOURCE_WORDS.get(text.lower(), text.upper().replace(" ", ""))[:width]
        codes.append(code if code in allowed else None)
    known = pa.array(codes, TEXT).take(encoded.indices)
    issues.flag(field, pc.and_(pc.is_valid(rows.text(field)), pc.is_null(known)), "no such code")
    return known


def _spaced(one: pa.Array, other: pa.Array) -> pa.Array:
    """Return both texts with a blank between, either alone where the other is missing."""
    return pc.coalesce(pc.binary_join_element_wise(one, other, " "), one, other)
