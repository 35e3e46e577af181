"""The streams in an evidence file, each with its reader, and the parts these readers find: one file, or an archive."""

from __future__ import annotations

import errno
import lzma
import struct
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from clew.errors import InputError
from clew.readers.archive import examine
from clew.readers.engine.bombs import Budget
from clew.readers.reader import Part, Reader, ReadOptions, Source
from clew.readers.recognise import UnrecognisedError, best, unrecognised
from clew.readers.report_folders import is_report

#: How many archives may lie inside one another; a deeper one is a file that no reader knows.
DEEPEST_ARCHIVE = 3

#: What a damaged archive makes the library raise, besides an `OSError`: EINVAL for a place that lies before its start,
#: and one without a number for a member packed by bzip2.
DAMAGE = (zipfile.BadZipFile, zlib.error, lzma.LZMAError, EOFError, NotImplementedError, struct.error)


def read_sources(path: Path, forced: str) -> tuple[list[tuple[Source, Reader]], tuple[str, ...]]:
    """Return the streams in a file, each with the reader that recognises it: one, or several of an archive.

    An archive that no reader takes as a whole is opened, and so are archives inside it.

    Returns:
        The streams, and a sentence for each member nobody recognises: it is reported, not read.

    Raises:
        InputError: the file, or every member of it, is of no known format, or cannot be read.
    """
    try:
        return _streams(Source(path), forced, Budget())
    except (OSError, *DAMAGE) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise InputError(f"cannot read the file: {reason}", where=str(path), hint="check the file") from error


def _streams(source: Source, forced: str, budget: Budget) -> tuple[list[tuple[Source, Reader]], tuple[str, ...]]:
    head = source.head()
    if not head.members or len(source.members) >= DEEPEST_ARCHIVE:
        reader = best(source, head, forced)
        if reader is None:
            raise unrecognised(source, head)
        return [(source, reader)], ()
    whole = best(source, head)
    if whole is not None:
        return [(source, best(source, head, forced) or whole)], ()
    contents = examine(source, budget)
    found: list[tuple[Source, Reader]] = []
    unread = [f"{source.inside(name).member} was not read: {reason}" for name, reason in contents.refused]
    unread += contents.notes
    last: InputError | None = None
    for member in contents.sources:
        try:
            inside, notes = _streams(member, forced, budget)
            found += inside
            unread += notes
        except InputError as error:
            unread.append(f"{member.member} was not read: {error.what}")
            last = error
    if not found:
        where = f"{source.path}!{source.member}" if source.members else str(source.path)
        raise last or UnrecognisedError(
            "nothing in the archive is read", where=where, hint="; ".join(unread[:3]) or "check the archive"
        )
    return found, tuple(unread)


@contextmanager
def damage_told(path: Path) -> Iterator[None]:
    """Say of a compressed member that breaks off while it is read that it is damaged.

    Raises:
        InputError: instead of what the library raises.
    """
    try:
        yield
    except (*DAMAGE, OSError) as error:
        if isinstance(error, OSError) and error.errno not in (errno.EINVAL, None):
            raise
        raise InputError(
            f"the archive is damaged: {error or type(error).__name__}", where=str(path), hint="ask for it again"
        ) from error
    except RuntimeError as error:
        if "password required" not in str(error):
            raise
        raise InputError(
            "the archive is protected by a password", where=str(path), hint="unpack it with its password, and load that"
        ) from error


def parts_of(
    sources: list[tuple[Source, Reader]], options: ReadOptions, failed: list[str]
) -> Iterator[tuple[Source, Part]]:
    """Yield the parts of every source; a member nothing can be read of is named in `failed`, the others go on.

    Raises:
        InputError: nothing can be read of any source.
    """
    names: dict[str, int] = {}
    last: InputError | None = None
    already = set(options.already_read)
    # A report is read behind the databases it was made from, so that it can leave out what they say better.
    for source, reader in sorted(sources, key=lambda pair: is_report(pair[0].member)):
        begun = len(names)
        try:
            for part in reader.read(source, replace(options, already_read=frozenset(already))):
                name = "!".join(x for x in (source.member, part.name) if x)
                names[name] = names.get(name, 0) + 1
                part.name = name if names[name] == 1 else f"{name}#{names[name]}"
                yield source, part
                if part.tally.read:
                    already.add(part.profile)
        except InputError as error:
            if len(names) > begun:
                raise
            failed.append(f"{source.member} was not read: {error.what}")
            last = error
    if last is not None and not names:
        raise last
