"""Nobody real may be named in the repository: every number, plate, postcode and the like is of a reserved range.

Each tracked text file, and each text inside a tracked workbook, is searched for anything shaped
like a telephone number, plate, postcode, national number, e-mail address, handset or SIM number.
What is found must lie in a range nobody has, or stand in `only_invented_exceptions.toml` with a reason.
"""

from __future__ import annotations

import io
import re
import subprocess
import tomllib
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
EXCEPTIONS = tomllib.loads((Path(__file__).parent / "only_invented_exceptions.toml").read_text(encoding="utf-8"))

#: Ofcom's numbers for drama use, national form without the leading 0; code may leave off the last digits.
DRAMA = re.compile(
    r"7700900\d{0,3}|2079460\d{0,3}|1(?:1[3-8]|[2-6]1)4960\d{0,3}|1914980\d{0,3}|28964960\d{0,2}|2896496[0-6]\d{0,2}"
    r"|2920180\d{0,3}|1632960\d{0,3}|8081570\d{0,3}|9098790\d{0,3}|3069990\d{0,3}"
)


#: Country codes of ITU-T E.164, by length.
COUNTRY = (
    r"1|7|2[07]|3[0-469]|4[013-9]|5[1-8]|6[0-6]|8[1246]|9[0-58]"
    r"|2[1-689]\d|3[578]\d|42\d|50\d|59\d|6[7-9]\d|80\d|8[578]\d|9[679]\d"
)


def abroad(text: str) -> bool:
    """Whether an international number cannot be dialled, or is a drama number."""
    digits = re.sub(r"\D", "", text)
    if digits.startswith("44"):
        return len(digits) < 9 or DRAMA.fullmatch(digits[2:].lstrip("0")) is not None
    # Country code 999 is unassigned; after any country code a national part that starts with 0 reaches nobody;
    # 070-1740605 to 699 are Sweden's reserved numbers. Fewer than eight digits are a part of a number.
    return len(digits) < 8 or re.match(rf"999|46701740[67]|(?:{COUNTRY})0", digits) is not None


def at_home(text: str) -> bool:
    digits = re.sub(r"\D", "", text)
    # A PESEL that starts with 0 has the length of a telephone number.
    return DRAMA.fullmatch(digits[1:]) is not None or pesel_century(digits) == 2200


def pesel_century(digits: str) -> int | None:
    """The century of birth that eleven digits state if they are a PESEL: check digit and date must fit."""
    if len(digits) != 11:
        return None
    total = sum(int(d) * w for d, w in zip(digits, (1, 3, 7, 9, 1, 3, 7, 9, 1, 3, 1), strict=True))
    century, month = divmod(int(digits[2:4]), 20)
    if total % 10 or not 1 <= month <= 12 or not 1 <= int(digits[4:6]) <= 31:
        return None
    return (1900, 2000, 2100, 2200, 1800)[century]


def mail(text: str) -> bool:
    """Whether an e-mail address is of a reserved domain, or a messenger's address of an invented number or a group."""
    user, _, domain = text.partition("@")
    if domain in ("s.whatsapp.net", "c.us"):
        return abroad(re.sub(r"[:.]\d+$|^\D+", "", user))
    if domain == "g.us":  # a group: its creator's number and a moment, or a number that is nobody's
        return "-" not in user or abroad(user.partition("-")[0])
    return re.search(r"^(?:[\w-]+\.)*(?:example\.(?:org|com|net)|example|test|invalid)$", domain) is not None


def pesel(text: str) -> bool:
    return DRAMA.fullmatch(text[1:]) is not None or pesel_century(text) in (None, 2200)


