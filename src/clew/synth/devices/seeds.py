"""One small sound file for every reader, made from one small invented telephone: what damage is done to.

A reader without a seed here fails a contract test: what nobody damages nobody knows to survive.
"""

from __future__ import annotations

import shutil
import zipfile
from collections.abc import Callable
from functools import cache, partial
from pathlib import Path

from clew.synth.devices import (
    android,
    android_backup,
    axiom,
    case_uco,
    ios_calls,
    ios_contacts,
    ios_messages,
    ios_whatsapp,
    leapp,
    locations,
    oxygen,
    sms_backup,
    ufed_xlsx,
    ufed_xml,
    whatsapp_android,
    whatsapp_text,
    xry_text,
)
from clew.synth.devices.ios import write_backup_info
from clew.synth.devices.telephone import Telephone, invented_telephone
from clew.synth.exchange import anx, etsi

Maker = Callable[[Path], Path]


@cache
def small_telephone() -> Telephone:
    """Return a telephone with a few of everything."""
    return invented_telephone(7, calls=8, messages=30, positions=6)


def _at(write: Callable[..., object], name: str, **options: object) -> Maker:
    """Return a maker of a file that a writer writes to a path."""

    def make(folder: Path) -> Path:
        path = folder / name
        write(small_telephone(), path, **options)
        return path

    return make


def _of(content: Callable[..., bytes], name: str, **options: object) -> Maker:
    """Return a maker of a file whose bytes a function gives."""

    def make(folder: Path) -> Path:
        path = folder / name
        path.write_bytes(content(small_telephone(), **options))
        return path

    return make


def _backup(place: int, folder: Path) -> Path:
    return sms_backup.write(small_telephone(), folder)[place]


def _xry(place: int, folder: Path) -> Path:
    return xry_text.write(small_telephone(), folder)[place]


def _zip_of(write: Callable[[Telephone, Path], object], name: str) -> Maker:
    """Return a maker of a zip of the files a writer writes into a folder."""

    def make(folder: Path) -> Path:
        inside, path = folder / "inside", folder / name
        write(small_telephone(), inside)
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
            for file in sorted(inside.rglob("*")):
                if file.is_file():
                    member = zipfile.ZipInfo(file.relative_to(inside).as_posix(), (1980, 1, 1, 0, 0, 0))
                    archive.writestr(member, file.read_bytes())
        shutil.rmtree(inside)
        return path

    return make


def _of_text(name: str, text: str) -> Maker:
    def make(folder: Path) -> Path:
        path = folder / name
        path.write_text(text, encoding="utf-8")
        return path

    return make


def _kmz(folder: Path) -> Path:
    path = folder / "places.kmz"
    locations.zipped(path, doc_kml=locations.kml(small_telephone(), quirks=True), icon_png=b"\x89PNG")
    return path


_CARDS = """BEGIN:VCARD
VERSION:3.0
FN:Skye Ashdown
N:Ashdown;Skye;;;
TEL;TYPE=CELL,VOICE:+44 7700 900123
EMAIL;TYPE=INTERNET:skye.ashdown@example.org
NOTE:first line\\nsecond\\, line
END:VCARD
BEGIN:VCARD
VERSION:2.1
N;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:=C3=93;Dr=C3=A9
TEL;CELL:07700900124
END:VCARD
"""
_CALLS = """CALL DATA RECORDS
Subject: 07700 900101

Call Type,A Number,B Number,Start Date,Start Time,Duration,A IMEI,A IMSI,Start Cell ID
MO,07700900101,07700900102,14/03/2026,09:00:00,00:00:30,350000000000018,001010000000001,CELL-1
MT,07700900101,07700900103,14/03/2026,09:05:00,00:01:00,350000000000018,001010000000001,CELL-1
SMS-MO,07700900101,07700900102,15/03/2026,10:00:00,,350000000000018,001010000000001,CELL-2
"""

_ENTITIES = """{"id":"p1","schema":"Person","properties":{"name":["Skye Ashdown"],"birthDate":["1990-05-14"],\
"phone":["+447700900123"],"email":["skye.ashdown@example.org"]}}
{"id":"o1","schema":"Company","properties":{"name":["Zed Cars Ltd"],"registrationNumber":["00000001"]}}
{"id":"d1","schema":"Directorship","properties":{"director":["p1"],"organization":["o1"],"startDate":["2020"]}}
{"id":"c1","schema":"Call","properties":{"caller":["p1"],"receiver":["o1"],"date":["2026-03-02T09:00:00"]}}
{"id":"b1","schema":"BankAccount","properties":{"accountNumber":["00-00-01 12345678"]}}
{"id":"y1","schema":"Payment","properties":{"payer":["p1"],"beneficiary":["b1"],"amount":["12.50"],"currency":["GBP"]}}
"""

