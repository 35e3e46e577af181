"""An invented telephone as the databases of an iPhone, and as an iTunes backup."""

from __future__ import annotations

import plistlib
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from clew.synth.devices.ios_calls import write_calls
from clew.synth.devices.ios_contacts import write_contacts
from clew.synth.devices.ios_messages import write_messages
from clew.synth.devices.ios_whatsapp import write_whatsapp
from clew.synth.devices.telephone import FIRST_UTC, Telephone

#: File of an iPhone -> its name in an iTunes backup: SHA-1 of `domain-path`.
BACKUP_NAMES = {
    "sms.db": "3d0d7e5fb2ce288813306e4d4636395e047a3d28",
    "CallHistory.storedata": "5a4935c78a5255723f707230a451d79c540d2741",
    "AddressBook.sqlitedb": "31bb7ba8914766d4ba40d6dfb6113c8b614be442",
    "ChatStorage.sqlite": "7c7fba66680ef796b916b067077cc246adacf01d",
}


@dataclass(frozen=True, slots=True)
class Quirks:
    """What differs between iPhones: times in seconds, numbers as BLOBs, tapbacks, everything still in the log."""

    seconds: bool = False
    blob_addresses: bool = False
    tapbacks: bool = False
    wal_only: bool = False


def write(telephone: Telephone, folder: Path, quirks: Quirks | None = None) -> list[Path]:
    """Write all that an iPhone's databases can carry of a telephone into a folder.

    The same telephone gives the same bytes, but for `wal_only`. What they cannot carry: deleted contacts, the
    difference between a rejected and a missed call, positions.

    Returns:
        The databases: messages, calls, contacts, WhatsApp.
    """
    quirks = quirks or Quirks()
    folder.mkdir(parents=True, exist_ok=True)
    paths = [folder / name for name in BACKUP_NAMES]
    messages, calls, contacts, chats = paths
    write_messages(telephone, messages, seconds=quirks.seconds, tapbacks=quirks.tapbacks, wal_only=quirks.wal_only)
    write_calls(telephone, calls, blob_addresses=quirks.blob_addresses, wal_only=quirks.wal_only)
    write_contacts(telephone, contacts, wal_only=quirks.wal_only)
    write_whatsapp(telephone, chats, wal_only=quirks.wal_only)
    return paths


def write_backup(telephone: Telephone, folder: Path) -> list[Path]:
    """Write a telephone as an unencrypted iTunes backup: hashed names in folders of two digits, and `Info.plist`."""
    moved = []
    for path in write(telephone, folder):
        name = BACKUP_NAMES[path.name]
        place = folder / name[:2] / name
        place.parent.mkdir(exist_ok=True)
        moved.append(path.replace(place))
    return [*moved, write_backup_info(telephone, folder / "Info.plist")]


def write_backup_info(telephone: Telephone, path: Path, *, binary: bool = False) -> Path:
    """Write the `Info.plist` of a backup of a telephone, made two days after its last record."""
    starts = [call.start_utc for call in telephone.calls] + [message.start_utc for message in telephone.messages]
    last = max(starts, default=FIRST_UTC)
    facts = {
        "Build Version": "22A000", "Device Name": "Z phone", "Display Name": "Z phone", "GUID": "00" * 16,
        "ICCID": telephone.iccid, "IMEI": telephone.imei, "Installed Applications": ["net.whatsapp.WhatsApp"],
        "Last Backup Date": datetime.fromtimestamp(last + 2 * 86_400, UTC).replace(tzinfo=None),
        "Phone Number": telephone.number, "Product Type": telephone.model, "Product Version": "18.0",
        "Serial Number": "Z00000000017", "Target Identifier": "00000000-0000000000000017",
        "Unique Identifier": "00000000-0000000000000017", "iTunes Version": "12.13",
    }  # fmt: skip
    path.write_bytes(plistlib.dumps(facts, fmt=plistlib.FMT_BINARY if binary else plistlib.FMT_XML))
    return path
