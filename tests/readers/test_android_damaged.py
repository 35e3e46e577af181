"""Damaged databases of Android telephones: a clear error or fewer rows with a warning, never a crash."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from clew.errors import InputError
from clew.plugins import discover
from clew.readers.reader import ReadOptions, Source
from clew.synth.devices.android import write
from clew.synth.devices.leapp import write_lava
from clew.synth.devices.telephone import invented_telephone

READERS = {
    "calllog.db": "android-calls",
    "contacts2.db": "android-contacts",
    "mmssms.db": "android-messages",
    "telephony.db": "android-sims",
    "msgstore.db": "whatsapp-android",
    "wa.db": "whatsapp-android-contacts",
    "com.whatsapp_preferences_light.xml": "whatsapp-android-account",
    "_lava_artifacts.db": "leapp-lava",
}
CHANGES = st.lists(st.tuples(st.floats(0, 1), st.integers(0, 255)), min_size=1, max_size=24)


@pytest.fixture(scope="module")
def phone(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("phone")
    telephone = invented_telephone(calls=12, messages=30)
    write(telephone, folder, msgstore="both")
    write_lava(telephone, folder)
    return folder


@pytest.mark.parametrize("name", READERS)
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(changes=CHANGES, kept=st.floats(0.2, 1))
def test_damaged_files_give_an_error_or_what_is_readable(phone: Path, name: str, changes, kept: float) -> None:
    whole = (phone / name).read_bytes()
    data = bytearray(whole[: int(len(whole) * kept)])
    for place, byte in changes:
        data[int(place * (len(data) - 1))] = byte
    path = phone / "damaged" / name
    path.parent.mkdir(exist_ok=True)
    (path.parent / "_lava_data.lava").write_bytes((phone / "_lava_data.lava").read_bytes())
    path.write_bytes(data)
    reader = discover("clew.readers", "READER")[READERS[name]]
    try:
        for part in reader.read(Source(path), ReadOptions()):
            rows = sum(batch.num_rows for batch in part.batches)
            assert part.tally.read == rows + len(part.tally.set_aside)
    except InputError:
        pass  # the whole file is unusable, and the error says so
