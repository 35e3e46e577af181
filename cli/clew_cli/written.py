"""Values as people read them on a screen."""

from __future__ import annotations

from datetime import datetime


def as_text(value: object) -> str:
    """Write a value for people: times to the second in UTC, booleans as yes and no, nothing for null."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, datetime):
        return value.strftime("%Y-%m-%d %H:%M:%S")
    if isinstance(value, float):
        return f"{value:.4g}" if abs(value) < 1 else f"{value:,.2f}".rstrip("0").rstrip(".")
    return str(value)
