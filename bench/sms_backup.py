"""A message backup as SMS Backup & Restore writes it: many short messages, attachments of megabytes between them."""

from __future__ import annotations

import base64
import random
import zipfile
from pathlib import Path

MEGABYTE = 1_000_000
#: Short messages between two attachments: a third of the bytes are messages, two thirds attachments.
_BETWEEN = 4_000
_FIRST_MS = 1_772_442_000_000
_PICTURE_BYTES = 1_500_000
_WORDS = (
    "on my way",
    "back",
    "home",
    "now",
    "see you",
    "later",
    "then",
    "are we",
    "still",
    "good",
    "for today",
    "thanks",
)


def write(path: Path, megabytes: int) -> int:
    """Write a backup of about this size and return how many messages are in it."""
    dice = random.Random(1)
    picture = bytearray(dice.randbytes(_PICTURE_BYTES))
    written = count = 0
    with path.open("wb") as out:
        out.write(b"<?xml version='1.0' encoding='UTF-8' standalone='yes' ?>\n<smses count=\"0\" type=\"full\">\n")
        while written < megabytes * MEGABYTE:
            short = "".join(_sms(dice, count + i) for i in range(_BETWEEN)).encode()
            picture[:8] = count.to_bytes(8, "little")
            written += out.write(short) + out.write(_mms(count + _BETWEEN, base64.b64encode(picture)))
            count += _BETWEEN + 1
        out.write(b"</smses>\n")
    return count


def zipped(path: Path) -> Path:
    """Zip a backup beside itself, as its app can, and return the archive."""
    archive = path.with_suffix(".zip")
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as out:
        out.write(path, path.name)
    return archive


def _sms(dice: random.Random, n: int) -> str:
    body = " ".join(dice.choices(_WORDS, k=12))
    emoji = " &#55357;&#56834;" if n % 50 == 0 else ""
    return (
        f'  <sms protocol="0" address="+44770090{n % 1000:04d}" date="{_FIRST_MS + n * 30_000}" type="{1 + n % 2}"'
        f' subject="null" body="{body}{emoji}" service_center="null" read="1" status="-1" date_sent="0"'
        f' readable_date="2 Mar 2026" contact_name="(Unknown)" />\n'
    )


def _mms(n: int, data: bytes) -> bytes:
    head = (
        f'  <mms date="{_FIRST_MS + n * 30_000}" msg_box="1" address="+447700900123" m_type="132">\n    <parts>'
        '<part seq="0" ct="image/jpeg" name="a.jpg" chset="null" text="null" data="'
    )
    tail = '"/></parts>\n    <addrs><addr address="+447700900123" type="137" charset="106"/></addrs>\n  </mms>\n'
    return head.encode() + data + tail.encode()