#: What is looked for -> how it looks, and whether a match is invented.
KINDS: dict[str, tuple[re.Pattern[str], Callable[[str], bool]]] = {
    "phone abroad": (re.compile(r"(?<![\w.+])\+[1-9][\d ()-]{6,16}\d(?![\d.])"), abroad),
    "phone UK": (re.compile(r"(?<![\d.+\w])0[1237]\d{2,4}[ -]?\d{3}[ -]?\d{3,4}(?![\d.]|-\d)"), at_home),
    "phone UK without plus": (re.compile(r"(?<![\d.+\w])44[1237]\d{9}(?!\d)"), abroad),
    "plate": (re.compile(r"(?<![\w-])[A-HJ-PR-Y][A-HJ-PR-Y]\d\d ?[A-HJ-PR-Z]{3}(?![\w-])"), lambda t: t[0] == "Z"),
    # Our own inward codes use letters no real one has; the only area that starts with Z is ZE.
    "postcode": (
        re.compile(r"(?<![\w-])(?:[A-PR-UWYZ][A-HK-Y]?\d[A-HJKPSTUW\d]?) \d[ABD-HJLNP-UW-Z]{2}(?![\w-])"),
        lambda t: t[0] == "Z" and t[1] != "E",
    ),
    "national insurance number": (
        re.compile(r"(?<!\w)[A-CEGHJ-PR-TW-Z][A-CEGHJ-NPR-TW-Z] ?\d\d ?\d\d ?\d\d ?[A-D](?!\w)"),
        lambda t: False,
    ),
    "PESEL": (re.compile(r"(?<![\d.\w+])\d{11}(?![\d.\w])"), pesel),
    "e-mail": (
        re.compile(r"(?<![\w.+-])[\w.+-]{1,64}@(?:[\w-]{1,63}\.){1,6}[A-Za-z]{2,24}(?!\w)"),
        mail,
    ),
    "handset or SIM": (
        re.compile(r"(?<![\d.\w])\d{15}(?![\d.\w])"),
        lambda t: t.startswith(("00101", "35000000", "00100100")) or len(set(t)) == 1,
    ),
    "sort code": (re.compile(r"(?i)sort[ _-]?code\W{0,8}\d\d-\d\d-\d\d"), lambda t: "00-00-" in t),
}


def tracked() -> list[str]:
    found = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=False)
    if found.returncode != 0:
        pytest.skip("not a git checkout: there is no list of tracked files")
    return [name for name in found.stdout.split("\0") if name and (ROOT / name).is_file()]


def texts(name: str) -> Iterator[str]:
    """The text of a file; of a zip or workbook, that of each member."""
    data = (ROOT / name).read_bytes()
    if data[:2] == b"PK" and zipfile.is_zipfile(io.BytesIO(data)):
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            for member in archive.infolist():
                # What claims to be huge is a test of that claim; it says nothing.
                if member.file_size < 20_000_000:
                    yield archive.read(member).decode("utf-8", errors="replace")
    elif data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        yield data.decode("utf-16", errors="replace")
    elif b"\0" not in data[:4096]:
        yield data.decode("utf-8", errors="replace")


def excused(name: str, kind: str, found: str) -> bool:
    return any(
        entry["kind"] == kind and re.fullmatch(entry["text"], found) and re.search(entry.get("file", ""), name)
        for entry in EXCEPTIONS["exception"]
    )


def offences(name: str) -> Iterator[str]:
    for text in texts(name):
        for kind, (pattern, invented) in KINDS.items():
            for found in sorted(set(pattern.findall(text))):
                if not invented(found) and not excused(name, kind, found):
                    yield f"{name}: {kind} {found!r}"


def test_every_identifier_in_the_repository_is_invented() -> None:
    wrong = [offence for name in tracked() for offence in offences(name)]
    assert not wrong, "\n".join(wrong)


def test_every_exception_gives_its_reason() -> None:
    assert all(len(entry["reason"]) > 20 for entry in EXCEPTIONS["exception"])


# What must be caught is put together here, so that this file does not hold it.
REAL = {
    "phone abroad": "+44 7911 " + "123456",
    "phone UK": "0161 4" + "97 0000",
    "phone UK without plus": "4479111" + "23456",
    "plate": "AB" + "12 CDE",
    "postcode": "M1 " + "1AA",
    "national insurance number": "AB" + "123456C",
    "PESEL": "440514" + "01359",
    "e-mail": "someone@" + "police.uk",
    "handset or SIM": "4901542" + "03237518",
    "sort code": "sort code 20-" + "00-00",
}


@pytest.mark.parametrize("kind", KINDS)
def test_a_real_one_is_caught(kind: str) -> None:
    pattern, invented = KINDS[kind]
    found = pattern.findall(f"x {REAL[kind]}, y")
    assert found
    assert not invented(found[0])


@pytest.mark.parametrize(
    "text",
    ["07700 900123", "+447700900123", "01632 960417", "+48 0312 345 67", "+999712345678", "ZX26 ABC", "ZX1 2CV",
     "QQ123456C", "88630500004", "a@example.org", "350000000000001", "001010000000001", "sort code 00-00-12"],
)  # fmt: skip
def test_an_invented_one_passes(text: str) -> None:
    assert all(invented(found) for pattern, invented in KINDS.values() for found in pattern.findall(f"x {text}, y"))
