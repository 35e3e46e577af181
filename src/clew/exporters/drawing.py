"""How entities and links look: icons, colours, words and label lines, from two data files."""

from __future__ import annotations

import base64
import tomllib
import unicodedata
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files

from clew.exporters.chart import ChartNode

#: Radius of an icon on paper, pixels at scale 1.
ICON_RADIUS_PX = 21
LABEL_PX = 13
#: Icons of accounts that are no bank accounts, by what their value is.
ACCOUNT_ICONS = {"device": "Device", "group": "Chat", "messaging": "Messaging", "email": "Email"}
_LINE_CHARACTERS = 22
_LINES = 2


@dataclass(frozen=True, slots=True)
class Icon:
    """The drawing of one entity label on a 48 x 48 square."""

    title: str
    colour: str
    shape: str
    line: str = ""
    solid: str = ""
    glyph_scale: float = 1.0  # about the middle of the square

    def data_uri(self) -> str:
        """Return the icon as an SVG data URI, so that a page needs no other file."""
        body = f'<path d="{self.shape}" fill="{self.colour}" stroke="#fff" stroke-width="1.6"/>'
        glyph = f'<path d="{self.solid}" fill="#fff"/>' if self.solid else ""
        if self.line:
            style = 'fill="none" stroke="#fff" stroke-width="2.6" stroke-linecap="round" stroke-linejoin="round"'
            glyph += f'<path d="{self.line}" {style}/>'
        body += f'<g transform="{self.glyph_transform()}">{glyph}</g>'
        svg = f'<svg xmlns="http://www.w3.org/2000/svg" width="144" height="144" viewBox="0 0 48 48">{body}</svg>'
        return "data:image/svg+xml;base64," + base64.b64encode(svg.encode()).decode()

    def glyph_transform(self) -> str:
        """Return the transform that puts the glyph in the middle of its shape."""
        shift = round(24 * (1 - self.glyph_scale), 2)
        return f"translate({shift} {shift}) scale({self.glyph_scale})"


@dataclass(frozen=True, slots=True)
class LinkStyle:
    """How a link type reads and which colours it takes on light and dark pages."""

    text: str
    family: str
    light: str
    dark: str


@cache
def icons() -> dict[str, Icon]:
    """Return the icon of each entity label, and of each that belongs to a protected person: its glyph on a shield.

    `Protected` (the person), `Group` and `Other` are drawing names of ours.
    """
    text = files("clew.exporters").joinpath("entity_icons.toml").read_text("utf-8")
    plain = {name: Icon(**spec) for name, spec in tomllib.loads(text).items()}
    shield = plain["Protected"]
    shielded = {
        f"Protected{name}": replace(
            icon, title=f"{icon.title}, protected", colour=shield.colour, shape=shield.shape, glyph_scale=0.7
        )
        for name, icon in plain.items()
        if name not in ("Person", "Protected", "Group")
    }
    return plain | shielded


@cache
def link_styles() -> dict[str, LinkStyle]:
    """Return the style of each known link type."""
    data = tomllib.loads(files("clew.exporters").joinpath("link_styles.toml").read_text("utf-8"))
    family = data["family"]
    return {
        name: LinkStyle(spec["text"], spec["family"], family[spec["family"]]["light"], family[spec["family"]]["dark"])
        for name, spec in data["type"].items()
    }


def link_style(link_type: str) -> LinkStyle:
    """Return the style of a link type; an unknown one reads as its own name in lower case."""
    known = link_styles()
    if link_type in known:
        return known[link_type]
    other = known["LINKED_TO"]
    return LinkStyle(link_type.replace("_", " ").lower(), other.family, other.light, other.dark)


def icon_name(node: ChartNode) -> str:
    """Return the name of the icon a node is drawn with; what belongs to a protected person stands on a shield."""
    kind = ACCOUNT_ICONS.get(node.end_kind, node.kind)
    kind = kind if kind in icons() else "Other"
    if node.protected:
        return "Protected" if kind == "Person" else f"Protected{kind}"
    return kind


def label_lines(label: str) -> tuple[str, ...]:
    """Break a label into at most two lines; a longer one ends in an ellipsis, the panel shows it whole."""
    lines: list[str] = []
    rest = " ".join(label.split())
    while rest and len(lines) < _LINES:
        if len(rest) <= _LINE_CHARACTERS:
            lines.append(rest)
            rest = ""
        else:
            cut = rest.rfind(" ", 0, _LINE_CHARACTERS + 1)
            cut = cut if cut >= _LINE_CHARACTERS // 3 else _LINE_CHARACTERS
            lines.append(rest[:cut].rstrip())
            rest = rest[cut:].lstrip()
    if rest:
        lines[-1] = lines[-1][: _LINE_CHARACTERS - 1].rstrip() + "…"
    return tuple(lines)


def text_width_px(line: str) -> float:
    """Estimate the width of a label line in pixels: wide East Asian characters take a full square."""
    wide = sum(unicodedata.east_asian_width(c) in "WF" for c in line)
    return LABEL_PX * (0.56 * (len(line) - wide) + 1.0 * wide)
