"""The words inside an `attributedBody`: NeXT's typed stream, of which only the first string is wanted.

Layout as parsers and the public sample show it: a header with `streamtyped`, class names, then after the class
name `NSString` five bytes, the length, and the text in UTF-8. A length byte 0x81 announces two more bytes, 0x82
four, both little-endian.
"""

from __future__ import annotations

_MARK, _CLASS = b"streamtyped", b"NSString"
_HEADER_BYTES = 16
_AFTER_CLASS = 5
_WIDTHS = {0x81: 2, 0x82: 4}


def body_text(body: bytes | None) -> str | None:
    """Return the text of a typed stream, null when there is none or the stream is cut short."""
    if not isinstance(body, bytes) or _MARK not in body[:_HEADER_BYTES]:
        return None
    place = body.find(_CLASS)
    if place < 0:
        return None
    place += len(_CLASS) + _AFTER_CLASS
    if place >= len(body):
        return None
    size, width = body[place], _WIDTHS.get(body[place], 0)
    place += 1
    if width:
        size = int.from_bytes(body[place : place + width], "little")
        place += width
    text = body[place : place + size]
    return text.decode("utf-8", "replace") if len(text) == size else None
