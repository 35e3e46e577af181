"""Backups of two phones in the format of a common backup program: messages and calls as XML."""

from __future__ import annotations

from xml.sax.saxutils import quoteattr

import numpy as np

from clew.synth.clock import day_start, show, to_local
from clew.synth.dice import Dice
from clew.synth.files.extraction import Extraction, extraction_of, saved_name
from clew.synth.files.folder import Folder
from clew.synth.files.layout import Layout
from clew.synth.geography import load
from clew.synth.world import World


def attribute(text: str) -> str:
    """Return a quoted XML attribute value with line breaks kept as references."""
    return quoteattr(text, {"\n": "&#10;"})


def messages(world: World, dice: Dice, kept: Extraction, brand_of: dict[int, str]) -> list[str]:
    """Return one `<sms>` element a message."""
    ordinary = load("texts")["ordinary"]["lines"]
    lines = []
    readable = show(to_local(kept.start), "%d %b %Y %H:%M:%S")
    for i in np.flatnonzero(kept.sms).tolist():
        other = int(kept.other[i])
        name = saved_name(world, other, brand_of)
        body = str(kept.text[i]) or dice.one(ordinary)
        date = int(kept.start[i]) * 1000 + 417
        lines.append(
            f'  <sms protocol="0" address={attribute(str(world.numbers["e164"][other]))} date="{date}"'
            f' type="{2 if kept.outgoing[i] else 1}" subject="null" body={attribute(body)} service_center="null"'
            f' read="1" status="-1" date_sent="{0 if kept.outgoing[i] else date - 1500}" sub_id="1"'
            f" readable_date={attribute(readable[i])} contact_name={attribute(name or '(Unknown)')} />"
        )
    return lines


def calls(world: World, kept: Extraction, brand_of: dict[int, str]) -> list[str]:
    """Return one `<call>` element a call; an unanswered incoming one is type 3."""
    lines = []
    readable = show(to_local(kept.start), "%d %b %Y %H:%M:%S")
    for i in np.flatnonzero(~kept.sms).tolist():
        other = int(kept.other[i])
        kind = 2 if kept.outgoing[i] else (1 if kept.duration[i] else 3)
        name = saved_name(world, other, brand_of)
        lines.append(
            f'  <call number={attribute(str(world.numbers["e164"][other]))} duration="{kept.duration[i]}"'
            f' date="{int(kept.start[i]) * 1000}" type="{kind}" presentation="1" subscription_id="1"'
            f" readable_date={attribute(readable[i])} contact_name={attribute(name or '(Unknown)')} />"
        )
    return lines


def document(root: str, lines: list[str], backed_up: int) -> str:
    """Return a backup document."""
    head = (
        "<?xml version='1.0' encoding='UTF-8' standalone='yes' ?>\n"
        '<?xml-stylesheet type="text/xsl" href="sms.xsl"?>\n'
        f'<{root} count="{len(lines)}" backup_set="1" backup_date="{backed_up * 1000}" type="full">\n'
    )
    return head + "\n".join(lines) + f"\n</{root}>\n"


def write(world: World, folder: Folder) -> None:
    """Write the child's phone (messages and calls, given by the mother) and a buyer's (messages, given by him)."""
    line = world.cast.get("line")
    if line is None:
        return
    brand_of = {line.main: line.brand, line.parallel: f"{line.brand} 2", line.old: f"{line.brand} old"}
    first = day_start("2026-03-14")
    phones = [("child", line.child, "2026-04-20", 0), ("buyer", line.billed_customers[0], "2026-04-10", 41)]
    for name, person, taken, offset in phones:
        dice = world.dice.stream("files", "sms", name)
        number = int(world.people["number"][person])
        last = day_start(taken)
        kept = extraction_of(world, number, first=first, last=last, clock_offset_s=offset)
        facts = {
            "legal_basis": "consent",
            "owner": "Parent of the young person" if name == "child" else "Owner of the phone",
            "received_date": taken, "timezone": "Europe/London", "handling": "P",
            "reference": "KD/07" if name == "child" else "KD/11",
        }  # fmt: skip
        stamp = taken.replace("-", "") + "101500"
        label = facts["reference"].replace("/", "")
        lines = messages(world, dice, kept, brand_of)
        folder.text(f"{label}_sms-{stamp}.xml", document("smses", lines, last), **facts)
        if name == "child":
            folder.text(f"{label}_calls-{stamp}.xml", document("calls", calls(world, kept, brand_of), last), **facts)


LAYOUT = Layout(name="sms-backup", title="Backups of two phones, XML", write=write)
