"""Loading one evidence file: recognised, read as a stream, typed, written, and committed last of all."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from clew.errors import ClewError, InputError
from clew.ledger.files import sha256 as sha256_of
from clew.ledger.manifest import commit, in_force, load_id
from clew.ledger.seen import SeenRows
from clew.ledger.sources import damage_told, parts_of, read_sources
from clew.ledger.write import LoadWriter, remove_abandoned
from clew.model.exhibit import Exhibit, PartCount
from clew.normalise.normaliser import Context, Normaliser
from clew.plugins import discover
from clew.readers.phone_files import SIDECARS
from clew.readers.reader import Part, Reader, ReadOptions, Source


@dataclass(frozen=True, slots=True)
class Facts:
    """What is stated about an evidence file by the user or by `exhibits.toml`.

    `timezone` is an IANA name; `timezone_basis` says where it comes from (`stated_for_exhibit`
    or `case_default`); `day_order` is `dmy` or `mdy`, `day_order_basis` likewise. `device` names the
    telephone several files come from, so that they share one placeholder for its user.
    """

    legal_basis: str
    owner: str
    received_date: str
    timezone: str
    timezone_basis: str
    day_order: str
    day_order_basis: str
    region: str = "GB"
    grade: str = ""
    handling: str = ""
    reference: str = ""
    reader: str = ""
    device: str = ""


class OtherDayOrderError(Exception):
    """The dates prove the other order of day and month; the file is read once more with it."""


@dataclass(slots=True)
class Counting:
    """Counts of one part while it is read."""

    duplicate: int = 0
    unusable: int = 0
    seen: SeenRows = field(default_factory=SeenRows)


def load_file(
    path: Path,
    sha256: str,
    facts: Facts,
    options: ReadOptions,
    *,
    ledger: Path,
    manifests: Path,
    progress: Callable[[int], None] | None = None,
) -> tuple[Exhibit, bool]:
    """Load one file into the ledger and commit it.

    Args:
        path: The evidence file, opened read-only.
        sha256: Its hash, taken before anything else read it.
        facts: What is stated about it.
        options: Profile or mapping to use.
        ledger: Folder of the Parquet files.
        manifests: Folder of the manifests.
        progress: Called with the number of rows read since the last call.

    Returns:
        The committed exhibit, and whether it is new (false: these bytes were loaded in the same way before).

    Raises:
        InputError: the file is of no known format, contradicts itself or is damaged as a whole.
        ClewError: the disk is full or a folder cannot be written; nothing half-written stays.
    """
    sources, unread = read_sources(path, facts.reader)
    beside = hashes_beside(path)
    readers = sorted({f"{r.name} {r.version}" for _, r in sources})
    identity = _identity(sha256, readers, facts, options, beside)
    earlier = in_force(manifests)
    for exhibit in earlier:
        if exhibit.exhibit_id == identity:
            return exhibit, False
    remove_abandoned(ledger, process_is_alive)
    try:
        parts, files, facts, failed = _read_all(sources, sha256, identity, facts, options, ledger, progress)
    except OtherDayOrderError:
        other = "mdy" if facts.day_order == "dmy" else "dmy"
        facts = replace(facts, day_order=other, day_order_basis="proven")
        parts, files, facts, failed = _read_all(sources, sha256, identity, facts, options, ledger, progress)
    first = sources[0][1]
    name = first.name if len({r.name for _, r in sources}) == 1 else "zip"
    exhibit = _exhibit(
        path, sha256, facts, earlier,
        exhibit_id=identity, reader=name, reader_version=first.version, parts=tuple(parts), files=files,
        companions=beside, warnings=(*unread, *failed),
    )  # fmt: skip
    commit(manifests, exhibit)
    return exhibit, True


def register_unread(path: Path, sha256: str, facts: Facts, reason: str, *, manifests: Path) -> tuple[Exhibit, bool]:
    """Commit an exhibit of which nothing is read, so that it is on record with its hash and the reason.

    Returns:
        The exhibit, and whether it is new.
    """
    beside = hashes_beside(path)
    identity = _identity(sha256, [], facts, ReadOptions(), beside)
    earlier = in_force(manifests)
    for exhibit in earlier:
        if exhibit.sha256 == sha256:
            return exhibit, False
    exhibit = _exhibit(
        path, sha256, facts, earlier,
        exhibit_id=identity, reader="none", reader_version="", parts=(), files={}, companions=beside,
        warnings=(f"not read: {reason}",),
    )  # fmt: skip
    commit(manifests, exhibit)
    return exhibit, True


def hashes_beside(path: Path) -> dict[str, str]:
    """Return name and SHA-256 of the files SQLite keeps beside a database (`-wal`): they are part of the exhibit."""
    beside = (path.with_name(path.name + end) for end in SIDECARS)
    return {each.name: sha256_of(each) for each in beside if each.is_file()}


def _identity(sha256: str, readers: list[str], facts: Facts, options: ReadOptions, beside: dict[str, str]) -> str:
    return load_id(
        sha256,
        readers=readers,
        profile=options.profile,
        mapping=options.mapping,
        timezone=facts.timezone,
        day_order=facts.day_order,
        region=facts.region,
        beside=beside,
        facts=[
            facts.legal_basis, facts.owner, facts.received_date, facts.grade, facts.handling, facts.reference,
            facts.device,
        ],
    )  # fmt: skip


def _exhibit(path: Path, sha256: str, facts: Facts, earlier: list[Exhibit], **found: Any) -> Exhibit:
    return Exhibit(
        path=str(path),
        sha256=sha256,
        size_bytes=path.stat().st_size,
        legal_basis=facts.legal_basis,
        owner=facts.owner,
        received_date=facts.received_date,
        timezone=facts.timezone,
        timezone_basis=facts.timezone_basis,
        day_order=facts.day_order,
        day_order_basis=facts.day_order_basis,
        grade=facts.grade,
        handling=facts.handling,
        reference=facts.reference,
        device=facts.device or sha256,
        loaded_utc=datetime.now(UTC).isoformat(timespec="seconds"),
        supersedes=tuple(e.exhibit_id for e in earlier if e.sha256 == sha256),
        **found,
    )


def _read_all(
    sources: list[tuple[Source, Reader]],
    sha256: str,
    identity: str,
    facts: Facts,
    options: ReadOptions,
    ledger: Path,
    progress: Callable[[int], None] | None,
) -> tuple[list[PartCount], dict[str, str], Facts, list[str]]:
    """Return the counts of every part, the files written, the facts as proven, and the members that were not read."""
    counts: list[PartCount] = []
    failed: list[str] = []
    evidence = [0, 0]
    with LoadWriter(ledger, identity, sha256) as writer, damage_told(sources[0][0].path):
        for source, part in parts_of(sources, options, failed):
            context = context_of(part, sha256, facts)
            counts.append(load_part(source, part, context, writer, progress))
            order = context.memo.get("day_order", [0, 0])
            evidence = [evidence[0] + order[0], evidence[1] + order[1]]  # type: ignore[index]
        facts = judge_day_order(facts, evidence[0], evidence[1], str(sources[0][0].path))
        files = writer.finish()
    return counts, files, facts, failed


def judge_day_order(facts: Facts, dmy: int, mdy: int, path: str) -> Facts:
    """Decide the order of day and month for the whole file, or refuse it.

    Raises:
        InputError: some dates can only be day first and others only month first.
        OtherDayOrderError: the dates prove the order opposite to the one assumed.
    """
    if dmy and mdy:
        raise InputError(
            f"{dmy} dates can only be day/month and {mdy} only month/day",
            where=path,
            hint="split the file, or find out which rows were edited; Clew does not guess dates",
        )
    if (mdy and facts.day_order == "dmy") or (dmy and facts.day_order == "mdy"):
        if facts.day_order_basis == "stated_for_exhibit":
            raise InputError(
                f"the stated day order {facts.day_order} is contradicted by {dmy or mdy} dates",
                where=path,
                hint="leave --day-order out: the file proves its own order",
            )
        raise OtherDayOrderError
    if dmy or mdy:
        return replace(facts, day_order_basis="proven")
    return facts


def context_of(part: Part, sha256: str, facts: Facts) -> Context:
    """Return what the normaliser may know: a zone stated in the part's header or preamble goes first."""
    stated = part.meta.get("timezone", "")
    return Context(
        scope=facts.device or sha256,
        evidence_type=part.evidence_type,
        region=facts.region,
        timezone=stated or facts.timezone,
        tz_basis="stated_in_header" if stated else facts.timezone_basis,
        day_order=part.meta.get("day_order", facts.day_order),
        meta={**part.meta, "grade": part.meta.get("grade", facts.grade)},
        values=part.values,
    )


