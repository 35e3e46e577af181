"""Backups of Android telephones (`.ab`): the messages in them, damage, and the lock."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from clew.errors import InputError
from clew.plugins import discover
from clew.readers.reader import ReadOptions, Source
from clew.readers.recognise import choose
from clew.synth.devices.android_backup import write
from clew.synth.devices.telephone import invented_telephone

TELEPHONE = invented_telephone()


@pytest.mark.parametrize("compressed", [True, False])
def test_messages_of_a_backup(read_one, tmp_path, compressed):
    write(TELEPHONE, tmp_path / "phone.ab", compressed=compressed)
    part = read_one(tmp_path / "phone.ab")
    texts = [m for m in TELEPHONE.messages if m.service == "sms"]
    sms = [row for row in part.rows if row["service"] == "sms"]
    assert [(r["other"], r["start"], r["text"]) for r in sms] == [
        (m.number, str(m.start_utc * 1000), m.text) for m in texts
    ]
    assert [r["type"] for r in sms] == ["2" if m.outgoing else "1" for m in texts]
    assert sms[0]["row_ref"] == "000000_sms_backup message 1"
    assert part.part.tally.warnings == ["1 other files of the backup were not looked at"]


def test_a_multimedia_message_to_two_reaches_nobody_in_particular(new_case, tmp_path):
    write(TELEPHONE, tmp_path / "phone.ab")
    (result,) = new_case().load([tmp_path / "phone.ab"], legal_basis="seizure", timezone="UTC")
    assert result.exhibit is not None
    assert result.exhibit.kept == sum(m.service == "sms" for m in TELEPHONE.messages) + 1


def test_a_backup_that_breaks_off_gives_what_stood_before(read_one, tmp_path):
    write(TELEPHONE, tmp_path / "phone.ab", compressed=False)
    data = (tmp_path / "phone.ab").read_bytes()
    part = read_one(data[: data.index(b"000000_mms_backup") + 40], "cut.ab")
    assert len(part.rows) == sum(m.service == "sms" for m in TELEPHONE.messages)
    assert "breaks off" in part.part.tally.warnings[0]


def test_an_encrypted_backup_is_refused_with_a_word_why(tmp_path):
    path = tmp_path / "phone.ab"
    path.write_bytes(b"ANDROID BACKUP\n5\n1\nAES-256\n" + bytes(range(256)))
    with pytest.raises(InputError, match="encrypted with its user's password"):
        choose(Source(path))
    with pytest.raises(InputError, match="encrypted with its user's password"):
        list(choose(Source(path), "android-backup").read(Source(path), ReadOptions()))


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    changes=st.lists(st.tuples(st.floats(0, 1), st.integers(0, 255)), min_size=1, max_size=12), compressed=st.booleans()
)
def test_damaged_backups_give_an_error_or_what_is_readable(tmp_path: Path, changes, compressed) -> None:
    path = tmp_path / "phone.ab"
    write(TELEPHONE, path, compressed=compressed)
    data = bytearray(path.read_bytes())
    for place, byte in changes:
        data[int(place * (len(data) - 1))] = byte
    path.write_bytes(data)
    try:
        for part in discover("clew.readers", "READER")["android-backup"].read(Source(path), ReadOptions()):
            rows = sum(batch.num_rows for batch in part.batches)
            assert part.tally.read == rows + len(part.tally.set_aside)
    except InputError:
        pass  # the whole file is unusable, and the error says so
