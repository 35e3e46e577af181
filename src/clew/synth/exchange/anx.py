"""A small i2 chart in XML about invented people, with the ways such charts say things."""

from __future__ import annotations

from pathlib import Path
from xml.sax.saxutils import quoteattr

_GRADES = {"GradeOne": ("-", "A - reliable", "B - mostly reliable"), "GradeTwo": ("-", "1 - known", "2 - hearsay")}


def entity(id_: str, type_: str, label: str, identity: str = "", cards: str = "", **attributes: str) -> str:
    """Return a chart item that is an entity; `attributes` are those of the item, as in `GradeOneIndex="2"`."""
    by_label = "false" if identity else "true"
    inside = (
        f"<End><Entity EntityId={quoteattr(id_)} Identity={quoteattr(identity)} LabelIsIdentity={quoteattr(by_label)}>"
        f"<Icon><IconStyle Type={quoteattr(type_)} /></Icon></Entity></End>{cards}"
    )
    return _item(label, inside, attributes)


def link(one: str, other: str, type_: str, label: str = "", arrow: str = "ArrowNone", **attributes: str) -> str:
    """Return a chart item that is a link."""
    inside = (
        f"<Link End1Id={quoteattr(one)} End2Id={quoteattr(other)}>"
        f"<LinkStyle Type={quoteattr(type_)} ArrowStyle={quoteattr(arrow)} /></Link>"
    )
    return _item(label, inside, attributes)


def said(**values: str) -> str:
    """Return the attributes of an entity: class and value; `_` in a name is a blank."""
    rows = (
        f"<Attribute AttributeClass={quoteattr(n.replace('_', ' '))} Value={quoteattr(v)} />" for n, v in values.items()
    )
    return f"<AttributeCollection>{''.join(rows)}</AttributeCollection>"


def card(summary: str, text: str = "") -> str:
    """Return a card of an entity."""
    return f"<CardCollection><Card Summary={quoteattr(summary)} Text={quoteattr(text)} /></CardCollection>"


def chart(*items: str) -> str:
    """Return a whole chart with two grading schemes."""
    schemes = "".join(
        f"<{name}><StringCollection>{_strings(texts)}</StringCollection></{name}>" for name, texts in _GRADES.items()
    )
    body = "\n".join(items)
    return (
        '<?xml version="1.0" encoding="utf-8"?>\n<Chart SchemaVersion="6.0.0.0">\n'
        f"{schemes}\n<ChartItemCollection>\n{body}\n</ChartItemCollection>\n</Chart>\n"
    )


def write(path: Path) -> Path:
    """Write the example: two people, a telephone, a vehicle, an address, a text block, and what joins them."""
    items = [
        entity(
            "E1",
            "Male",
            "Skye Ashdown",
            cards=said(Date_of_Birth="14/05/1990", Phone="07700 900123"),
            GradeOneIndex="2",
        ),
        entity("E2", "Person", "Ray Fenn", cards=card("Seen twice", "with a van")),
        entity("E3", "Phone", "Ray's phone", identity="07700 900124"),
        entity("E4", "Vehicle", "ZX26 ABC", Description="white van"),
        entity("E5", "Address", "1 Example Road, Zedham, ZX1 2CV"),
        link("E2", "E3", "User of", "his, he says", arrow="ArrowOnHead"),
        link("E4", "E1", "Keeper", arrow="ArrowOnTail", GradeOneIndex="1", GradeTwoIndex="2"),
        link("E1", "E2", "Associate", DateTime="2026-03-02T09:15:00.000", DateSet="true", TimeSet="true"),
        link("E2", "E5", "Lives at", DateTime="2026-03-05T00:00:00.000", DateSet="true", TimeSet="false"),
        _item("a remark", "<TextBlock><TextBlockStyle /></TextBlock>", {}),
    ]
    path.write_text(chart(*items), encoding="utf-8", newline="\n")
    return path


def _strings(texts: tuple[str, ...]) -> str:
    return "".join(f"<String Text={quoteattr(text)} />" for text in texts)


def _item(label: str, inside: str, attributes: dict[str, str]) -> str:
    more = "".join(f" {name}={quoteattr(value)}" for name, value in attributes.items())
    return f"<ChartItem Label={quoteattr(label)}{more}>{inside}</ChartItem>"