def load_part(
    source: Source, part: Part, context: Context, writer: LoadWriter, progress: Callable[[int], None] | None = None
) -> PartCount:
    """Read, type and write one part; return its counts. Every row read is kept, a duplicate or set aside."""
    normaliser: Normaliser = normaliser_of(part.normaliser)
    counting = Counting()
    done = 0
    for batch in part.batches:
        fresh = _without_duplicates(batch, part, counting, writer)
        result = normaliser.run(fresh, context)
        for kind, rows in sorted(result.tables.items()):
            writer.records(kind, rows, part.name)
        counting.unusable += result.set_aside.num_rows
        writer.apart(_apart(result.set_aside, part.name))
        if progress is not None:
            progress(part.tally.read - done)
            done = part.tally.read
    aside = part.tally.set_aside
    writer.apart(
        pa.table(
            {
                "part": [part.name] * len(aside),
                "row_ref": [r.row_ref for r in aside],
                "reason": [r.reason for r in aside],
                "raw": [r.raw for r in aside],
            }
        )
    )
    set_aside = len(aside) + counting.unusable
    return PartCount(
        part=part.name,
        profile=part.profile,
        kind=part.normaliser,
        evidence_type=part.evidence_type,
        columns=part.columns,
        read=part.tally.read,
        kept=part.tally.read - counting.duplicate - set_aside,
        duplicate=counting.duplicate,
        set_aside=set_aside,
        meta=dict(part.meta),
        warnings=tuple(part.tally.warnings),
    )


