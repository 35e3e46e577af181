"""Decisions people take, appended and never overwritten: the last line on a subject is the one in force."""

from __future__ import annotations

import getpass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from clew.durable import append_line, locked, read_lines


class Decisions:
    """The append-only files in a case's `decisions/` folder, one per topic.

    Topics: `reviews` (finding -> enquire, dismiss, more-needed), `seals` (entity -> sealed, lifted),
    `runs` (detector -> run file), `confirmed` (number -> confirmed as a line by a person).
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def append(self, topic: str, subject: str, decision: str, reason: str = "", **more: Any) -> dict[str, Any]:
        """Append a decision and return the line as written."""
        path = self.folder / f"{topic}.jsonl"
        line = {
            "utc": datetime.now(UTC).isoformat(timespec="microseconds"),
            "user": getpass.getuser(),
            "subject": subject,
            "decision": decision,
            "reason": reason,
            **more,
        }
        self.folder.mkdir(parents=True, exist_ok=True)
        with locked(path):
            append_line(path, line)
        return line

    def history(self, topic: str, subject: str = "") -> list[dict[str, Any]]:
        """Return the lines of a topic, oldest first; of one subject when given."""
        return [d for d in read_lines(self.folder / f"{topic}.jsonl") if subject in ("", d["subject"])]

    def in_force(self, topic: str) -> dict[str, dict[str, Any]]:
        """Return the last decision on each subject."""
        return {d["subject"]: d for d in self.history(topic)}
