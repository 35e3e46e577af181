"""What a message said before it was edited: the property list in `message_summary_info` (since iOS 16).

Under `ec` each part of the message has its versions, oldest first, each with a text as a typed stream in `t`.
Read from parsers of others, not from a real file of our own.
"""

from __future__ import annotations

import plistlib
from typing import Any
from xml.parsers.expat import ExpatError

from clew.readers.ios.typedstream import body_text

_LARGEST_BYTES = 1 << 20


def earlier_texts(summary: bytes | None) -> str | None:
    """Return the versions before the last one, joined by ` | `; null when there are none or they cannot be read."""
    found = property_list(summary)
    parts = found.get("ec") if isinstance(found, dict) else None
    if not isinstance(parts, dict):
        return None
    texts = []
    for versions in parts.values():
        for version in versions[:-1] if isinstance(versions, list) else ():
            text = body_text(version.get("t")) if isinstance(version, dict) else None
            if text is not None:
                texts.append(text)
    return " | ".join(texts) or None


def property_list(data: bytes | None, largest: int = _LARGEST_BYTES) -> Any:
    """Return what a property list holds, null when the bytes are none, more than `largest`, or damaged."""
    if not isinstance(data, bytes) or len(data) > largest:
        return None
    try:
        return plistlib.loads(data)
    except (ValueError, LookupError, TypeError, AttributeError, OverflowError, RecursionError, ExpatError):
        return None
