"""The benign role register: spellings, who bears a role, when."""

from __future__ import annotations

from typing import Any

import pytest

from clew.detectors import benign
from clew.plugins import discover


@pytest.mark.parametrize(
    ("word", "key"),
    [
        ("taxi", "taxi"), ("Taxi / private hire", "taxi"), ("TAXI OFFICE", "taxi"), ("Parents' group", "club"),
        ("parents group", "club"), ("GP", "surgery"), ("labour provider", "employer"), ("interpreter", "caseworker"),
        ("repair shop", "phone-shop"), ("dentist", "surgery"), ("safe house", "refuge"),
    ],
)  # fmt: skip
def test_roles_are_known_by_their_common_spellings(word: str, key: str) -> None:
    role = benign.role_named(word)
    assert role is not None
    assert role.key == key


@pytest.mark.parametrize("word", ["", None, "unheard of", "suspect"])
def test_an_unknown_word_holds_nothing_back(word: str | None) -> None:
    assert benign.role_named(word) is None


def test_every_role_imitates_a_detector_that_exists() -> None:
    known = set(discover("clew.detectors", "DETECTOR"))
    assert {d for role in benign.register().values() for d in role.imitates} <= known


def test_protected_classes_are_marked() -> None:
    protected = {role.key for role in benign.register().values() if role.protected}
    assert protected == {"caseworker", "refuge", "carer"}


@pytest.mark.parametrize("relation", ["USES", "SUBSCRIBER_OF", "OPERATES", "HOLDS_ACCOUNT", "LINKED_TO"])
def test_a_role_reaches_what_its_organisation_is_recorded_with(scene: Any, relation: str) -> None:
    firm, number = scene.entity("or-firm", "Organisation", "organisation"), scene.phone("office")
    scene.link(relation, firm, number)
    scene.role(firm, "taxi")
    found = benign.held_back_by(scene.view(), [number], "line-profile")
    assert found is not None
    assert found.role.key == "taxi"


def test_a_role_does_not_reach_those_who_merely_name_its_bearer(scene: Any) -> None:
    worker, number = scene.person("worker"), scene.phone("own")
    firm = scene.entity("or-firm", "Organisation", "organisation")
    scene.link("WORKS_FOR", worker, firm)
    scene.link("USES", worker, number)
    scene.role(firm, "employer")
    assert benign.held_back_by(scene.view(), [number], "shared-identifiers") is None


def test_a_role_holds_back_only_what_it_imitates(scene: Any) -> None:
    number = scene.phone("office")
    scene.role(number, "church")
    assert benign.held_back_by(scene.view(), [number], "bulk-texts") is not None
    assert benign.held_back_by(scene.view(), [number], "line-profile") is None


def test_a_role_that_ended_before_the_data_holds_nothing_back(scene: Any, clock: Any) -> None:
    number = scene.phone("office")
    scene.role(number, "taxi")
    scene.rows["roles"][0]["to_utc"] = clock(-10)
    assert benign.held_back_by(scene.view(), [number], "line-profile", clock(0), clock(30)) is None
    assert benign.held_back_by(scene.view(), [number], "line-profile", clock(-20), clock(30)) is not None


def test_the_reason_of_a_protected_role_says_it_is_masked_and_cites_nothing(scene: Any) -> None:
    number = scene.phone("desk")
    scene.role(number, "caseworker")
    view = scene.view()
    found = benign.held_back_by(view, [number], "shared-identifiers")
    assert found is not None
    assert "masked" in benign.reason_for(found)
    assert benign.role_evidence(view, found) == ()
