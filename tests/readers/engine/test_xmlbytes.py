"""The byte filter before the XML parser: every repair is right, counted, and independent of where pieces end."""

from __future__ import annotations

import base64
import hashlib
import io
from xml.parsers import expat

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clew.readers.engine import xmlbytes
from clew.readers.engine.xmlbytes import ATTACHMENTS, FORBIDDEN, INVALID, SURROGATES, XmlBytes


def _filtered(data: bytes) -> tuple[str, dict[str, int]]:
    found = XmlBytes(io.BytesIO(data))
    text = b"".join(found.pieces()).decode()
    return text, {what: count for what, count in found.repairs.items() if count}


@pytest.mark.parametrize(
    ("data", "text", "repairs"),
    [
        (b'<a b="ok &#55357;&#56834;"/>', '<a b="ok 😂"/>', {SURROGATES: 1}),
        (b'<a b="&#xD83D;&#xDE02;"/>', '<a b="😂"/>', {SURROGATES: 1}),
        (b'<a b="&#55357; alone"/>', '<a b="\ufffd alone"/>', {FORBIDDEN: 1}),
        (b'<a b="&#56834;&#55357;"/>', '<a b="\ufffd\ufffd"/>', {FORBIDDEN: 2}),
        (b'<a b="&#0;&#8;&#x1F;"/>', '<a b="\ufffd\ufffd\ufffd"/>', {FORBIDDEN: 3}),
        (b'<a b="&#65535;&#xFFFE;&#x110000;"/>', '<a b="\ufffd\ufffd\ufffd"/>', {FORBIDDEN: 3}),
        (b'<a b="&#10;&#9;&#13;&#128514;"/>', '<a b="&#10;&#9;&#13;&#128514;"/>', {}),
        (b'<a b="&#10;&#0;&#10;"/>', '<a b="&#10;\ufffd&#10;"/>', {FORBIDDEN: 1}),
        (b'<a b="\x00\x0b\t"/>', '<a b="\ufffd\ufffd\t"/>', {FORBIDDEN: 2}),
        (b'<a b="\xed\xa0\xbd\xed\xb8\x82"/>', '<a b="😂"/>', {SURROGATES: 1}),
        (b'<a b="caf\xe9"/>', '<a b="caf\ufffd"/>', {INVALID: 1}),
        (b'\xef\xbb\xbf<a b="&amp;"/>', '<a b="&amp;"/>', {}),
        (b'<?xml version="1.0" encoding="ISO-8859-1"?><a b="caf\xe9"/>', None, {}),
    ],
)
def test_repairs(data: bytes, text: str | None, repairs: dict[str, int]) -> None:
    found, counted = _filtered(data)
    assert found == (text if text is not None else data.decode("latin-1"))
    assert counted == repairs


def test_utf_16_is_decoded_first() -> None:
    assert _filtered('<a b="é"/>'.encode("utf-16"))[0] == '<a b="é"/>'


@pytest.mark.parametrize("size", [200_000, 9_000_000], ids=["within a piece", "over several pieces"])
@pytest.mark.parametrize("quote", ['"', "'"])
def test_attachments_pass_by_as_size_and_hash(size: int, quote: str) -> None:
    picture = bytes(range(256)) * (size // 256)
    body = base64.encodebytes(picture).decode().replace("\n", "&#10;" if size < 1_000_000 else "")
    body = body.replace("&#10;", "\n")
    text, counted = _filtered(f"<p data={quote}{body}{quote} ct='x'/><p data='c2hvcnQ='/>".encode())
    digest = hashlib.sha256(picture).hexdigest()
    assert text == f"<p data={quote}{len(picture)} bytes, SHA-256 {digest}{quote} ct='x'/><p data='c2hvcnQ='/>"
    assert counted == {ATTACHMENTS: 1}


def test_a_file_that_breaks_off_inside_an_attachment_ends_quietly() -> None:
    text, counted = _filtered(b'<p data="' + b"QUJD" * 50_000)
    assert text.startswith('<p data="150000 bytes, SHA-256 ')
    assert counted == {ATTACHMENTS: 1}


pieces = st.sampled_from(
    ["a", " ", "ö", "漢", '"', ">", "<b ", "&#55357;", "&#56834;", "&#0;", "&amp;", "\x01", ' data="QUJD"', "😂", "\n"]
)


@given(parts=st.lists(pieces, max_size=60), size=st.integers(1, 40))
def test_the_cut_into_pieces_changes_nothing(parts: list[str], size: int) -> None:
    data = "".join(parts).encode()
    whole = _filtered(data)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(xmlbytes, "PIECE_BYTES", size)
        assert _filtered(data) == whole


@given(st.binary(max_size=300))
def test_any_attribute_bytes_become_xml_a_parser_accepts(body: bytes) -> None:
    body = body.replace(b"<", b"").replace(b"&", b"").replace(b'"', b"")
    text, _ = _filtered(b'<a b="' + body + b'"/>')
    expat.ParserCreate("utf-8").Parse(text.encode(), True)
