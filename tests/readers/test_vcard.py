"""Address books as phones write them: three versions in one file, folded, quoted-printable, unfinished."""

from __future__ import annotations

import base64

import pytest
import vobject

from clew.errors import InputError

CARDS = """BEGIN:VCARD
VERSION:3.0
FN:Sam Example
N:Example;Sam;;;
TEL;TYPE=CELL,VOICE:+44 7700 900123
TEL;TYPE=HOME:020 7946 0123
EMAIL;TYPE=INTERNET:sam@example.org
ORG:Example Ltd;Sales
ADR;TYPE=HOME:;;1 High St;Zellmouth;;ZX1 2CV;UK
NOTE:first line\\nsecond\\, line
END:VCARD
"""


def test_a_card(read_one) -> None:
    found = read_one(CARDS, "x.vcf")
    assert (found.part.normaliser, found.part.evidence_type, found.refs) == ("contacts", "handset", ["card 1"])
    row = found.rows[0]
    assert row["display_name"] == "Sam Example"
    assert row["phone"] == "+44 7700 900123\n020 7946 0123"
    assert row["email"] == "sam@example.org"
    assert row["organisation"] == "Example Ltd Sales"
    assert row["address"] == "1 High St, Zellmouth, ZX1 2CV, UK"
    assert row["note"] == "first line\nsecond, line"


def test_own_parser_agrees_with_vobject_on_a_sound_card(read_one) -> None:
    row = read_one(CARDS, "x.vcf").rows[0]
    card = vobject.readOne(CARDS)
    assert row["display_name"] == card.fn.value
    assert row["phone"].split("\n") == [tel.value for tel in card.tel_list]
    assert row["note"] == card.note.value


def test_versions_mixed_in_one_file(read_one) -> None:
    text = (
        "BEGIN:VCARD\r\nVERSION:2.1\r\nN:Example;Alex\r\nTEL;CELL;PREF:07700900124\r\nEND:VCARD\r\n" + CARDS
        + "BEGIN:VCARD\nVERSION:4.0\nFN:Kim\nTEL;VALUE=uri;TYPE=\"voice,cell\":tel:+44-7700-900-125\nEND:VCARD\n"
    )  # fmt: skip
    found = read_one(text, "x.vcf")
    assert found.column("display_name") == ["Alex Example", "Sam Example", "Kim"]
    assert found.column("phone")[0] == "07700900124"
    assert found.column("phone")[2] == "+44-7700-900-125"


def test_quoted_printable_over_several_lines(read_one) -> None:
    text = (
        "BEGIN:VCARD\nVERSION:2.1\nFN;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:Zo=C3=AB =C5=81=\n=C3=B3d=C5=BA\n"
        "NOTE;ENCODING=QUOTED-PRINTABLE;CHARSET=ISO-8859-1:caf=E9=0D=0Around the corner\nEND:VCARD\n"
    )
    row = read_one(text, "x.vcf").rows[0]
    assert row["display_name"] == "Zoë Łódź"
    assert row["note"] == "café\r\nround the corner"


def test_folded_lines_and_pictures(read_one) -> None:
    picture = base64.b64encode(b"\xff\xd8\xff" * 2000).decode()
    lines = "\n ".join(picture[i : i + 70] for i in range(0, len(picture), 70))
    old = "\n".join(picture[i : i + 70] for i in range(0, len(picture), 70))
    text = (
        f"BEGIN:VCARD\nFN:Very lo\n ng name\nPHOTO;ENCODING=b;TYPE=JPEG:{lines}\nTEL:07700900123\nEND:VCARD\n"
        f"BEGIN:VCARD\nFN:Old\nPHOTO;JPEG;ENCODING=BASE64:{old}\n\nTEL:07700900124\nEND:VCARD\n"
    )
    first, second = read_one(text, "x.vcf").rows
    assert first["display_name"] == "Very long name"
    assert (first["phone"], second["phone"]) == ("07700900123", "07700900124")
    assert "6000 bytes, SHA-256" in first["raw"]
    assert "6000 bytes, SHA-256" in second["raw"]


def test_a_card_without_end_and_one_that_breaks_off(read_one) -> None:
    found = read_one("BEGIN:VCARD\nFN:One\nTEL:07700900123\nBEGIN:VCARD\nFN:Two\nTEL:0770", "x.vcf")
    assert found.column("display_name") == ["One", "Two"]
    assert found.part.tally.warnings == ["card 1 has no END:VCARD", "card 2 has no END:VCARD"]


def test_missing_names_fall_back(read_one) -> None:
    text = "".join(f"BEGIN:VCARD\n{line}\nEND:VCARD\n" for line in ("N:Example;Sam;;Dr;", "NICKNAME:Fen", "TEL:123"))
    assert read_one(text, "x.vcf").column("display_name") == ["Dr Sam Example", "Fen", ""]


def test_an_empty_card_is_set_aside(read_one) -> None:
    found = read_one("BEGIN:VCARD\nVERSION:3.0\nEND:VCARD\nBEGIN:VCARD\nFN:Sam\nEND:VCARD\n", "x.vcf")
    assert found.refs == ["card 2"]
    assert found.aside == [("card 1", "nothing in the card can be read")]


def test_messenger_accounts(read_one) -> None:
    text = (
        "BEGIN:VCARD\nFN:Sam\nTEL;waid=447700900123:+44 7700 900123\nIMPP;X-SERVICE-TYPE=Telegram:x-apple:fen\n"
        "X-SKYPE-USERNAME:sam.example\nIMPP:sip:sam@example.org\nEND:VCARD\n"
    )
    assert read_one(text, "x.vcf").rows[0]["messaging"].split("\n") == [
        "whatsapp:447700900123", "telegram:fen", "skype-username:sam.example", "sip:sam@example.org",
    ]  # fmt: skip


def test_labels_and_unknown_fields_stay_in_the_row(read_one) -> None:
    text = (
        "BEGIN:VCARD\nFN:Sam\nitem1.TEL:07700900123\nitem1.X-ABLabel:_$!<Work>!$_\nBDAY:1990-02-01\n"
        "X-ANDROID-CUSTOM:vnd.android.cursor.item/relation;Kim;1;;\nEND:VCARD\n"
    )
    raw = read_one(text, "x.vcf").rows[0]["raw"]
    for piece in ("TEL is _$!<Work>!$_", "BDAY=1990-02-01", "Kim"):
        assert piece in raw


def test_old_encodings(read_one) -> None:
    data = "BEGIN:VCARD\nVERSION:2.1\nFN:Björn Åkesson\nTEL:07700900123\nEND:VCARD\n".encode("cp1252")
    found = read_one(data, "x.vcf")
    assert found.column("display_name") == ["Björn Åkesson"]
    assert "cp1252" in found.part.tally.warnings[0]
    assert read_one(CARDS.encode("utf-16"), "y.vcf").column("display_name") == ["Sam Example"]


def test_a_file_without_cards_is_refused() -> None:
    from pathlib import Path

    from clew.readers.reader import ReadOptions, Source
    from clew.readers.vcard import READER

    with pytest.raises(InputError, match="no card"):
        list(READER.read(Source(Path(__file__)), ReadOptions()))
