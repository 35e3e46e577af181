"""Text as other programs write it: marks, code pages, line ends, separators, headers."""

from __future__ import annotations

from clew.synth.awkward.callrows import SUBJECT, call_rows, csv_bytes, lines
from clew.synth.awkward.case import Awkward, Family, loaded, refused

PEOPLE_HEADER = ("Surname", "Forename", "Date of Birth", "Address", "Mobile")
PEOPLE = (
    ("Björkängen", "Märta", "23/05/1980", "4 Heron Lane, Zarrowby, ZX21 3KC", "07700 900921"),
    ("Fothergate", "Zoë", "14/11/1991", "17 Kiln Walk, Zellmouth, ZX2 5OM", "07700 900922"),
    ("Älvgärd", "Åke", "30/01/1969", "2 Signal Hill, Zoffham, ZX31 8VI", "07700 900923"),
)


def mixed_line_ends() -> bytes:
    ends = ["\r\n", "\n", "\r\n", "\n\n"]
    return "".join(line + ends[i % 4] for i, line in enumerate(lines(call_rows()))).encode()


def no_header() -> bytes:
    return ("\n".join(lines(call_rows())[1:]) + "\n").encode()


def blank_after_header_word() -> bytes:
    header = ["Call Type ", " A Number", "B Number", "Start Date", "Start Time", "Duration ", "IMEI\u00a0"]
    return csv_bytes(call_rows(), header=header)


def quoted_newline() -> bytes:
    rows = [
        '"Nettlefold","Percy","19/08/1972","12 Quince Row\nZellmouth\nZX1 4CI","07700 900931"',
        '"Wagstone","Una","21/03/1988","Flat 2, ""The Beacon""\nZarrowby","07700 900932"',
    ]
    return ("\r\n".join([",".join(PEOPLE_HEADER), *rows]) + "\r\n").encode()


def person_a() -> bytes:
    header = ("Caller", "Receiver", "Date Time", "Duration")
    parties = [
        ("Person A", SUBJECT),
        ("Person_A", SUBJECT),
        (SUBJECT, "Person A"),
        (SUBJECT, "person a"),
        ("Person B", SUBJECT),
    ]
    rows = [(a, b, f"2026-03-{14 + i} 10:15:00", "40") for i, (a, b) in enumerate(parties)]
    return csv_bytes(rows, header=header)


def nul_bytes() -> bytes:
    return csv_bytes(call_rows()).replace(b"VOICE", b"VO\0ICE", 2)


FAMILY = Family(
    name="encodings",
    title="Encodings, line ends, separators, headers",
    files=(
        Awkward(
            "utf8_bom.csv",
            "UTF-8 with a byte order mark.",
            lambda: csv_bytes(call_rows(), encoding="utf-8-sig"),
            loaded(10),
        ),
        Awkward(
            "bom_in_the_middle.csv",
            "Two exports glued together: a byte order mark and a second header in the middle.",
            lambda: csv_bytes(call_rows()[:5], encoding="utf-8-sig") + csv_bytes(call_rows()[5:], encoding="utf-8-sig"),
            loaded(10),
        ),
        Awkward(
            "utf16le_tabs.txt",
            "UTF-16 little-endian with tabs, as 'Unicode text' is saved.",
            lambda: b"\xff\xfe" + csv_bytes(call_rows(), "\t", "\r\n", "utf-16-le"),
            loaded(10),
        ),
        Awkward(
            "cp1252_names.csv",
            "Names with umlauts in the Windows code page.",
            lambda: csv_bytes(PEOPLE, encoding="cp1252", header=PEOPLE_HEADER),
            loaded(3, normaliser="people", says="cp1252", check="the names read Björkängen, Zoë, Åke"),
        ),
        Awkward("mixed_line_ends.csv", "CRLF, LF and blank lines in one file.", mixed_line_ends, loaded(10)),
        Awkward("semicolons.csv", "Semicolons between the cells.", lambda: csv_bytes(call_rows(), ";"), loaded(10)),
        Awkward(
            "sep_line.csv",
            "The first line only says which separator follows.",
            lambda: b"sep=;\r\n" + csv_bytes(call_rows(), ";", "\r\n"),
            loaded(10),
        ),
        Awkward(
            "no_header.csv",
            "There is no header at all.",
            no_header,
            refused("header", check="the hint names --map and --as; no row is taken for a header and lost"),
        ),
        Awkward(
            "blank_after_header_word.csv",
            "Header words with blanks around them, one of them unbreakable.",
            blank_after_header_word,
            loaded(10),
        ),
        Awkward(
            "quoted_newline.csv",
            "Addresses of several lines inside quotes.",
            quoted_newline,
            loaded(2, normaliser="people", check="two people; the second row's place is where it starts in the file"),
        ),
        Awkward(
            "person_a_and_person_underscore_a.csv",
            "The same party as 'Person A', 'Person_A' and 'person a'.",
            person_a,
            loaded(5, check="they are not silently taken for one party"),
        ),
        Awkward(
            "nul_bytes.csv",
            "NUL bytes inside two cells.",
            nul_bytes,
            loaded(10, says="nul", check="the NUL bytes are removed and counted"),
        ),
    ),
)
