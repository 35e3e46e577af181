"""Words in the cells of the report, in its many languages, and what an identifier is: a number, an account."""

from __future__ import annotations

import re

from clew.readers.sheets.vocabulary import Vocabulary, load

_NUMBER = re.compile(r"[+*#(]?[\d*#][\d\s()*#./-]*")


def vocabulary() -> Vocabulary:
    """Return the report's words, from `readers/data/ufed_sheets.toml`."""
    return load("ufed_sheets")


def app_of(source: str) -> str:
    """Return the app a source names, empty for the telephone itself and for a blank one."""
    return "" if vocabulary().knows("native", "native", source) else source.strip()


def deleted(text: str) -> str:
    """Return yes or no, or the text itself when it says neither."""
    return vocabulary().meaning("deleted", text) or text


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
    by_number = vocabulary().knows("numbers", "apps", app)
    if is_number(identifier) and (by_number or identifier.startswith("+")):
        return identifier
    return f"{service(app)}:{identifier}"


def service(app: str) -> str:
    """Return an app's name as the first part of an account: lower case, letters and digits only."""
    return vocabulary().meaning("service", app) or re.sub(r"\W+", "", app.casefold()) or "unknown"
