"""Files arrive in every encoding; each is read, and every guess or repair is said."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clew.readers.engine import encoding
from clew.readers.engine.encoding import open_utf8, survey
from clew.readers.reader import Source

POLISH = "Nazwisko,Imię\nŚwierkowiak,Małgorzata\nJeżynowska,Łucja\nWilczołęcki,Zbigniew\n" * 5


def _clean(path: Path, data: bytes) -> tuple[str, encoding.Encoding]:
    path.write_bytes(data)
    found = survey(Source(path))
    with open_utf8(Source(path), found) as stream:
        return stream.read().decode("utf-8"), found


@pytest.mark.parametrize(
    ("data", "name"),
    [
        (b"\xef\xbb\xbf" + POLISH.encode(), "utf-8"),
        (POLISH.encode(), "utf-8"),
        (b"\xff\xfe" + POLISH.encode("utf-16-le"), "utf-16-le"),
        (b"\xfe\xff" + POLISH.encode("utf-16-be"), "utf-16-be"),
        (POLISH.encode("utf-16-le"), "utf-16-le"),
        (POLISH.encode("utf-16-be"), "utf-16-be"),
    ],
    ids=["utf-8 with mark", "utf-8", "utf-16 le", "utf-16 be", "utf-16 le without mark", "utf-16 be without mark"],
)
def test_unicode_encodings_are_found(tmp_path: Path, data: bytes, name: str) -> None:
    text, found = _clean(tmp_path / "x.csv", data)
    assert (text, found.name) == (POLISH, name)


def test_western_windows_text_is_the_last_resort_and_says_so(tmp_path: Path) -> None:
    text, found = _clean(tmp_path / "x.csv", "Surname,Town\nBjörk,Malmö\nGarcía,Cádiz\n".encode("cp1252"))
    assert found.name == "cp1252"
    assert "Björk,Malmö" in text
    assert "García" in text
    assert any("cp1252" in warning for warning in found.warnings)


WESTERN = "Björk,Malmö\nGarcía,Cádiz\nMüller,Straße\nO’Brien – note\n"


@pytest.mark.parametrize(
    ("text", "name"),
    [
        (POLISH, "cp1250"),
        (POLISH, "iso8859_2"),
        (POLISH, "cp852"),
        (WESTERN, "cp1252"),
        (WESTERN.replace("’", "'").replace("–", "-"), "cp850"),
        (WESTERN, "mac_roman"),
        ("Zürn,Lüneberg\nGroßmann,Nürstein\n", "mac_roman"),
        ("Иванов,Сергей\nПетрова,Мария\n", "cp1251"),
        ("Zoë,Zellmouth\n", "cp1252"),
        ("Amount,£5.00\n" * 3, "cp1252"),
    ],
)
def test_old_code_pages_are_told_apart_by_their_letters(tmp_path: Path, text: str, name: str) -> None:
    found, encoding_found = _clean(tmp_path / "x.csv", text.encode(name))
    assert found == text
    assert "not UTF-8" in encoding_found.warnings[0]


def test_one_bad_byte_far_into_the_file_is_noticed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(encoding, "CHUNK", 64)
    text, found = _clean(tmp_path / "x.csv", b"name,town\n" + b"plain,text\n" * 50 + "Zoë,here\n".encode("cp1252"))
    assert found.name == "cp1252"
    assert text.endswith("Zoë,here\n")


def test_nul_bytes_are_removed_and_counted(tmp_path: Path) -> None:
    text, found = _clean(tmp_path / "x.csv", b"a,b\n1,\x002\n3\x00,4\n" + b"5,6\n" * 100)
    assert "\0" not in text
    assert text.startswith("a,b\n1,2\n3,4\n")
    assert found.warnings == ("2 NUL bytes removed",)


def test_a_cut_off_character_at_the_end_is_no_utf_8(tmp_path: Path) -> None:
    _, found = _clean(tmp_path / "x.csv", b"name\nZo" + b"\xc3")
    assert found.name == "cp1252"


@given(text=st.text(st.characters(codec="utf-8", exclude_characters="\0\x1f\ufeff")), chunk=st.integers(1, 9))
def test_utf_8_survives_any_cut_into_pieces(text: str, chunk: int, tmp_path_factory: pytest.TempPathFactory) -> None:
    path = tmp_path_factory.mktemp("cut") / "x.csv"
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(encoding, "CHUNK", chunk)
        path.write_bytes(text.encode())
        assert survey(Source(path)).name in ("utf-8", "utf-16-le", "utf-16-be") or "\0" in text
        assert survey(Source(path)).warnings == () or "\0" in text


def test_reading_can_start_behind_the_header(tmp_path: Path) -> None:
    path = tmp_path / "x.csv"
    path.write_bytes("Ä,b\n1,2\n".encode("cp1252"))
    found = survey(Source(path))
    with open_utf8(Source(path), found, start=len("Ä,b\n".encode())) as stream:
        assert stream.read() == b"1,2\n"
