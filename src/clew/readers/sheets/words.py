"""Words in the cells of reports, in their many languages, and what an identifier is: a number, an account."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib.resources import files

_NUMBER = re.compile(r"[+*#(]?[\d*#][\d\s()*#./-]*")


def meaning(table: str, text: str) -> str:
    """Return what a text means by a table of `readers/data/lab_words.toml`, empty when the table does not know it."""
    return _tables()[table].get(text.strip().casefold(), "")


def table(name: str) -> dict[str, str]:
    """Return a table as text in lower case -> meaning, in the order of the file."""
    return _tables()[name]


@cache
def _tables() -> dict[str, dict[str, str]]:
    data = tomllib.loads((files("clew.readers") / "data" / "lab_words.toml").read_text("utf-8"))
    return {
        name: {text.casefold(): means for means, texts in meanings.items() for text in texts}
        for name, meanings in data.items()
    }


def app_of(source: str) -> str:
    """Return the app a source names, empty for the telephone itself and for a blank one."""
    return "" if meaning("native", source) else source.strip()


def deleted(text: str) -> str:
    """Return yes or no, or the text itself when it says neither."""
    return meaning("deleted", text) or text


def is_number(identifier: str) -> bool:
    """Tell whether an identifier is written in digits, as a telephone number or a service code is."""
    return _NUMBER.fullmatch(identifier) is not None


def party(identifier: str, app: str) -> str:
    """Return an identifier the way parties are written: a number, an app's own address, or `service:user`.

    Args:
        identifier: As the report writes it, without the name behind it.
        app: What `app_of` returned.
    """
    identifier = identifier.strip()
    if not app or not identifier or "@" in identifier or identifier.casefold().startswith("system"):
        return identifier
    by_number = bool(meaning("numbers", app))
    if is_number(identifier) and (by_number or identifier.startswith("+")):
        return identifier
    return f"{service(app)}:{identifier}"


def service(app: str) -> str:
    """Return an app's name as the first part of an account: lower case, letters and digits only."""
    return meaning("service", app) or re.sub(r"\W+", "", app.casefold()) or "unknown"
