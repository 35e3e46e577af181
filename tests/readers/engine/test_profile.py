"""Every shipped profile is sound, is recognised by its own titles, and never ties with another."""

from __future__ import annotations

from pathlib import Path

import pytest

from clew.errors import InputError
from clew.model.records import EVIDENCE_TYPES
from clew.plugins import discover
from clew.readers.engine import mapping, profile
from clew.readers.engine.profile import Profile, built_in

PROFILES = sorted(built_in())
WITH_TITLES = [name for name in PROFILES if not built_in()[name].positions]


def _own_titles(name: str) -> list[str]:
    """One title for each canonical field the profile itself names, and its fingerprint."""
    data = profile.profile_data(name)
    titles = [entry.split("|")[0] for entry in data.get("detect", [])]
    for canonical, aliases in data["columns"].items():
        if not any(built_in()[name].aliases.get(title) == canonical for title in titles):
            titles.append(next((a for a in aliases if a not in titles), aliases[0]))
    if "patterns" in data:
        titles += {"neo4j-nodes": ["personId:ID(Person)", ":LABEL"]}.get(name, [":START_ID", ":END_ID", ":TYPE"])
    for group in built_in()[name].require:
        fields = {built_in()[name].aliases.get(title) for title in titles}
        if not group & fields and "patterns" not in data:
            titles.append(next(t for t, canonical in built_in()[name].aliases.items() if canonical in group))
    return titles


@pytest.mark.parametrize("name", PROFILES)
def test_profile_is_sound(name: str) -> None:
    found = built_in()[name]
    assert found.name == name
    assert found.title
    assert found.evidence_type in EVIDENCE_TYPES
    assert found.day_order in ("", "dmy", "mdy")
    fields = set(found.aliases.values()) | {p.field for p in found.positions if p.field} | set(found.patterns)
    for group in found.require:
        assert group <= fields, f"required fields that no title leads to: {group - fields}"


@pytest.mark.parametrize("name", PROFILES)
def test_profile_names_fields_its_normaliser_knows(name: str) -> None:
    found = built_in()[name]
    normalisers = discover("clew.normalise", "NORMALISER")
    fields = set(found.aliases.values()) | {p.field for p in found.positions if p.field} | set(found.patterns)
    assert fields <= set(normalisers[found.normaliser].fields)


@pytest.mark.parametrize("name", WITH_TITLES)
def test_profile_is_chosen_for_its_own_titles(name: str) -> None:
    titles = _own_titles(name)
    chosen = mapping.choose(built_in(), titles, "here")
    assert chosen is not None
    assert chosen[0].name == name


def test_two_layouts_that_fit_alike_are_an_error_naming_both() -> None:
    one = Profile("one", "One", "people", "report", {"name": "full_name"})
    two = Profile("two", "Two", "calls", "billing", {"name": "contact_name"})
    with pytest.raises(InputError, match="one and two") as caught:
        mapping.choose({"one": one, "two": two}, ["Name"], "x.csv")
    assert "--as one" in caught.value.hint


def test_a_damaged_saved_profile_names_its_file(tmp_path: Path) -> None:
    (tmp_path / "mine.toml").write_text("name = ")
    with pytest.raises(InputError) as caught:
        profile.load(tmp_path)
    assert "mine.toml" in caught.value.where
