"""What a case says of itself in `case.toml`, and the secret key beside it."""

from __future__ import annotations

import json
import os
import secrets
import tomllib
from dataclasses import dataclass, fields
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from clew.durable import write_text
from clew.errors import StoreError, UsageError

CASE_FILE = "case.toml"
KEY_FILE = "key"


@dataclass(frozen=True, slots=True)
class CaseSettings:
    """Settings of one case. `timezone` is an IANA name, `region` an ISO country, `day_order` dmy or mdy."""

    name: str
    owner: str
    case_id: str
    created_utc: str
    timezone: str = "Europe/London"
    region: str = "GB"
    day_order: str = "dmy"
    marking: str = "OFFICIAL-SENSITIVE"
    graph: str = ""


def new_settings(name: str, owner: str, **given: str) -> CaseSettings:
    """Return settings for a new case.

    Raises:
        UsageError: an empty owner or an unknown time zone, day order or setting.
    """
    if not owner.strip():
        raise UsageError("a case needs an owner", hint='say who answers for it: --owner "DS Example"')
    settings = CaseSettings(
        name=name,
        owner=owner,
        case_id=secrets.token_hex(4),
        created_utc=datetime.now(UTC).isoformat(timespec="seconds"),
        **given,
    )
    check_timezone(settings.timezone)
    if settings.day_order not in ("dmy", "mdy"):
        raise UsageError(f"unknown day order {settings.day_order!r}", hint="use dmy or mdy")
    return settings


def check_timezone(name: str) -> None:
    """Refuse a name that is no IANA time zone.

    Raises:
        UsageError: with examples of good names.
    """
    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:
        raise UsageError(f"unknown time zone {name!r}", hint="use a name such as Europe/London or UTC") from error


def write_settings(folder: Path, settings: CaseSettings) -> None:
    """Write `case.toml` and a new key of 32 random bytes that only the owner's account may read."""
    # JSON strings are TOML strings too: json.dumps escapes what must be escaped.
    lines = [f"{f.name} = {json.dumps(getattr(settings, f.name), ensure_ascii=False)}" for f in fields(settings)]
    key = folder / KEY_FILE
    write_text(key, secrets.token_hex(32) + "\n")
    if os.name != "nt":
        key.chmod(0o600)
    write_text(folder / CASE_FILE, "\n".join(lines) + "\n")


def read_settings(folder: Path) -> CaseSettings:
    """Read `case.toml`.

    Raises:
        StoreError: the folder is no case, or its file is damaged.
    """
    path = folder / CASE_FILE
    if not path.exists():
        raise StoreError("this folder is not a Clew case", where=str(folder), hint=f"clew init {folder} --owner NAME")
    try:
        stated = tomllib.loads(path.read_text(encoding="utf-8"))
        unknown = sorted(set(stated) - {f.name for f in fields(CaseSettings)})
        if unknown:
            raise StoreError(f"unknown setting {unknown[0]!r}", where=str(path), hint="remove that line")
        return CaseSettings(**{k: str(v) for k, v in stated.items()})
    except (tomllib.TOMLDecodeError, TypeError, UnicodeDecodeError) as error:
        raise StoreError(
            f"the case file is damaged: {error}", where=str(path), hint="restore it from a backup"
        ) from error


def read_key(folder: Path) -> bytes:
    """Read the case's key.

    Raises:
        StoreError: it is missing or damaged; without it ids and pseudonyms cannot be made again.
    """
    path = folder / KEY_FILE
    try:
        return bytes.fromhex(path.read_text(encoding="ascii").strip())
    except (OSError, ValueError) as error:
        raise StoreError("the case's key cannot be read", where=str(path), hint="restore it from a backup") from error
