"""The invented telephone as SMS Backup & Restore files: its network messages and calls, as the owner exports them."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

from clew.synth.devices.telephone import Call, Message, Telephone
from clew.synth.files.sms_backup import attribute, document


def write(telephone: Telephone, folder: Path) -> tuple[Path, Path]:
    """Write `sms-….xml` and `calls-….xml`; returns their paths. App messages and app calls are not in such backups."""
    messages = [_sms(telephone, m) for m in telephone.messages if m.service == "sms"]
    calls = [_call(telephone, c) for c in telephone.calls if c.service == "voice"]
    taken = max([m.start_utc for m in telephone.messages] + [c.start_utc for c in telephone.calls]) + 3600
    stamp = datetime.fromtimestamp(taken, UTC).strftime("%Y%m%d%H%M%S")
    paths = folder / f"sms-{stamp}.xml", folder / f"calls-{stamp}.xml"
    for path, root, lines in zip(paths, ("smses", "calls"), (messages, calls), strict=True):
        path.write_text(document(root, lines, taken), encoding="utf-8", newline="")
    return paths


def _sms(telephone: Telephone, message: Message) -> str:
    body = _surrogates(attribute(message.text))
    return (
        f'  <sms protocol="0" address={attribute(message.number)} date="{message.start_utc * 1000}"'
        f' type="{2 if message.outgoing else 1}" subject="null" body={body} service_center="null" read="1"'
        f' status="-1" sub_id={attribute(telephone.iccid)}'
        f" contact_name={attribute(telephone.saved(message.number) or '(Unknown)')} />"
    )


def _call(telephone: Telephone, call: Call) -> str:
    kind = 2 if call.outgoing else {"answered": 1, "missed": 3, "rejected": 5}[call.outcome]
    return (
        f'  <call number={attribute(call.number)} duration="{call.duration_s}" date="{call.start_utc * 1000}"'
        f' type="{kind}" presentation="1" subscription_id={attribute(telephone.iccid)}'
        f" contact_name={attribute(telephone.saved(call.number) or '(Unknown)')} />"
    )


def _surrogates(text: str) -> str:
    """Write characters beyond the first plane as two references, as the program does (which no XML parser takes)."""
    pieces = []
    for character in text:
        if ord(character) < 0x10000:
            pieces.append(character)
            continue
        pair = character.encode("utf-16-be")
        pieces.append(f"&#{int.from_bytes(pair[:2])};&#{int.from_bytes(pair[2:])};")
    return "".join(pieces)
