"""Content decides, not the file name; what cannot be read says what it looks like."""

from __future__ import annotations

import random
import zipfile
from pathlib import Path

import pytest

from clew.errors import InputError, UsageError
from clew.plugins import discover
from clew.readers import recognise
from clew.readers.reader import Reader, Source
from clew.readers.recognise import choose, is_litter


def _source(tmp_path: Path, data: bytes, name: str = "file.bin") -> Source:
    (tmp_path / name).write_bytes(data)
    return Source(tmp_path / name)


@pytest.mark.parametrize(
    ("data", "reader"),
    [
        (b"Surname,Forename\nExample,Sam\n", "tables"),
        ("Surname\tForename\nExample\tSam\n".encode("utf-16"), "tables"),
        (b"BEGIN:VCARD\r\nVERSION:3.0\r\nFN:Sam\r\nEND:VCARD\r\n", "vcard"),
        (b"\xef\xbb\xbfbegin:vcard\nFN:Sam\nend:vcard\n", "vcard"),
        (b"<?xml version='1.0'?>\n<!-- made by an app -->\n<smses count='0'></smses>", "sms-backup"),
        (b"<?xml version='1.0'?><?xml-stylesheet type='text/xsl' href='calls.xsl'?><calls count='0'/>", "sms-backup"),
        (b"<alllogs></alllogs>", "sms-backup"),
        ('<?xml version="1.0" encoding="UTF-16"?><smses/>'.encode("utf-16"), "sms-backup"),
    ],
)
def test_content_chooses_the_reader(tmp_path: Path, data: bytes, reader: str) -> None:
    assert choose(_source(tmp_path, data, "misleading.pdf")).name == reader


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "the file is empty"),
        (b"\xef\xbb\xbf \r\n", "the file is empty"),
        (b"\0" * 5000, "the file is empty"),
        (b"%PDF-1.7 ...", "a PDF document"),
        (b"\x89PNG\r\n\x1a\n" + b"\0" * 20, "an image"),
        (b"\xff\xd8\xff\xe0" + b"\0" * 20, "an image"),
        (b"SQLite format 3\0" + b"\0" * 80, "an SQLite database"),
        (b"<?xml version='1.0'?><chart/>", "XML"),
        (b'{"a": 1}', "JSON"),
        (random.Random(1).randbytes(1_000_000), "binary data"),
    ],
    ids=["nothing", "blank", "zeros", "pdf", "png", "jpeg", "sqlite", "xml", "json", "a million garbage bytes"],
)
def test_what_cannot_be_read_says_what_it_looks_like(tmp_path: Path, data: bytes, words: str) -> None:
    with pytest.raises(InputError, match=words) as caught:
        choose(_source(tmp_path, data))
    assert caught.value.hint
    assert "file.bin" in caught.value.where


def test_a_word_document_is_no_workbook(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "letter.xlsx", "w") as archive:
        archive.writestr("word/document.xml", "<w/>")
    with pytest.raises(InputError, match="a zip archive"):
        choose(Source(tmp_path / "letter.xlsx"))


def test_a_reader_can_be_forced(tmp_path: Path) -> None:
    source = _source(tmp_path, b"%PDF-1.7")
    assert choose(source, "tables").name == "tables"
    with pytest.raises(UsageError, match="no reader 'nonsense'"):
        choose(source, "nonsense")


def test_two_readers_that_claim_a_file_alike_are_an_error_naming_both(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    two = {n: Reader(n, "1", n, lambda _: 0.5, lambda *_: iter(())) for n in ("alpha", "beta")}
    monkeypatch.setattr(recognise, "discover", lambda *_: two)
    with pytest.raises(InputError, match="alpha and beta") as caught:
        choose(_source(tmp_path, b"x"))
    assert "--reader alpha" in caught.value.hint


@pytest.mark.parametrize(
    "name", ["~$people.xlsx", "._people.csv", ".DS_Store", "a/.DS_Store", "__MACOSX/a.csv", "Thumbs.db", "x\\~$y.xlsx"]
)
def test_droppings_of_programs_are_no_evidence(name: str) -> None:
    assert is_litter(name)
    assert not is_litter("evidence/people.xlsx")


@pytest.mark.parametrize("name", sorted(discover("clew.readers", "READER")))
def test_every_reader_survives_garbage_it_is_forced_on(tmp_path: Path, name: str) -> None:
    from clew.readers.reader import ReadOptions

    reader = discover("clew.readers", "READER")[name]
    for data in (b"", b"x", b"\0" * 100, random.Random(2).randbytes(100_000), b"PK\x03\x04garbage", b"<", b"a,b\n" * 3):
        with pytest.raises(InputError):
            [list(part.batches) for part in reader.read(_source(tmp_path, data), ReadOptions())]
