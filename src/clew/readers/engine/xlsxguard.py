"""Look at an XLSX or ODS before calamine does: refuse bombs.

A workbook is a zip. Its parts are decompressed once, in pieces and without keeping them, because
sizes in a zip's directory can lie.
"""

from __future__ import annotations

import io
import zipfile

from clew.errors import InputError

_PIECE = 1 << 20
#: Expanded bytes up to which no ratio is suspicious, and the ratio from which a larger part is refused.
RATIO_FROM_BYTES = 64 << 20
HIGHEST_RATIO = 200
#: Expanded bytes of all parts together.
LARGEST_TOTAL = 4 << 30


def checked(data: bytes, where: str) -> bytes:
    """Return the workbook's bytes, safe to open.

    Raises:
        InputError: it is no readable zip, it expands beyond all reason, or a sheet's used range is too large.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            total = 0
            for member in archive.infolist():
                total += _expanded(archive, member, where)
                if total > LARGEST_TOTAL:
                    raise _bomb(member.filename, where)
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError) as error:
        raise InputError(
            f"the workbook is damaged: {error}", where=where, hint="open it in a spreadsheet and save a copy"
        ) from error
    return data


def _expanded(archive: zipfile.ZipFile, member: zipfile.ZipInfo, where: str) -> int:
    """Return the real size of a part."""
    size = 0
    with archive.open(member) as stream:
        while piece := stream.read(_PIECE):
            size += len(piece)
            if size > RATIO_FROM_BYTES and size > HIGHEST_RATIO * max(member.compress_size, 1):
                raise _bomb(member.filename, where)
    return size


def _bomb(member: str, where: str) -> InputError:
    return InputError(
        f"the workbook expands beyond all reason at {member}: it looks like a zip bomb",
        where=where,
        hint="leave it out, or have it examined in isolation",
    )
