"""Make the bytes of an XML report fit for an XML parser, as a stream, and count every repair.

Phone exports contain what XML forbids: emoji as two surrogate references, references to NUL and
other control characters, raw control bytes, invalid UTF-8, and attachments of many megabytes inside
one attribute. The filter changes evidence bytes on their way to the parser, so it says how often;
the file itself is hashed before and never written.

Old expat (2.5 and before) reads an unfinished token again at each feed, which makes a 30 MB attribute
take 39 seconds in pieces of 64 KiB, 0.8 in pieces of 1 MiB and 0.4 in pieces of 4 MiB. Hence the size of the pieces.
"""

from __future__ import annotations

import binascii
import codecs
import hashlib
import re
from collections import Counter
from collections.abc import Iterator
from typing import BinaryIO

import pyarrow as pa

PIECE_BYTES = 1 << 22
#: Attachments longer than this inside `data="..."` are replaced by their size and hash.
LONGEST_DATA = 1 << 16

_REPLACEMENT = "\ufffd".encode()
_REFERENCES = re.compile(rb"(?:&#(?:[xX][0-9a-fA-F]{1,8}|[0-9]{1,8});)+")
_REFERENCE = re.compile(rb"&#(?:[xX]([0-9a-fA-F]+)|([0-9]+));")
_CONTROL = re.compile(rb"[\x00-\x08\x0b\x0c\x0e-\x1f]")
_CONTROL_BYTES = bytes([*range(0x09), 0x0B, 0x0C, *range(0x0E, 0x20)])
_CESU_PAIR = re.compile(rb"\xed[\xa0-\xaf][\x80-\xbf]\xed[\xb0-\xbf][\x80-\xbf]")
_DATA = re.compile(rb"""(?<=\sdata=)["']""")
_DECLARED = re.compile(rb"""\A\s*<\?xml[^>]*\bencoding\s*=\s*["']([A-Za-z0-9._-]+)["']""")
_TAIL = 64

SURROGATES = "characters written as two references joined"
FORBIDDEN = "characters XML forbids replaced"
INVALID = "bytes that are not UTF-8 replaced"
ATTACHMENTS = "attachments replaced by their size and SHA-256"


class XmlBytes:
    """A stream of XML as UTF-8 pieces a parser accepts.

    Args:
        stream: The raw bytes; closed by the caller.
        piece_bytes: Bytes read at a time; a piece costs memory several times over when a text is no ASCII.

    Attributes:
        repairs: How often each repair was made; complete once `pieces` is consumed.
    """

    def __init__(self, stream: BinaryIO, piece_bytes: int = PIECE_BYTES) -> None:
        self._stream = stream
        self._piece_bytes = piece_bytes
        self.repairs: Counter[str] = Counter()

    def pieces(self) -> Iterator[bytes]:
        """Yield the repaired bytes, about `piece_bytes` at a time. Parse them as UTF-8 whatever the file declares."""
        attachment: _Attachment | None = None
        carry = b""
        for chunk in self._utf8():
            data = carry + chunk
            ready: list[bytes] = []
            if attachment is not None:
                data = attachment.take(data)
                if attachment.open:
                    carry = b""
                    continue
                ready.append(attachment.summary())
            data, attachment = self._without_attachments(data, ready)
            data, carry = (data, b"") if attachment is not None else _at_a_safe_place(data)
            ready.append(data)
            yield self._repaired(b"".join(ready))
        if attachment is not None:
            yield attachment.summary()
        if carry:
            yield self._repaired(carry)

    def repaired(self) -> Iterator[bytes]:
        """Yield the repaired bytes of a file that holds no attachments: the same as `pieces`, several times as fast."""
        carry = b""
        for chunk in self._utf8():
            data, carry = _at_a_safe_place(carry + chunk)
            yield self._repaired(data)
        if carry:
            yield self._repaired(carry)

    def _utf8(self) -> Iterator[bytes]:
        first = self._stream.read(self._piece_bytes)
        codec = _codec(first)
        if codec is None:
            first = first.removeprefix(codecs.BOM_UTF8)
            while first:
                yield first
                first = self._stream.read(self._piece_bytes)
            return
        decoder = codecs.getincrementaldecoder(codec)("replace")
        while first:
            yield decoder.decode(first).encode()
            first = self._stream.read(self._piece_bytes)
        yield decoder.decode(b"", True).encode()

    def _without_attachments(self, data: bytes, ready: list[bytes]) -> tuple[bytes, _Attachment | None]:
        """Replace long `data` attributes; what stands before them goes to `ready`. The last may be unfinished."""
        start = 0
        while (match := _DATA.search(data, start)) is not None:
            quote = match.group()
            end = data.find(quote, match.end())
            if end >= 0 and end - match.end() <= LONGEST_DATA:
                start = end + 1
                continue
            if end < 0 and len(data) - match.end() <= LONGEST_DATA:
                return data, None  # not long so far: it stays in the part carried over
            attachment = _Attachment(quote)
            self.repairs[ATTACHMENTS] += 1
            ready.append(data[: match.end()])
            data = attachment.take(data[match.end() :])
            if attachment.open:
                return b"", attachment
            ready.append(attachment.summary())
            start = 0
        return data, None

    def _repaired(self, data: bytes) -> bytes:
        if b"&#" in data:
            data = _REFERENCES.sub(self._resolve, data)
        if len(data.translate(None, _CONTROL_BYTES)) != len(data):
            data, count = _CONTROL.subn(_REPLACEMENT, data)
            self.repairs[FORBIDDEN] += count
        if not data.isascii():
            data = self._valid_utf8(data)
        return data

    def _valid_utf8(self, data: bytes) -> bytes:
        if not _is_utf8(data):
            data, pairs = _CESU_PAIR.subn(_joined_pair, data)
            text = data.decode("utf-8", "replace")
            self.repairs[SURROGATES] += pairs
            self.repairs[INVALID] += text.count("\ufffd") - data.count(_REPLACEMENT)
            return text.encode()
        if b"\xef\xbf\xbe" in data or b"\xef\xbf\xbf" in data:
            self.repairs[FORBIDDEN] += data.count(b"\xef\xbf\xbe") + data.count(b"\xef\xbf\xbf")
            data = data.replace(b"\xef\xbf\xbe", _REPLACEMENT).replace(b"\xef\xbf\xbf", _REPLACEMENT)
        return data

    def _resolve(self, match: re.Match[bytes]) -> bytes:
        """Turn a run of numeric references into ones XML accepts."""
        codes = [int(h, 16) if h else int(d) for h, d in _REFERENCE.findall(match.group())]
        if all(map(_allowed, codes)):
            return match.group()
        out: list[bytes] = []
        place = 0
        while place < len(codes):
            code = codes[place]
            after = codes[place + 1] if place + 1 < len(codes) else 0
            if 0xD800 <= code <= 0xDBFF and 0xDC00 <= after <= 0xDFFF:
                out.append(chr(0x10000 + ((code - 0xD800) << 10) + after - 0xDC00).encode())
                self.repairs[SURROGATES] += 1
                place += 2
                continue
            if _allowed(code):
                out.append(b"&#%d;" % code)
            else:
                out.append(_REPLACEMENT)
                self.repairs[FORBIDDEN] += 1
            place += 1
        return b"".join(out)


