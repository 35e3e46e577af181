"""Address books of two phones as vCards, versions 2.1, 3.0 and 4.0 mixed in one file."""

from __future__ import annotations

import quopri

import numpy as np

from clew.synth.dice import Dice
from clew.synth.files.extraction import saved_name
from clew.synth.files.folder import Folder
from clew.synth.files.layout import Layout
from clew.synth.files.paper import local_number
from clew.synth.world import World


def card_21(name: str, number: str) -> list[str]:
    """Return a card of version 2.1; a name beyond ASCII is quoted-printable."""
    if name.isascii():
        shown = [f"N:;{name};;;", f"FN:{name}"]
    else:
        encoded = quopri.encodestring(name.encode()).decode()
        shown = [f"FN;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:{encoded}"]
    return ["BEGIN:VCARD", "VERSION:2.1", *shown, f"TEL;CELL:{local_number(number)}", "END:VCARD"]


def card_30(name: str, number: str) -> list[str]:
    """Return a card of version 3.0."""
    given, _, family = name.partition(" ")
    return [
        "BEGIN:VCARD", "VERSION:3.0", f"N:{family};{given};;;", f"FN:{name}",
        f"item1.TEL;TYPE=CELL,VOICE:{number}", "item1.X-ABLabel:mobile", "END:VCARD",
    ]  # fmt: skip


def card_40(name: str, number: str) -> list[str]:
    """Return a card of version 4.0."""
    return ["BEGIN:VCARD", "VERSION:4.0", f"FN:{name}", f"TEL;VALUE=uri;TYPE=cell:tel:{number}", "END:VCARD"]


CARDS = (card_21, card_30, card_40)


def address_book(world: World, dice: Dice, number: int, brand_of: dict[int, str]) -> str:
    """Return the cards of whoever a number is often in touch with, in an order of their own."""
    traffic = world.traffic
    others = np.concatenate([traffic["b"][traffic["a"] == number], traffic["a"][traffic["b"] == number]])
    found, counts = np.unique(others, return_counts=True)
    known = [int(n) for n, c in zip(found, counts, strict=True) if c >= 4 or int(n) in brand_of]
    blocks = []
    for i, other in enumerate(dice.sample(known, len(known))):
        name, text = saved_name(world, other, brand_of), str(world.numbers["e164"][other])
        if name and text.startswith("+"):
            blocks.append(CARDS[i % 3](name, text))
    return "\r\n".join(line for block in blocks for line in block) + "\r\n"


def write(world: World, folder: Folder) -> None:
    """Write the child's and a buyer's address books; the line is saved under its brand."""
    line = world.cast.get("line")
    if line is None:
        return
    brand_of = {line.main: line.brand, line.parallel: f"{line.brand} 2"}
    for label, person, owner, received in (
        ("KD07", line.child, "Parent of the young person", "2026-04-20"),
        ("KD11", line.billed_customers[0], "Owner of the phone", "2026-04-10"),
    ):
        number = int(world.people["number"][person])
        text = address_book(world, world.dice.stream("files", "vcards", label), number, brand_of)
        folder.text(
            f"{label}_contacts.vcf", text, legal_basis="consent", owner=owner, received_date=received,
            timezone="Europe/London", reference=f"{label[:2]}/{label[2:]}", handling="P",
        )  # fmt: skip


LAYOUT = Layout(name="vcards", title="Address books of two phones, vCard", write=write)
