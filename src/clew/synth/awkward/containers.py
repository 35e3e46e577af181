"""Workbooks of other kinds than their name says: old, open, encrypted, plain text."""

from __future__ import annotations

import io
import struct

from clew.synth.awkward.archives import archive
from clew.synth.awkward.callrows import HEADER, call_rows, csv_bytes
from clew.synth.awkward.case import Awkward, Family, loaded, refused

SECTOR = 512
FREE, END, FAT_SECTOR = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD


def old_xls() -> bytes:
    import xlwt

    book = xlwt.Workbook()
    sheet = book.add_sheet("Calls")
    for r, cells in enumerate((HEADER, *call_rows())):
        for c, text in enumerate(cells):
            sheet.write(r, c, text)
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


ODS = "application/vnd.oasis.opendocument.spreadsheet"
ODS_CONTENT = (
    "<?xml version='1.0' encoding='UTF-8'?>\n"
    '<office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"'
    ' xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"'
    ' xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" office:version="1.2">'
    '<office:body><office:spreadsheet><table:table table:name="Calls">{rows}</table:table></office:spreadsheet>'
    "</office:body></office:document-content>\n"
)
ODS_MANIFEST = (
    "<?xml version='1.0' encoding='UTF-8'?>\n"
    '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0" manifest:version="1.2">'
    f'<manifest:file-entry manifest:full-path="/" manifest:media-type="{ODS}"/>'
    '<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/></manifest:manifest>\n'
)


def open_document() -> bytes:
    """Return an ODS written by hand: the library for it gives other bytes each time it is used in a process."""
    rows = "".join(
        "<table:table-row>"
        + "".join(
            f'<table:table-cell office:value-type="string"><text:p>{text}</text:p></table:table-cell>' for text in cells
        )
        + "</table:table-row>"
        for cells in (HEADER, *call_rows())
    )
    members = {
        "mimetype": ODS,
        "content.xml": ODS_CONTENT.format(rows=rows),
        "META-INF/manifest.xml": ODS_MANIFEST,
    }
    return archive({name: text.encode() for name, text in members.items()}, stored=("mimetype",))


def encrypted() -> bytes:
    """Return a compound file with the two streams a password-protected workbook has; there is nothing to decrypt."""
    streams = {
        "EncryptionInfo": b"\x04\x00\x04\x00\x40\x00\x00\x00" + b"\x00" * 4096,
        "EncryptedPackage": bytes(range(256)) * 17,
    }
    fat, body, entries = [FAT_SECTOR, END], b"", [directory_entry("Root Entry", 5, END, 0, child=1)]
    for n, (name, data) in enumerate(streams.items(), 1):
        start, sectors = len(fat), -(-len(data) // SECTOR)
        fat += [*range(start + 1, start + sectors), END]
        body += data.ljust(sectors * SECTOR, b"\x00")
        entries.append(directory_entry(name, 2, start, len(data), right=2 if n == 1 else -1))
    entries.append(b"\x00" * 64 + struct.pack("<HBB", 0, 0, 1) + struct.pack("<iii", -1, -1, -1) + b"\x00" * 48)
    header = bytes.fromhex("d0cf11e0a1b11ae1") + b"\x00" * 16 + struct.pack("<HHHHH", 0x3E, 3, 0xFFFE, 9, 6)
    header += b"\x00" * 6 + struct.pack("<IIIIIIIII", 0, 1, 1, 0, 4096, END, 0, END, 0)
    header += struct.pack("<109I", 0, *[FREE] * 108)
    table = struct.pack(f"<{SECTOR // 4}I", *fat, *[FREE] * (SECTOR // 4 - len(fat)))
    return header + table + b"".join(entries) + body


def directory_entry(name: str, kind: int, start: int, size: int, *, right: int = -1, child: int = -1) -> bytes:
    """Return a directory entry of a compound file: name, kind (5 root, 2 stream), first sector, size."""
    text = (name + "\0").encode("utf-16-le")
    entry = text.ljust(64, b"\x00") + struct.pack("<HBBiii", len(text), kind, 1, -1, right, child)
    return entry + b"\x00" * 36 + struct.pack("<IQ", start, size)


FAMILY = Family(
    name="containers",
    title="What kind of workbook it is",
    files=(
        Awkward("real_old.xls", "A workbook of the binary format before 2007.", old_xls, loaded(10)),
        Awkward("open_document.ods", "A workbook of the OpenDocument format.", open_document, loaded(10)),
        Awkward(
            "text_named.xls",
            "Tab-separated text that was given the name of a workbook.",
            lambda: csv_bytes(call_rows(), "\t", "\r\n", "cp1252"),
            loaded(10),
        ),
        Awkward(
            "encrypted.xlsx",
            "A workbook protected by a password: a compound file, no zip.",
            encrypted,
            refused("password", check="the hint says to save a copy without the password"),
        ),
        Awkward(
            "UPPER_CASE.XLSX.CSV",
            "Extensions in capitals, and two of them.",
            lambda: csv_bytes(call_rows()),
            loaded(10),
        ),
        Awkward(
            "garbage.bin",
            "Four kilobytes that mean nothing.",
            lambda: bytes((7 * i * i + 13 * i + i // 7) % 256 for i in range(4096)),
            refused(""),
        ),
    ),
)
