"""Telephones in folders of one name: the second suspect's `phone` is not the first one's."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from clew.case import Case
from clew.casework.exhibits import exhibits_table
from clew.casework.loading import FileResult
from clew.synth.devices.android import write_file_system
from clew.synth.devices.telephone import invented_telephone


@pytest.fixture(scope="module")
def phones(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """Two people's telephones, each in a folder called `phone`."""
    folder = tmp_path_factory.mktemp("phones")
    for seed in (1, 2):
        write_file_system(invented_telephone(seed, calls=8, messages=20), folder / f"KD-0{seed}" / "phone")
    # Every invented telephone has the same account; a file that is the same byte for byte is one exhibit.
    next((folder / "KD-02").rglob("com.whatsapp_preferences_light.xml")).unlink()
    return folder / "KD-01" / "phone", folder / "KD-02" / "phone"


def load(case: Case, *paths: Path, **stated: str) -> list[FileResult]:
    results = case.load(paths, legal_basis="seizure", timezone="UTC", **stated)
    assert [r.error for r in results] == [None] * len(results)
    return results


def devices(results: list[FileResult]) -> set[str]:
    return {r.exhibit.device for r in results if r.exhibit}


def notes(results: list[FileResult]) -> str:
    return "\n".join(note for r in results for note in r.notes)


def test_the_second_telephone_of_a_name_is_another(new_case, phones):
    case = new_case()
    assert devices(load(case, phones[0])) == {"phone"}
    second = load(case, phones[1])
    assert devices(second) == {"phone 2"}
    assert "for another is named 'phone'; if they are one, load it again with --device 'phone'" in notes(second)
    assert "'phone 2'" not in notes(load(case, phones[0]))


def test_two_telephones_of_a_name_in_one_load_are_two(new_case, phones):
    case = new_case()
    assert devices(load(case, *phones)) == {"phone", "phone 2"}
    assert [r.is_new for r in load(case, *phones)] == [False] * len(case.exhibits())


def test_loading_a_telephone_again_adds_nothing(new_case, phones):
    case = new_case()
    for phone in phones:
        load(case, phone)
    for phone, name in zip(phones, ("phone", "phone 2"), strict=True):
        again = load(case, phone)
        assert devices(again) == {name}
        assert not any(r.is_new for r in again)


def test_the_rest_of_a_telephone_joins_what_is_loaded_of_it(new_case, phones, tmp_path):
    case = new_case()
    part = tmp_path / "phone"
    shutil.copytree(phones[0], part)
    (last,) = part.rglob("msgstore.db")
    shutil.move(last, tmp_path / "aside.db")
    load(case, part)
    shutil.move(tmp_path / "aside.db", last)
    results = load(case, part)
    assert devices(results) == {"phone"}
    assert [r.path.name for r in results if r.is_new] == ["msgstore.db"]


def test_telephones_of_one_name_with_no_file_alike_are_two(new_case, phones, tmp_path):
    case = new_case()
    only = Path("data/data/com.android.providers.contacts/databases/calllog.db")
    (call_log,) = phones[0].rglob("calllog.db")
    (tmp_path / "phone" / only).parent.mkdir(parents=True)
    shutil.copy(call_log, tmp_path / "phone" / only)
    others = tmp_path / "b" / "phone"
    shutil.copytree(phones[1], others)
    next(others.rglob("calllog.db")).unlink()
    assert devices(load(case, tmp_path / "phone")) == {"phone"}
    assert devices(load(case, others)) == {"phone 2"}


def test_the_list_of_exhibits_names_the_telephones(new_case, phones):
    case = new_case()
    load(case, *phones)
    listed = exhibits_table(case.exhibits()).data
    assert set(zip(listed["path"].to_pylist(), listed["device"].to_pylist(), strict=True)) == {
        (e.path, "phone" if "KD-01" in e.path else "phone 2") for e in case.exhibits()
    }


def test_a_stated_device_joins_what_folders_keep_apart(new_case, phones):
    case = new_case()
    load(case, phones[0])
    load(case, phones[1])
    assert devices(load(case, phones[1], device="phone")) == {"phone"}
    assert {e.device for e in case.exhibits()} == {"phone"}