#: Name of a reader -> makers of files it reads.
SEEDS: dict[str, tuple[Maker, ...]] = {
    "android-backup": (_at(android_backup.write, "backup.ab"),),
    "android-calls": (_at(android.write_calllog, "calllog.db"),),
    "android-contacts": (_at(android.write_contacts, "contacts2.db"),),
    "android-messages": (_at(android.write_texts, "mmssms.db"),),
    "android-sims": (_at(android.write_sim, "telephony.db"),),
    "anx": (lambda folder: anx.write(folder / "chart.anx"),),
    "axiom-sheets": (_at(axiom.write_xlsx, "axiom.xlsx"),),
    "axiom-xml": (_at(axiom.write_xml, "axiom.xml"),),
    "case-uco": (_at(case_uco.write, "case.jsonld"), _at(case_uco.write, "bundle.jsonld", bundled=True)),
    "etsi-102657": (_at(etsi.write, "retained.xml"),),
    "ftm": (_of_text("entities.ftm.json", _ENTITIES),),
    "google-records": (_of(locations.records, "Records.json", quirks=True),),
    "google-timeline": (
        _of(locations.semantic, "2026_MARCH.json"),
        _of(locations.android_timeline, "Timeline.json"),
        _of(locations.iphone_timeline, "location-history.json"),
    ),
    "gpx": (_of(locations.gpx, "walk.gpx"),),
    "ios-backup-info": (
        _at(write_backup_info, "Info.plist"),
        _at(write_backup_info, "binary.plist", binary=True),
    ),
    "ios-calls": (_at(ios_calls.write_calls, "CallHistory.storedata"),),
    "ios-contacts": (_at(ios_contacts.write_contacts, "AddressBook.sqlitedb"),),
    "ios-messages": (_at(ios_messages.write_messages, "sms.db"),),
    "kml": (_of(locations.kml, "places.kml", quirks=True), _kmz),
    "leapp-lava": (_zip_of(leapp.write_lava, "lava.zip"),),
    "leapp-tsv": (_zip_of(leapp.write_tsv, "tsv.zip"),),
    "oxygen-sheets": (_at(oxygen.write_xlsx, "oxygen.xlsx"), _at(oxygen.write_xls, "oxygen.xls")),
    "oxygen-xml": (
        _of_text("oxygen.xml", '<?xml version="1.0"?><OxygenReport><Call a="1"/><Call a="2"/></OxygenReport>'),
    ),
    "sms-backup": (partial(_backup, 0), partial(_backup, 1)),
    "tables": (_of_text("calls.csv", _CALLS), _of(locations.warrant_csv, "positions.csv")),
    "ufed-xlsx": (_at(ufed_xlsx.write, "report.xlsx"),),
    "ufed-xml": (_at(ufed_xml.write, "report.xml"), _at(ufed_xml.write_ufdr, "report.ufdr")),
    "vcard": (_of_text("contacts.vcf", _CARDS),),
    "whatsapp-android": (
        _at(whatsapp_android.write_msgstore, "msgstore.db"),
        _at(whatsapp_android.write_msgstore, "old.db", generation="old"),
    ),
    "whatsapp-android-account": (_at(whatsapp_android.write_preferences, "preferences.xml"),),
    "whatsapp-android-contacts": (_at(whatsapp_android.write_wa, "wa.db"),),
    "whatsapp-ios": (
        _at(ios_whatsapp.write_whatsapp, "ChatStorage.sqlite"),
        _at(ios_whatsapp.write_whatsapp_calls, "CallHistory.sqlite"),
    ),
    "whatsapp-text": (
        _at(whatsapp_text.write, "chat.txt", group=0, quirks=True),
        _at(whatsapp_text.write, "android.txt", group=0, style="android-us", quirks=True),
        _at(whatsapp_text.write, "chat.zip", group=1, zipped=True, quirks=True),
    ),
    "xry-text": tuple(partial(_xry, place) for place in range(4)),
}
