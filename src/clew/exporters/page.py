"""Builds one self-contained HTML page: nothing is fetched, and only the scripts and styles we wrote may run."""

from __future__ import annotations

import base64
import hashlib
import json
from datetime import datetime
from importlib.resources import files
from typing import Any

from jinja2 import Environment, FunctionLoader, StrictUndefined
from markupsafe import Markup


def environment(folder: str) -> Environment:
    """Return a Jinja environment over a folder of this package: everything escaped, nothing silently empty.

    Args:
        folder: Folder inside `clew.exporters` that holds the templates.
    """
    home = files("clew.exporters") / folder
    env = Environment(
        loader=FunctionLoader(lambda name: (home / name).read_text("utf-8")),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    env.filters["minute"] = minute
    env.filters["day"] = day
    return env


def minute(moment: datetime | None) -> str:
    """Return a time as `2024-03-01 09:15 UTC`, empty for none."""
    return "" if moment is None else moment.strftime("%Y-%m-%d %H:%M UTC")


def day(moment: datetime | None) -> str:
    """Return the day of a time as `2024-03-01`, empty for none."""
    return "" if moment is None else moment.strftime("%Y-%m-%d")


def embedded_json(value: Any) -> Markup:
    """Return JSON that may stand inside a script element: no character of it can end the element or a line."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"), sort_keys=True)
    for character in "<>&\u2028\u2029":
        text = text.replace(character, f"\\u{ord(character):04x}")
    return Markup(text)


def embedded_code(text: str) -> Markup:
    """Return a script or style of ours for a page.

    Raises:
        ValueError: the text would end its own element.
    """
    folded = text.lower()
    if "</script" in folded or "</style" in folded or "<!--" in folded:
        raise ValueError("script or style text would end its own element")
    return Markup(text)


def policy(scripts: list[str], styles: list[str]) -> str:
    """Return a Content-Security-Policy that lets exactly these scripts and styles run and fetches nothing.

    Args:
        scripts: Exact text of each script element; none at all forbids every script.
        styles: Exact text of each style element.
    """

    def sources(texts: list[str]) -> str:
        digests = (base64.b64encode(hashlib.sha256(text.encode()).digest()).decode() for text in texts)
        return " ".join(f"'sha256-{digest}'" for digest in digests) or "'none'"

    rules = (
        "default-src 'none'",
        f"script-src {sources(scripts)}",
        f"style-src {sources(styles)}",
        "img-src data: blob:",
        "base-uri 'none'",
        "form-action 'none'",
    )
    return "; ".join(rules)