class _Attachment:
    """An attachment passing by: base64 text that is hashed and not kept."""

    def __init__(self, quote: bytes) -> None:
        self.open = True
        self._quote = quote
        self._hash = hashlib.sha256()
        self._size = 0
        self._rest = b""

    def take(self, data: bytes) -> bytes:
        """Consume data up to the closing quote; return what follows, the quote first."""
        end = data.find(self._quote)
        self.open = end < 0
        body = self._rest + (data if self.open else data[:end]).translate(None, b" \t\r\n")
        whole = len(body) - len(body) % 4 if self.open else len(body)
        self._add(body[:whole])
        self._rest = body[whole:]
        return b"" if self.open else data[end:]

    def _add(self, body: bytes) -> None:
        decoded = decode_base64(body)
        self._hash.update(decoded)
        self._size += len(decoded)

    def summary(self) -> bytes:
        return summary(self._size, self._hash.hexdigest()).encode()


def summary(size: int, digest: str) -> str:
    """Return the words an attachment is replaced by."""
    return f"{size} bytes, SHA-256 {digest}"


def decode_base64(body: bytes) -> bytes:
    """Return the decoded bytes; where the text is no base64, the text itself, so that its hash still identifies it."""
    try:
        return binascii.a2b_base64(body)
    except binascii.Error:
        return body


def _allowed(code: int) -> bool:
    return code in (9, 10, 13) or 0x20 <= code <= 0xD7FF or 0xE000 <= code <= 0xFFFD or 0x10000 <= code <= 0x10FFFF


def _joined_pair(match: re.Match[bytes]) -> bytes:
    return (
        match.group().decode("utf-8", "surrogatepass").encode("utf-16-be", "surrogatepass").decode("utf-16-be").encode()
    )


def _is_utf8(data: bytes) -> bool:
    """Tell whether bytes are UTF-8 throughout, without making a text of them."""
    offsets = pa.array([0, len(data)], pa.int32()).buffers()[1]
    text = pa.StringArray.from_buffers(1, offsets, pa.py_buffer(data))
    try:
        text.validate(full=True)
    except pa.ArrowInvalid:
        return False
    return True


def _codec(start: bytes) -> str | None:
    """Return the codec to decode by, or None for UTF-8."""
    if start.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16"
    match = _DECLARED.match(start)
    if match is None:
        return None
    try:
        name = codecs.lookup(match.group(1).decode()).name
    except LookupError:
        return None
    return None if name in ("utf-8", "ascii") or name.startswith("utf-16") else name


def _at_a_safe_place(data: bytes) -> tuple[bytes, bytes]:
    """Split where neither a reference nor a character nor a short `data` attribute is cut: before a blank, if any."""
    last = -1
    for match in _DATA.finditer(data, max(0, len(data) - LONGEST_DATA - 16)):
        last = match.start()
    if last >= 0 and data.find(data[last : last + 1], last + 1) < 0:
        return data[: last - 6], data[last - 6 :]
    tail = max(1, len(data) - 4096)
    place = max(data.rfind(b" ", tail), data.rfind(b"\n", tail))
    if place < 0:
        place = max(data.rfind(b">", tail), data.rfind(b'"', tail)) + 1
    if place > 0:
        return data[:place], data[place:]
    place = len(data) - _TAIL
    reference = data.rfind(b"&", max(0, place - _TAIL), len(data))
    while reference > 0 and data[reference - 1 : reference] == b";":  # a pair of references is one character
        earlier = data.rfind(b"&", max(0, reference - _TAIL), reference)
        if earlier < 0:
            break
        reference = earlier
    place = reference if reference >= 0 else place
    while place > 0 and data[place] & 0xC0 == 0x80:
        place -= 1
    return data[: max(place, 0)], data[max(place, 0) :]
