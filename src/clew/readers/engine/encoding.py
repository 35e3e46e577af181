"""Find out how a text file is written, and hand it on as clean UTF-8.

Order of belief: byte-order mark, UTF-16 by the pattern of its NUL bytes, strict UTF-8 over the
whole file, charset-normalizer on what is not ASCII, and cp1252 when nothing else is sure. Whatever
was guessed or removed is said in `Encoding.warnings`.
"""

from __future__ import annotations

import codecs
import io
import re
import unicodedata
from dataclasses import dataclass
from typing import BinaryIO

from clew.readers.reader import Source

CHUNK = 1 << 22
_BOMS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
# Code pages that really occur in exports, the likelier first; anything wider invites false hits.
_LIKELY = [
    "cp1252", "cp1250", "iso8859_2", "mac_roman", "cp850", "cp852", "cp1251", "cp1254", "cp1257", "iso8859_15",
]  # fmt: skip
_GUESS_BYTES = 1 << 16
_LIKE_CHAOS = 0.05
_QUOTES = ('"', "'")


@dataclass(frozen=True, slots=True)
class Encoding:
    """How a text file is written.

    Args:
        name: Python codec name.
        skip: Bytes of byte-order mark at the start.
        unwanted: NUL characters and U+001F (which joins cells in a row's raw text); `open_utf8` takes them out.
        quotes: Which of `"` and `'` occur in it at all.
        warnings: What was guessed or repaired, for people.
    """

    name: str
    skip: int
    unwanted: int
    quotes: frozenset[str]
    warnings: tuple[str, ...]


def survey(source: Source) -> Encoding:
    """Read the whole file once and decide its encoding. Memory stays flat; ASCII passes at memory speed."""
    with source.open() as stream:
        chunk = stream.read(CHUNK)
        name, skip = _by_head(chunk)
        chunk = chunk[skip:]
        valid, nul, joiner = True, 0, 0
        quotes: set[str] = set()
        odd = bytearray()
        pending = b""  # a character cut by the end of the piece before
        while chunk:
            if b"\0" in chunk:
                nul += chunk.count(0)
            if b"\x1f" in chunk:
                joiner += chunk.count(b"\x1f")
            quotes.update(quote for quote in _QUOTES if quote not in quotes and quote.encode() in chunk)
            if pending or not chunk.isascii():
                if len(odd) < _GUESS_BYTES:
                    odd += _lines_beyond_ascii(chunk)
                pending, fits = _decodes(pending + chunk) if valid else (b"", False)
                valid = valid and fits
            chunk = stream.read(CHUNK)
    if name.startswith("utf-16"):
        return Encoding(name, skip, 0, frozenset(quotes), (f"read as {name.upper()}",))
    warnings = [f"{nul} NUL bytes removed"] if nul else []
    warnings += [f"{joiner} unit separators (U+001F) replaced by blanks"] if joiner else []
    if not valid or pending:
        name, why = _guess(bytes(odd[:_GUESS_BYTES]))
        warnings.append(why)
    return Encoding(name or "utf-8", skip, nul + joiner, frozenset(quotes), tuple(warnings))


def _by_head(head: bytes) -> tuple[str, int]:
    for mark, name in _BOMS:
        if head.startswith(mark):
            return name, len(mark)
    pairs = head[: 4096 - len(head[:4096]) % 2]
    if len(pairs) >= 8:
        low, high = pairs[0::2].count(0), pairs[1::2].count(0)
        if high > 0.4 * len(pairs) / 2 and low < high / 8:
            return "utf-16-le", 0
        if low > 0.4 * len(pairs) / 2 and high < low / 8:
            return "utf-16-be", 0
    return "", 0


def _decodes(data: bytes) -> tuple[bytes, bool]:
    """Return the cut-off character at the end of UTF-8 data, and whether all before it is valid."""
    try:
        done = codecs.utf_8_decode(data, "strict", False)[1]
    except UnicodeDecodeError:
        return b"", False
    return data[done:], True


