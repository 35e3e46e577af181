"""`Info.plist` of an iPhone backup: what it says of the telephone, in both spellings of a property list."""

from __future__ import annotations

import plistlib
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from clew.case import Case
from clew.errors import InputError
from clew.ledger.session import open_ledger
from clew.readers.reader import ReadOptions, Source
from clew.readers.recognise import choose
from clew.synth.devices.ios import write_backup, write_backup_info
from clew.synth.devices.telephone import invented_telephone

TELEPHONE = invented_telephone()


@pytest.mark.parametrize("binary", [False, True])
def test_hardware_sim_number_and_date(read_one, tmp_path: Path, binary: bool) -> None:
    found = read_one(write_backup_info(TELEPHONE, tmp_path / "Info.plist", binary=binary))
    told = {r["label"]: (r["kind"], r["value"]) for r in found.rows}
    assert told["IMEI"] == ("imei", TELEPHONE.imei)
    assert told["ICCID"] == ("iccid", TELEPHONE.iccid)
    assert told["Phone Number"] == ("phone", TELEPHONE.number)
    assert told["Product Type"] == ("model", "Z12")
    kind, date = told["Last Backup Date"]
    assert kind == "extraction_start"
    assert date.startswith("2026-03-")
    assert date.endswith("Z")
    assert found.aside == [("Installed Applications", "no statement about the telephone")]
    assert "net.whatsapp.WhatsApp" in found.part.tally.set_aside[0].raw


def test_a_list_that_begins_with_many_apps_is_recognised(tmp_path: Path) -> None:
    app = {"ApplicationSINF": b"z" * 9000, "PlaceholderIcon": b"z" * 90_000, "iTunesMetadata": b"z"}
    path = tmp_path / "Info.plist"
    path.write_bytes(plistlib.dumps({"Applications": {"org.example.app": app}, "IMEI": TELEPHONE.imei}))
    assert choose(Source(path)).name == "ios-backup-info"


def test_other_property_lists_are_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "Info.plist"
    path.write_bytes(plistlib.dumps({"CFBundleIdentifier": "org.example.app"}))
    with pytest.raises(InputError):
        choose(Source(path))


def test_a_list_in_an_encoding_nobody_knows_is_an_error_that_names_it(tmp_path: Path) -> None:
    path = write_backup_info(TELEPHONE, tmp_path / "Info.plist", binary=False)
    reader = choose(Source(path))
    path.write_bytes(path.read_bytes().replace(b'encoding="UTF-8"', b'encoding="UTF-8TF-8"'))
    with pytest.raises(InputError, match="property list"):
        list(reader.read(Source(path), ReadOptions()))


@pytest.mark.parametrize("binary", [False, True])
def test_a_list_cut_short_is_an_error_that_names_it(tmp_path: Path, binary: bool) -> None:
    path = write_backup_info(TELEPHONE, tmp_path / "Info.plist", binary=binary)
    reader = choose(Source(path))
    path.write_bytes(path.read_bytes()[:-40])
    with pytest.raises(InputError, match="property list"):
        list(reader.read(Source(path), ReadOptions()))


@pytest.mark.parametrize("zipped", [False, True])
def test_a_whole_backup_with_hashed_names(tmp_path: Path, new_case: Callable[[str], Case], zipped: bool) -> None:
    folder = tmp_path / "backup"
    files = write_backup(TELEPHONE, folder)
    evidence = folder
    if zipped:
        evidence = tmp_path / "backup.zip"
        with zipfile.ZipFile(evidence, "w") as archive:
            for file in files:
                archive.write(file, file.relative_to(folder).as_posix())
    case = new_case("case")
    results = case.load([evidence], legal_basis="seizure", timezone="UTC", device="KD/07")
    assert [r.error for r in results] == [None] * len(results)
    with open_ledger(case.folder, case.exhibits()) as session:
        counts = session.execute("SELECT event_kind, count(*) FROM event GROUP BY 1 ORDER BY 1").fetchall()
        used = session.execute(
            "SELECT DISTINCT b_kind, b FROM membership WHERE relation = 'USES' AND a = 'KD/07' OR a_kind = 'device'"
        ).fetchall()
    assert counts == [("call", len(TELEPHONE.calls)), ("message", len(TELEPHONE.messages))]
    assert ("imei", TELEPHONE.imei[:14]) in used
    assert ("phone", TELEPHONE.number) in used
