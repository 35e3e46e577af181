"""Protected people leave no output by name; sealed things leave no output at all."""

from __future__ import annotations

from pathlib import Path

import pytest

from clew.case import Case
from clew.errors import PolicyError
from clew.governance.redact import printable

NAMES = ("other", "eve", "third")


def person(case: Case, name: str) -> str:
    return case.entity(name)


def test_a_child_and_a_victim_are_shown_by_stable_pseudonym(small_case: Case) -> None:
    redactor = small_case.redactor()
    for name in ("Eve Other", "Sam Third"):
        shown = redactor.shown(person(small_case, name))
        assert shown.protected
        assert shown.name.startswith("Protected person ")
        assert shown.name == small_case.redactor().shown(person(small_case, name)).name


def test_an_adult_and_a_person_of_unknown_age_keep_their_names(small_case: Case) -> None:
    assert small_case.redactor().name(person(small_case, "Adam Sample")) == "Adam Sample"


def test_the_own_phone_of_a_child_is_masked_with_the_child(small_case: Case) -> None:
    redactor = small_case.redactor()
    assert "Protected person" in redactor.name(small_case.entity("07700900103"))
    assert redactor.name(small_case.entity("07700900102")) == "07700 900102"


def test_a_pseudonymised_person_can_still_be_asked_for(small_case: Case) -> None:
    found = small_case.redactor().table(small_case.find("Eve Other"))
    assert [r["entity"][:16] for r in found.rows()] == ["Protected person"]


def test_unmasking_needs_a_reason_and_is_logged(small_case: Case) -> None:
    child = person(small_case, "Eve Other")
    with pytest.raises(PolicyError):
        small_case.redactor(unmask=[child])
    shown = small_case.redactor(unmask=[child], reason="referral to children's services").shown(child)
    assert shown.name == "Eve Other"
    line = small_case.audit.lines()[-1]
    assert (line["operation"], line["objects"], line["reason"]) == (
        "unmask",
        [child],
        "referral to children's services",
    )
    assert small_case.redactor().shown(child).name != "Eve Other"


def test_no_output_file_names_a_protected_person_or_their_number(small_case: Case, tmp_path: Path) -> None:
    chart = small_case.chart()
    text = repr(chart).casefold()
    for secret in ("eve other", "other, eve", "third", "900103", "900104"):
        assert secret not in text
    assert "adam sample" in text


def test_a_sealed_address_leaves_every_view_until_it_is_lifted(small_case: Case) -> None:
    address = small_case.entity("1 Example Road")
    small_case.seal(address, "safe address")
    assert address not in {n.id for n in small_case.chart().nodes}
    assert len(small_case.find("1 Example Road")) == 0
    assert all(r["other"] != address for r in small_case.links(person(small_case, "Adam Sample")).rows())
    small_case.seal(address, "no longer needed", lift=True)
    assert len(small_case.find("1 Example Road")) == 1


def test_sealing_needs_a_reason(small_case: Case) -> None:
    with pytest.raises(PolicyError):
        small_case.seal(small_case.entity("Adam Sample"), " ")


def test_raw_text_is_masked_unless_asked_for_with_a_reason(small_case: Case) -> None:
    aside = small_case.set_aside()
    assert small_case.redactor().table(aside).rows()[0]["raw"].startswith("[masked")
    with pytest.raises(PolicyError):
        small_case.redactor(show_raw=True)
    assert "07700900101" in small_case.redactor(show_raw=True, reason="check").table(aside).rows()[0]["raw"]


def test_free_text_is_searched_for_names_of_protected_people(small_case: Case) -> None:
    redactor = small_case.redactor()
    assert "Eve" not in redactor.text("met Eve Other at the shop, rang +447700900103")
    assert "900103" not in redactor.text("met Eve Other at the shop, rang +447700900103")


def test_rows_that_may_not_be_released_are_in_no_chart(new_case, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    path = tmp_path / "people.csv"
    path.write_text(
        "Surname,Forename,DOB,Mobile,Handling\nOpen,Ann,14/05/1990,07700900110,P\nClosed,Bob,14/05/1991,07700900111,A1\n",
        encoding="utf-8",
    )
    case = new_case("handling")
    case.load([path], legal_basis="intelligence")
    labels = {n.label for n in case.chart().nodes}
    assert "Ann Open" in labels
    assert "Bob Closed" not in labels
    assert len(case.find("Bob Closed")) == 1


def test_a_name_cannot_command_a_terminal() -> None:
    assert "\x1b" not in printable("\x1b]0;owned\x07name\u202e")


def test_measures_never_list_a_protected_person(small_case: Case) -> None:
    table = small_case.measure(small_case.network("people"), "degree")
    listed = set(table.data["id"].to_pylist())
    assert person(small_case, "Adam Sample") in listed
    assert person(small_case, "Eve Other") not in listed
    assert small_case.entity("07700900103") not in listed


def test_a_caseworker_is_shown_by_role_alone_where_an_output_leaves_the_case(small_case: Case, tmp_path: Path) -> None:
    register = tmp_path / "role_register.csv"
    register.write_text(
        "Subject,Role,Evidence\n07700900102,caseworker,register of the advice centre\n", encoding="utf-8"
    )
    (result,) = small_case.load([register], legal_basis="intelligence")
    assert result.error is None
    assert result.exhibit is not None
    number = small_case.entity("07700900102")
    assert small_case.redactor().name(number) == "07700 900102"
    assert "900102" not in small_case.redactor(released=True).name(number)
    assert "900102" not in repr(small_case.chart())


def test_a_bare_name_in_a_link_list_does_not_give_a_child_away(small_case: Case, tmp_path: Path) -> None:
    path = tmp_path / "links.csv"
    path.write_text(
        "source,source_type,target,target_type,link_type\nEve Other,person,07700900105,phone,USES\n", encoding="utf-8"
    )
    (result,) = small_case.load([path], legal_basis="intelligence")
    assert result.error is None
    assert "eve other" not in repr(small_case.chart()).casefold()
