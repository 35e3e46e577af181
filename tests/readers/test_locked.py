"""Backups and databases only a key opens are registered with a sentence, never tried."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from clew.readers.reader import Source
from clew.readers.recognise import UnrecognisedError, choose

RANDOM = bytes(range(7, 256)) * 8


@pytest.mark.parametrize(
    ("name", "data", "what", "ask"),
    [
        ("msgstore.db.crypt15", RANDOM, "backup of WhatsApp", "msgstore.db itself"),
        ("msgstore-2026-03-02.1.db.crypt14", RANDOM, "backup of WhatsApp", "msgstore.db itself"),
        ("signal.db", RANDOM, "database of Signal", "decrypted extraction"),
        ("signal-2026-03-02-10-00-00.backup", RANDOM, "backup of Signal", "passphrase"),
        ("phone.ab", b"ANDROID BACKUP\n5\n1\nAES-256\n" + RANDOM, "Android telephone, encrypted", "password"),
        ("Manifest.db", RANDOM, "encrypted backup of an iPhone", "decrypted"),
    ],
)
def test_locked_files_say_what_to_ask_for(tmp_path: Path, name: str, data: bytes, what: str, ask: str) -> None:
    (tmp_path / name).write_bytes(data)
    with pytest.raises(UnrecognisedError) as raised:
        choose(Source(tmp_path / name))
    assert what in raised.value.what
    assert "nothing of it is read" in raised.value.what
    assert ask in raised.value.hint


def test_a_locked_backup_is_registered_with_its_hash(new_case, tmp_path: Path) -> None:
    (tmp_path / "msgstore.db.crypt15").write_bytes(RANDOM)
    (result,) = new_case().load([tmp_path / "msgstore.db.crypt15"], legal_basis="seizure", timezone="UTC")
    assert isinstance(result.error, UnrecognisedError)
    assert result.exhibit is not None
    assert result.exhibit.read == 0
    assert "only a key" in result.exhibit.warnings[0]


def test_a_locked_backup_inside_a_telephone_is_told(new_case, tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "dump.zip", "w") as archive:
        archive.writestr("data/media/0/WhatsApp/Databases/msgstore.db.crypt15", RANDOM)
        archive.writestr("data/data/com.whatsapp/shared_prefs/com.whatsapp_preferences_light.xml",
                         '<map><string name="cc">44</string><string name="ph">7700900477</string></map>')  # fmt: skip
        archive.writestr("data/data/com.example/databases/other.db", b"x")
    (result,) = new_case().load([tmp_path / "dump.zip"], legal_basis="seizure", timezone="UTC")
    assert result.exhibit is not None
    assert result.exhibit.kept == 1
    assert any("crypt15 was not read: a backup of WhatsApp" in warning for warning in result.exhibit.warnings)
