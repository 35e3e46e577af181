"""The audit chain: who did what to which objects, when and why, each line bound to the one before it.

Operations are those of the Data Protection Act 2018, section 62 (collect, alter, consult,
disclose, combine, erase) and the toolkit's own. Lines hold ids, never names or numbers. Each
line carries the hash of the line before it, so a changed, removed or inserted line breaks the
chain; the head (count and hash) is kept apart and printed on every report, so that a log cut
short or written anew is noticed too.
"""

from __future__ import annotations

import getpass
import hashlib
import json
import platform
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from clew import __version__
from clew.durable import append_line, canonical, locked, read_lines, write_text
from clew.errors import ClewError

OPERATIONS = (
    "collect", "alter", "consult", "disclose", "combine", "erase", "detect", "export", "unmask", "review", "seal",
    "settings",
)  # fmt: skip

START = "0" * 64


@dataclass(frozen=True, slots=True)
class Head:
    """Where the chain ends: how many lines and the hash of the last."""

    count: int
    hash: str

    def __str__(self) -> str:
        return f"{self.count}:{self.hash[:16]}"


class AuditChain:
    """The audit file of one case.

    Args:
        folder: The case's `audit/` folder.
        case_id: Written on every line.
    """

    def __init__(self, folder: Path, case_id: str) -> None:
        self.path = folder / "chain.jsonl"
        self.case_id = case_id

    def append(
        self,
        operation: str,
        command: str,
        *,
        objects: list[str] | None = None,
        reason: str = "",
        parameters: dict[str, Any] | None = None,
        result_count: int | None = None,
        recipients: list[str] | None = None,
    ) -> str:
        """Append one line and return its hash.

        Args:
            operation: One of `OPERATIONS`.
            command: The command or call, without names or numbers of people.
            objects: Entity, exhibit, record or finding ids touched.
            reason: Why, as the user gave it.
            parameters: Settings of the command; ids only.
            result_count: Rows or objects returned.
            recipients: Where a disclosure went: file names without case data, server addresses.
        """
        if operation not in OPERATIONS:
            raise ValueError(f"unknown audit operation {operation!r}")
        with locked(self.path):
            head = self.head()
            line: dict[str, Any] = {
                "number": head.count + 1,
                "previous": head.hash,
                "utc": datetime.now(UTC).isoformat(timespec="microseconds"),
                "operation": operation,
                "user": getpass.getuser(),
                "host": platform.node(),
                "case": self.case_id,
                "command": command,
                "objects": objects or [],
                "reason": reason,
                "parameters": parameters or {},
                "result_count": result_count,
                "recipients": recipients or [],
                "version": __version__,
            }
            line["hash"] = digest(line)
            append_line(self.path, line)
            write_text(self.path.with_name("head.txt"), f"{line['number']} {line['hash']}\n")
        return str(line["hash"])

    def head(self) -> Head:
        """Return where the chain ends now."""
        last = last_line(self.path)
        return Head(0, START) if last is None else Head(int(last["number"]), str(last["hash"]))

    def lines(self) -> list[dict[str, Any]]:
        """Return every line, oldest first."""
        return read_lines(self.path)

    def verify(self, expected: str = "") -> list[str]:
        """Return what is wrong with the chain, line by line; an empty list means nothing was found.

        Args:
            expected: A head printed earlier (`count:hash16`); the chain must pass through it.
        """
        try:
            lines = self.lines()
        except (ValueError, UnicodeDecodeError) as error:
            return [f"the file is damaged and cannot be read as lines: {error}"]
        problems = []
        previous = START
        for number, line in enumerate(lines, start=1):
            if line.get("number") != number:
                problems.append(f"line {number}: numbered {line.get('number')}, a line was removed or inserted")
            if line.get("previous") != previous:
                problems.append(f"line {number}: does not follow from the line before it")
            if line.get("hash") != digest(line):
                problems.append(f"line {number}: its content was changed after it was written")
            previous = str(line.get("hash"))
        problems += self._compare_head(lines, expected)
        return problems

    def _compare_head(self, lines: list[dict[str, Any]], expected: str) -> list[str]:
        problems = []
        kept = self.path.with_name("head.txt")
        if kept.exists():
            count, hash_ = kept.read_text(encoding="utf-8").split()
            if len(lines) < int(count) or (int(count) > 0 and lines[int(count) - 1].get("hash") != hash_):
                problems.append(
                    f"the chain ends at line {len(lines)} but its kept head is line {count}: lines are missing"
                )
        elif lines:
            problems.append("the kept head of the chain is missing")
        if expected:
            count, _, start = expected.partition(":")
            if not count.isdigit() or not start:
                raise ClewError(f"{expected!r} is not a chain head", hint="copy it from a report: 12:3f9a...")
            if len(lines) < int(count) or not str(lines[int(count) - 1].get("hash", "")).startswith(start):
                problems.append(f"the chain does not pass through the head {expected}: it was written anew")
        return problems


def digest(line: dict[str, Any]) -> str:
    """Return the SHA-256 of a line without its own `hash`."""
    return hashlib.sha256(canonical({k: v for k, v in line.items() if k != "hash"}).encode()).hexdigest()


def last_line(path: Path) -> dict[str, Any] | None:
    """Read the last whole line without reading the whole file."""
    if not path.exists():
        return None
    with path.open("rb") as handle:
        size = handle.seek(0, 2)
        step = 65_536
        while True:
            handle.seek(max(0, size - step))
            tail = handle.read()
            tail = tail[: tail.rfind(b"\n") + 1]
            whole = tail.rstrip(b"\n").split(b"\n")
            if len(whole) > 1 or step >= size:
                break
            step *= 4
    return json.loads(whole[-1]) if whole and whole[-1] else None
