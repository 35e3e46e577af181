"""The text messages of an invented telephone as an Android backup (`.ab`) without a password."""

from __future__ import annotations

import io
import json
import tarfile
import zlib
from pathlib import Path

from clew.synth.devices.telephone import Telephone

_FOLDER = "apps/com.android.providers.telephony/d_f"


def write(telephone: Telephone, path: Path, *, compressed: bool = True) -> None:
    """Write the backup: texts in one member, one multimedia message to two people in another, a file of another app."""
    texts = [
        {"address": m.number, "body": m.text, "date": str(m.start_utc * 1000), "date_sent": "0", "status": "-1",
         "type": "2" if m.outgoing else "1", "recipients": [m.number], "read": "1"}
        for m in telephone.messages if m.service == "sms"
    ]  # fmt: skip
    one, two = (contact.number for contact in telephone.contacts[:2])
    to = [{"type": "151", "address": number, "charset": "106"} for number in (one, two)]
    mms = [
        {"date": str(telephone.messages[0].start_utc), "msg_box": "2", "mms_body": "to both", "m_type": "128",
         "mms_addresses": [{"type": "137", "address": "insert-address-token", "charset": "106"}, *to]}
    ]  # fmt: skip
    members = {
        f"{_FOLDER}/000000_sms_backup": zlib.compress(json.dumps(texts).encode()),
        f"{_FOLDER}/000000_mms_backup": zlib.compress(json.dumps(mms).encode()),
        "apps/com.example/f/notes.txt": b"not looked at",
    }
    tar = io.BytesIO()
    with tarfile.open(fileobj=tar, mode="w", format=tarfile.USTAR_FORMAT) as archive:
        for name, data in members.items():
            info = tarfile.TarInfo(name)
            info.size = len(data)
            archive.addfile(info, io.BytesIO(data))
    body = zlib.compress(tar.getvalue()) if compressed else tar.getvalue()
    path.write_bytes(b"ANDROID BACKUP\n5\n%d\nnone\n" % compressed + body)
