"""Say what a file's first bytes look like, to recognise it or to tell people why it cannot be read."""

from __future__ import annotations

ZIP, OFFICE = "a zip archive", "an old Office document"
_MAGIC = (
    (b"%PDF", "a PDF document"),
    (b"\x89PNG", "an image"),
    (b"\xff\xd8\xff", "an image"),
    (b"GIF8", "an image"),
    (b"BM", "an image"),
    (b"II*\x00", "an image"),
    (b"MM\x00*", "an image"),
    (b"SQLite format 3\x00", "an SQLite database"),
    (b"PK\x03\x04", ZIP),
    (b"PK\x05\x06", "an empty zip archive"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"7z\xbc\xaf\x27\x1c", "a 7-Zip archive"),
    (b"Rar!", "a RAR archive"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", OFFICE),
    (b"\x7fELF", "a program"),
    (b"MZ", "a program"),
    (b"ID3", "a sound recording"),
    (b"OggS", "a sound recording"),
)
_LETTERS_ONLY = (b"BM", b"MZ", b"ID3")  # magic that a text could begin with, too
_CONTROL = bytes([*range(0x09), *range(0x0E, 0x1B), *range(0x1C, 0x20), 0x7F])
_CONTROL_SHARE = 0.02

EMPTY, BINARY, TEXT, XML, HTML, JSON = "an empty file", "binary data", "text", "XML", "a web page", "JSON"


def is_text(data: bytes) -> bool:
    """Say whether bytes are text in some encoding: UTF-16 by mark or NUL pattern, else few control characters."""
    if not data.strip():
        return False
    if data.startswith((b"\xff\xfe", b"\xfe\xff", b"\xef\xbb\xbf")):
        return True
    sample = data[:16_384]
    sample = sample[: len(sample) - len(sample) % 2]
    low, high = sample[0::2].count(0), sample[1::2].count(0)
    if max(low, high) > 0.4 * len(sample) / 2 and min(low, high) < max(low, high) / 8:
        return True
    return len(data) - len(data.translate(None, _CONTROL)) <= _CONTROL_SHARE * len(data)


def looks_like(data: bytes) -> str:
    """Return what the first bytes of a file look like, in words: `an empty file`, `a PDF document`, `text`."""
    if not data.strip(b"\x00 \t\r\n\xef\xbb\xbf"):
        return EMPTY
    text = is_text(data)
    for magic, name in _MAGIC:
        if data.startswith(magic) and not (text and magic in _LETTERS_ONLY):
            return name
    if not text:
        return BINARY
    start = plain_start(data)
    if start.startswith(("<!doctype html", "<html")) or ("<table" in start and start.startswith("<")):
        return HTML
    if start.startswith("<"):
        return XML
    return JSON if start.startswith(("{", "[{", "[\n")) else TEXT


def as_utf8(data: bytes) -> bytes:
    """Return the first bytes of a text as UTF-8 when a mark says that they are UTF-16, else as they are."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16", "replace").encode()
    return data


def plain_start(data: bytes) -> str:
    """Return the first characters of a text, lower-cased, without byte-order mark and blanks in front."""
    if data.startswith(b"\xff\xfe") or data[1:2] == b"\0":
        text = data[:4096].decode("utf-16-le", "replace")
    elif data.startswith(b"\xfe\xff") or data[:1] == b"\0":
        text = data[:4096].decode("utf-16-be", "replace")
    else:
        text = data[:4096].decode("utf-8", "replace")
    return text.lstrip("\ufeff \t\r\n").lower()
