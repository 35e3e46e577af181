"""Small readings of the attributes of one XML element of a phone backup."""

from __future__ import annotations

from clew.readers.reader import Tally

#: Texts that stand for nothing in these files.
_NOTHING = frozenset({"null", "(Unknown)", "(unknown)"})
_UNKNOWN = "elements of other kinds were left out"


def plain(text: str) -> str:
    """Return an attribute's text, empty where the app writes `null` or `(Unknown)`."""
    return "" if text in _NOTHING else text


def rest_of(attributes: dict[str, str], known: tuple[str, ...]) -> str:
    """Return the attributes no column is for, so that nothing is lost: `name=value` joined by `; `."""
    return "; ".join(f"{name}={value}" for name, value in attributes.items() if name not in known)


def dropped(tally: Tally, tag: str) -> None:
    """Warn once for each kind of element that is not read."""
    warning = f"<{tag}> {_UNKNOWN}"
    if warning not in tally.warnings:
        tally.warnings.append(warning)
