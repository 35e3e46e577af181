"""Folders that are a telephone, hold telephones or reports, or neither: what is read of them, and what is said."""

from __future__ import annotations

from pathlib import Path

import pytest

from clew.errors import InputError
from clew.ledger.evidence import evidence_files
from clew.synth.devices.android import write_file_system
from clew.synth.devices.telephone import invented_telephone


def placed(folder: Path, *names: str) -> Path:
    for name in names:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(b"x")
    return folder


CALLS = "data/data/com.android.providers.contacts/databases/calllog.db"
TEXTS = "data/user_de/0/com.android.providers.telephony/databases/mmssms.db"


def test_ordinary_folder_is_read_whole(tmp_path):
    found = list(evidence_files([placed(tmp_path, "a.csv", "sub/b.xlsx")]))
    assert [(f.path.name, f.device, f.notes) for f in found] == [("a.csv", "", ()), ("b.xlsx", "", ())]


def test_only_known_databases_of_a_telephone_are_read_and_the_rest_is_told(tmp_path):
    root = placed(tmp_path / "KD-07", CALLS, f"{CALLS}-wal", TEXTS, "data/media/0/a.jpg", "system/build.prop")
    found = list(evidence_files([root]))
    assert [f.path.name for f in found] == ["calllog.db", "mmssms.db"]
    assert {f.device for f in found} == {"KD-07"}
    assert found[0].notes[0].startswith("2 other files of the telephone were not looked at: ")
    assert found[1].notes == ()


def test_two_telephones_and_a_list_in_one_folder_stay_apart(tmp_path):
    folder = placed(tmp_path, f"one/{CALLS}", f"two/{CALLS}", "subscribers.csv")
    assert {(f.path.name, f.device) for f in evidence_files([folder])} == {
        ("calllog.db", "one"), ("calllog.db", "two"), ("subscribers.csv", ""),
    }  # fmt: skip


def test_telephones_in_folders_of_one_name_are_told_apart_by_their_paths(tmp_path):
    folder = placed(tmp_path, f"A/dump/{CALLS}", f"B/dump/{CALLS}")
    assert {f.device for f in evidence_files([folder])} == {"A/dump", "B/dump"}


def test_backup_of_an_iphone_has_hashed_names_in_folders(tmp_path):
    sms = "3d0d7e5fb2ce288813306e4d4636395e047a3d28"
    folder = placed(tmp_path / "iphone", f"3d/{sms}", "ab/abcdef", "Info.plist", "Manifest.db", "Status.plist")
    found = list(evidence_files([folder]))
    assert {f.path.name for f in found} == {sms, "Info.plist"}
    assert {f.device for f in found} == {"iphone"}


def test_hashed_names_alone_are_a_telephone_too(tmp_path):
    sms = "3d0d7e5fb2ce288813306e4d4636395e047a3d28"
    found = list(evidence_files([placed(tmp_path / "iphone", f"3d/{sms}", "ab/abcdef")]))
    assert [(f.path.name, f.device) for f in found] == [(sms, "iphone")]


def test_telephone_without_a_known_database_is_an_error_that_says_so(tmp_path):
    with pytest.raises(InputError, match="none of the databases"):
        list(evidence_files([placed(tmp_path, "data/data/com.example/databases/other.db")]))


def test_exports_beside_a_lava_database_are_left_out(tmp_path):
    report = [
        "_lava_artifacts.db", "_lava_data.lava", "_TSV Exports/Call logs .tsv", "_HTML/a.html", "_Timeline/tl.db",
        "index.html",
    ]  # fmt: skip
    found = list(evidence_files([placed(tmp_path, *(f"report/{name}" for name in report), "other.csv")]))
    assert [f.path.name for f in found] == ["other.csv", "_lava_artifacts.db"]
    assert found[0].notes == () or found[1].notes == ()
    notes = found[0].notes + found[1].notes
    assert notes == ("5 files of the report report/ not read: its LAVA database says the same",)


def test_without_a_lava_database_the_tsv_files_are_read(tmp_path):
    folder = placed(tmp_path, "_TSV Exports/Wi-Fi.tsv", "_TSV Exports/wa.tsv", "_HTML/a.html")
    (folder / "_TSV Exports/wa.tsv").write_text("\ufeffName\tJID\tNumber\n", encoding="utf-8")
    found = list(evidence_files([folder]))
    assert [(f.path.name, f.is_report) for f in found] == [("wa.tsv", True)]
    assert found[0].notes == (
        "1 files of the report ./ not read: its TSV files say the same",
        "1 TSV files of artifacts Clew does not read left out: Wi-Fi",
    )


def test_file_system_of_a_telephone_is_one_device_in_the_ledger(new_case, tmp_path):
    write_file_system(invented_telephone(), tmp_path / "KD-07", wal=True)
    results = new_case().load([tmp_path / "KD-07"], legal_basis="seizure", timezone="UTC")
    assert [r.error for r in results] == [None] * 7
    assert {r.exhibit.device for r in results if r.exhibit} == {"KD-07"}
    assert results[0].notes[0] == "4 other files of the telephone were not looked at: 2 .jpg, 1 .apk, 1 .list"
    assert sum(len(r.notes) for r in results) == 2


def test_stated_device_goes_before_the_name_of_the_folder(new_case, tmp_path):
    write_file_system(invented_telephone(), tmp_path / "dump")
    results = new_case().load([tmp_path / "dump"], legal_basis="seizure", timezone="UTC", device="KD/07")
    assert {r.exhibit.device for r in results if r.exhibit} == {"KD/07"}
    assert not any("read as one telephone" in note for r in results for note in r.notes)


def test_facts_stated_in_the_folder_of_a_telephone_hold_for_its_databases(new_case, tmp_path):
    write_file_system(invented_telephone(), tmp_path / "dump")
    facts = '[default]\nlegal_basis = "seizure"\ntimezone = "UTC"\nreference = "KD/07"\n'
    (tmp_path / "dump" / "exhibits.toml").write_text(facts, encoding="utf-8")
    results = new_case().load([tmp_path / "dump"])
    assert {r.exhibit.reference for r in results if r.exhibit} == {"KD/07"}
