"""Zip archives: one honest, the others not."""

from __future__ import annotations

import io
import zipfile

from clew.synth.awkward.callrows import call_rows, csv_bytes
from clew.synth.awkward.case import Awkward, Family, loaded, refused


def archive(members: dict[str, bytes], stored: tuple[str, ...] = ()) -> bytes:
    """Return a zip of the given members, all dated 1 January 1980; those in `stored` are not packed."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as target:
        for name, data in members.items():
            entry = zipfile.ZipInfo(name)
            entry.compress_type = zipfile.ZIP_STORED if name in stored else zipfile.ZIP_DEFLATED
            target.writestr(entry, data)
    return buffer.getvalue()


def honest() -> bytes:
    return archive(
        {
            "request 11/calls_march.csv": csv_bytes(call_rows(6)),
            "request 11/calls_april.csv": csv_bytes(call_rows(10)[6:]),
            "__MACOSX/request 11/._calls_march.csv": b"\x00\x05\x16\x07",
            "request 11/.DS_Store": b"\x00\x00\x00\x01Bud1",
        }
    )


def slip() -> bytes:
    rows = csv_bytes(call_rows(3))
    return archive({"calls.csv": rows, "../../outside.csv": rows, "/etc/calls.csv": rows, "C:\\calls.csv": rows})


def bomb() -> bytes:
    # Blanks under a true header: it would pass for a table until it is read.
    return archive({"calls.csv": csv_bytes(call_rows(3)) + b" " * 80_000_000})


def nested() -> bytes:
    return archive({"inner.zip": honest(), "calls.csv": csv_bytes(call_rows(4))})


FAMILY = Family(
    name="archives",
    title="Zip archives",
    files=(
        Awkward(
            "two_files_and_litter.zip",
            "Two tables in a folder, and what a Mac leaves beside them.",
            honest,
            loaded(10, parts=2),
        ),
        Awkward(
            "names_that_lead_out.zip",
            "Members whose names lead out of the archive.",
            slip,
            loaded(3, says="leads out", check="nothing is written anywhere outside the case"),
        ),
        Awkward(
            "bomb.zip",
            "Eighty megabytes of blanks packed a thousandfold.",
            bomb,
            refused("expands", check="refused before it is expanded"),
        ),
        Awkward(
            "zip_in_zip.zip",
            "An archive inside the archive.",
            nested,
            loaded(14, parts=3, check="each row names the whole way to it, through both archives"),
        ),
    ),
)