def _lines_beyond_ascii(chunk: bytes) -> bytes:
    return b"".join(re.findall(rb"[^\n]{0,200}[\x80-\xff][^\n]{0,200}\n?", chunk[: 4 * _GUESS_BYTES])[:500])


def _guess(odd: bytes) -> tuple[str, str]:
    """Return the likeliest code page of lines with bytes beyond ASCII, and what to tell people about it."""
    from charset_normalizer import from_bytes

    found = list(from_bytes(odd, cp_isolation=_LIKELY, threshold=0.15)) if odd else []
    least = min((match.chaos for match in found), default=0.0)
    # One match stands for every code page that reads these bytes alike.
    near = {
        name: m for m in found if m.chaos <= least + _LIKE_CHAOS for name in m.could_be_from_charset if name in _LIKELY
    }
    strange = {name: _strange_signs(str(match)) for name, match in near.items()}
    # cp1252 explains nearly every such file; another page must read signs as letters that it cannot.
    best = min(near, key=lambda n: (strange[n], -near[n].coherence, near[n].chaos, _LIKELY.index(n)), default="cp1252")
    if "cp1252" in near and strange["cp1252"] <= strange[best]:
        best = "cp1252"
    if best == "cp1252":
        return best, "not UTF-8: read as cp1252 (Western Windows), the last resort; check names with accents"
    return best, f"not UTF-8: read as {best}, a guess from its letters; check names with accents"


def _strange_signs(text: str) -> int:
    """Count signs that stand where a letter should: symbols in words, capitals between small letters."""
    strange = 0
    for match in re.finditer(r"(?=(.?)([^\x00-\x7f])(.?))", text):
        before, sign, after = match.groups()
        kind = unicodedata.category(sign)
        if kind[0] in "SN":
            strange += before.isalpha() or after.isalpha()
        elif kind in ("Po", "Lo", "Cc", "Cn", "Co") or sign == "ƒ":
            strange += before.isalpha() and after.isalpha()
        else:
            strange += sign.isupper() and before.islower() and after.islower()
    return strange


class _Recode(io.RawIOBase):
    """A raw stream that gives UTF-8 without NULs, whatever the file's encoding."""

    def __init__(self, stream: BinaryIO, encoding: Encoding) -> None:
        self._stream = stream
        self._decoder = None if encoding.name == "utf-8" else codecs.getincrementaldecoder(encoding.name)("replace")
        self._drop_nul = encoding.unwanted > 0 or encoding.name.startswith("utf-16")
        self._ready = b""
        self._ended = False

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: bytearray) -> int:  # type: ignore[override]
        while not self._ready and not self._ended:
            chunk = self._stream.read(max(len(buffer), 65_536))
            self._ended = not chunk
            if self._decoder is not None:
                chunk = self._decoder.decode(chunk, self._ended).encode("utf-8")
            if self._drop_nul:
                chunk = chunk.replace(b"\0", b"").replace(b"\x1f", b" ")
            self._ready = chunk
        count = min(len(buffer), len(self._ready))
        buffer[:count] = self._ready[:count]
        self._ready = self._ready[count:]
        return count

    def close(self) -> None:
        self._stream.close()
        super().close()


def open_utf8(source: Source, encoding: Encoding, start: int = 0) -> BinaryIO:
    """Open a text file as clean UTF-8 bytes.

    Args:
        source: The file.
        encoding: What `survey` said.
        start: Bytes of the clean stream to leave out at the beginning.
    """
    stream = source.open()
    stream.read(encoding.skip)
    if encoding.name == "utf-8" and not encoding.unwanted:
        clean: BinaryIO = stream
    else:
        clean = io.BufferedReader(_Recode(stream, encoding), CHUNK)  # type: ignore[type-var]
    left = start
    while left > 0:
        left -= len(clean.read(min(left, CHUNK)) or b"x" * left)
    return clean
