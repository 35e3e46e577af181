"""What the type, direction and service cells of a call record mean together.

The tokens operators use are data (`data/call_types.toml`); a profile may translate its own codes
first (`Context.values`). What nobody knows gives direction `unknown` and an issue on the row.
"""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib.resources import files
from typing import NamedTuple

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from clew.normalise.issues import Issues
from clew.normalise.rows import TEXT, Rows, transposed

FIELDS = ("type", "direction", "service")

_SERVICES = ("app", "mms", "sms", "voice", "data")
_OUTCOMES = ("missed", "rejected", "blocked", "voicemail")
_EVENT_KINDS = (("voice", "call"), ("sms", "message"), ("mms", "message"), ("app", "message"), ("data", "data"))


class Meaning(NamedTuple):
    """One row's type: words of `EVENT_KINDS`, of `direction` and `service`, and who began it.

    `side` is `out` when the subject began it, `in` when the other end did, null when nothing tells.
    """

    event_kind: str
    service: str | None
    direction: str
    side: str | None
    status: str | None
    issue: str | None


class Meanings(NamedTuple):
    """The columns of `Meaning`, row by row."""

    event_kind: pa.Array
    service: pa.Array
    direction: pa.Array
    side: pa.Array
    status: pa.Array


def read(rows: Rows, issues: Issues) -> Meanings:
    """Read type, direction and service of every row; each distinct combination once."""
    encoded = [rows.encoded(field) for field in FIELDS]
    words = [[*e.dictionary.to_pylist(), None] for e in encoded]
    code = np.zeros(rows.size, np.int64)
    for e, known in zip(encoded, words, strict=True):
        code = code * len(known) + pc.fill_null(e.indices, len(known) - 1).to_numpy().astype(np.int64)
    combined = pa.array(code).dictionary_encode()
    default = (rows.meta("service") or "").lower() or None
    memo = rows.memo("call_type")
    meanings = []
    for value in combined.dictionary.to_pylist():
        cells: list[str | None] = []
        for known in reversed(words):
            value, index = divmod(value, len(known))
            cells.insert(0, known[index])
        key = tuple(cells)
        if key not in memo:
            memo[key] = mean(dict(zip(FIELDS, cells, strict=True)), rows.context.values, default)
        meanings.append(memo[key])
    *columns, reasons = [c.take(combined.indices) for c in transposed(meanings, [TEXT] * len(Meaning._fields))]
    issues.add("type", reasons)
    return Meanings(*columns)


def mean(cells: dict[str, str | None], values: dict[str, dict[str, str]], default_service: str | None) -> Meaning:
    """Decide what one combination of cells means.

    Args:
        cells: Text by field of `FIELDS`.
        values: The profile's translations: field -> raw text -> words.
        default_service: Service of a sheet that holds one kind only, null when mixed.
    """
    found: dict[str, tuple[str, ...]] = {}
    unknown = []
    for field, text in cells.items():
        words = _words(_translated(text, values.get(field, {}))) if text is not None else ()
        if words is None:
            unknown.append(f"unknown word {text!r}" if field == "type" else f"unknown word {text!r} in {field}")
        found[field] = words or ()
    everything = [w for field in FIELDS for w in found[field]]
    if default_service and not any(w in _SERVICES for w in everything):
        everything.append(default_service)
    service = next((s for s in _SERVICES[:1] if s in everything), None) or next(
        (w for w in everything if w in _SERVICES), None
    )
    event_kind = next((kind for word, kind in _EVENT_KINDS if word in everything), "call")
    side = next((w for f in ("direction", "type", "service") for w in found[f] if w in ("in", "out")), None)
    direction, side, status = _direction(everything, side)
    return Meaning(event_kind, service, direction, side, status, ", ".join(unknown) or None)


def _direction(words: list[str], side: str | None) -> tuple[str, str | None, str | None]:
    """Return direction, side and status; a call missed by the other end stays `out` with status `missed`."""
    outcome = next((w for w in words if w in _OUTCOMES), None)
    if "unsent" in words:
        return "unknown", "out", "not sent"
    if "forward" in words:
        return "forward", "in", outcome
    if outcome is None:
        return side or "unknown", side, None
    return ("out", side, outcome) if side == "out" else (outcome, "in", outcome)


def _translated(text: str, translations: dict[str, str]) -> str:
    if text in translations:
        return translations[text]
    folded = {raw.strip().casefold(): word for raw, word in translations.items()}
    return folded.get(text.strip().casefold(), text)


def _words(text: str) -> tuple[str, ...] | None:
    """Return the meaning words of a text, empty when it says nothing of the kind, null when it is unknown."""
    tokens = _tokens()
    whole = tokens.get(_fold(text))
    if whole is not None:
        return whole
    pieces = [tokens.get(_fold(p)) for p in re.findall(r"[A-Za-z0-9]+", text)]
    if not pieces or any(p is None for p in pieces):
        return None
    return tuple(word for p in pieces if p for word in p)


def _fold(text: str) -> str:
    return re.sub(r"[^A-Z0-9]", "", text.upper())


@cache
def _tokens() -> dict[str, tuple[str, ...]]:
    data = tomllib.loads((files("clew.normalise") / "data" / "call_types.toml").read_text("utf-8"))
    tokens: dict[str, tuple[str, ...]] = dict.fromkeys(data["unsaid"]["tokens"], ())
    for meaning, known in data["meaning"].items():
        tokens.update({_fold(meaning): tuple(meaning.split()), **{token: tuple(meaning.split()) for token in known}})
    return tokens
