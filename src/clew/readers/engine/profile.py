"""Table profiles: TOML files that say which titles mean which canonical field.

Keys of a profile file:

    name, title        kebab-case name; one line for people
    normaliser         which normaliser types the rows
    evidence_type      one of `clew.model.records.EVIDENCE_TYPES`
    extends            name of a profile, or of a `_file` of columns, whose columns, values and meta are taken over
    detect             titles that must all be there (`a|b` = either); each makes the profile more specific
    require            canonical fields that must all be mapped (`a|b` = either)
    timezone           IANA zone when the layout fixes it;  day_order: `dmy` or `mdy` when it fixes that
    header             normalised titles of exactly one layout (saved profiles)
    [columns]          canonical field = [titles]
    [patterns]         canonical field = [regular expressions a title as it stands must match whole]
    [values.FIELD]     canonical word = [texts as they stand in the file]
    [preamble]         meta key = [regular expressions with one group, tried on each line above the header]
    [meta]             facts that hold for every file of the layout
    [[positions]]      for files without a header: field and pattern of each column, in order
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib import resources
from pathlib import Path
from typing import Any

from clew.errors import InputError
from clew.readers.engine.titles import normalise

_ALTERNATIVE = "|"


@dataclass(frozen=True, slots=True)
class Position:
    """One column of a layout without header: its canonical field (empty = kept in raw) and the pattern of its cells."""

    field: str
    pattern: re.Pattern[str]


@dataclass(frozen=True, slots=True)
class Profile:
    """One table layout. See the module's text for the keys."""

    name: str
    title: str
    normaliser: str
    evidence_type: str
    aliases: dict[str, str]  # normalised title -> canonical field
    patterns: dict[str, tuple[re.Pattern[str], ...]] = field(default_factory=dict)
    detect: tuple[frozenset[str], ...] = ()
    require: tuple[frozenset[str], ...] = ()
    timezone: str = ""
    day_order: str = ""
    header: tuple[str, ...] = ()
    values: dict[str, dict[str, str]] = field(default_factory=dict)
    preamble: dict[str, tuple[re.Pattern[str], ...]] = field(default_factory=dict)
    meta: dict[str, str] = field(default_factory=dict)
    positions: tuple[Position, ...] = ()


@cache
def built_in() -> dict[str, Profile]:
    """Return the shipped profiles by name."""
    folder = resources.files("clew.readers") / "profiles"
    raw = {}
    for entry in sorted(folder.iterdir(), key=lambda e: e.name):
        if entry.name.endswith(".toml"):
            raw[entry.name.removesuffix(".toml")] = tomllib.loads(entry.read_text(encoding="utf-8"))
    return {name: _build(data, raw) for name, data in raw.items() if not name.startswith("_")}


def load(folder: Path | None = None) -> dict[str, Profile]:
    """Return the shipped profiles and those saved in a case's folder, by name; a saved one wins over a shipped one.

    Raises:
        InputError: a saved profile is not valid TOML or lacks a key.
    """
    profiles = dict(built_in())
    if folder is not None and folder.is_dir():
        shipped = {name: profile_data(name) for name in [*profiles, "_person"]}
        for path in sorted(folder.glob("*.toml")):
            try:
                data = tomllib.loads(path.read_text(encoding="utf-8"))
                profiles[data["name"]] = _build(data, shipped)
            except (tomllib.TOMLDecodeError, UnicodeDecodeError, KeyError, re.error) as error:
                raise InputError(
                    f"the saved profile cannot be used: {error}", where=str(path), hint="mend the file or remove it"
                ) from error
    return profiles


def profile_data(name: str) -> dict[str, Any]:
    """Return a shipped profile's file as it stands."""
    text = (resources.files("clew.readers") / "profiles" / f"{name}.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)


@cache
def vocabulary() -> frozenset[str]:
    """Return every title any shipped profile knows, normalised: what makes a row look like a header."""
    return frozenset(alias for profile in built_in().values() for alias in profile.aliases)


def _build(data: Mapping[str, Any], others: Mapping[str, Mapping[str, Any]]) -> Profile:
    chain = [data]
    while chain[-1].get("extends"):
        chain.append(others[chain[-1]["extends"]])
    aliases: dict[str, str] = {}
    values: dict[str, dict[str, str]] = {}
    preamble: dict[str, tuple[re.Pattern[str], ...]] = {}
    meta: dict[str, str] = {}
    for layer in chain:  # nearest first: what a profile says itself wins over what it extends
        for canonical, titles in layer.get("columns", {}).items():
            for title in titles:
                aliases.setdefault(normalise(title), canonical)
        for name, words in layer.get("values", {}).items():
            for word, texts in words.items():
                for text in texts:
                    values.setdefault(name, {}).setdefault(text, word)
        for key, patterns in layer.get("preamble", {}).items():
            preamble.setdefault(key, tuple(re.compile(p, re.IGNORECASE) for p in patterns))
        for key, value in layer.get("meta", {}).items():
            meta.setdefault(key, value)
    return Profile(
        name=data["name"],
        title=data["title"],
        normaliser=data["normaliser"],
        evidence_type=data["evidence_type"],
        aliases=aliases,
        patterns={
            name: tuple(re.compile(p, re.IGNORECASE) for p in tried) for name, tried in data.get("patterns", {}).items()
        },
        detect=_alternatives(data.get("detect", []), normalise),
        require=_alternatives(data.get("require", next((d["require"] for d in chain if "require" in d), [])), str),
        timezone=data.get("timezone", ""),
        day_order=data.get("day_order", ""),
        header=tuple(data.get("header", [])),
        values=values,
        preamble=preamble,
        meta=meta,
        positions=tuple(Position(p.get("field", ""), re.compile(p["pattern"])) for p in data.get("positions", [])),
    )


def _alternatives(entries: list[str], form: Any) -> tuple[frozenset[str], ...]:
    return tuple(frozenset(form(word) for word in entry.split(_ALTERNATIVE)) for entry in entries)