def normaliser_of(name: str) -> Normaliser:
    """Return the normaliser a reader names.

    Raises:
        ClewError: there is none; the profile is wrong.
    """
    known = discover("clew.normalise", "NORMALISER")
    if name not in known:
        raise ClewError(f"no normaliser is named {name!r}", hint=f"known: {', '.join(known)}")
    found: Normaliser = known[name]
    return found


def _without_duplicates(batch: pa.RecordBatch, part: Part, counting: Counting, writer: LoadWriter) -> pa.RecordBatch:
    pair = writer.hashes(batch.column("raw"))
    repeated = counting.seen.duplicates(pair["first"].to_numpy(), pair["second"].to_numpy())
    if not repeated.any():
        return batch
    counting.duplicate += int(repeated.sum())
    rows = pa.Table.from_batches([batch.filter(pa.array(repeated))]).select(["row_ref", "raw"])
    reason = pa.array(["the same as an earlier row of this part"] * rows.num_rows)
    writer.apart(_apart(rows.append_column("reason", reason), part.name), duplicate=True)
    return batch.filter(pa.array(np.logical_not(repeated)))


def _apart(rows: pa.Table, part: str) -> pa.Table:
    texts: dict[str, Any] = {name: pc.cast(rows[name], pa.string()) for name in ("row_ref", "reason", "raw")}
    return pa.table({"part": pa.array([part] * rows.num_rows, pa.string()), **texts})


def process_is_alive(pid: int) -> bool:
    """True when a process of this id runs on this machine; on Windows, where asking may stop it, always true."""
    if os.name == "nt":
        return True
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except (PermissionError, OSError):
        return True
    return True
