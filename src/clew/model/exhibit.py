"""An exhibit: one evidence file, how it was read, and what became of each of its rows."""

from __future__ import annotations

from dataclasses import dataclass, field

LEGAL_BASES = ("consent", "comms-data", "seizure", "production-order", "anpr", "intelligence")


@dataclass(frozen=True, slots=True)
class PartCount:
    """One part of an exhibit (sheet, zip member, table): its reader's profile, columns and counts of rows."""

    part: str
    profile: str
    kind: str
    evidence_type: str
    columns: tuple[str, ...]
    read: int
    kept: int
    duplicate: int
    set_aside: int
    meta: dict[str, str] = field(default_factory=dict)
    warnings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Exhibit:
    """A committed load of one evidence file. `exhibit_id` is the load id; times are ISO 8601 UTC.

    A file that no reader recognises is an exhibit too, with reader `none` and no parts.
    """

    exhibit_id: str
    path: str
    sha256: str
    size_bytes: int
    reader: str
    reader_version: str
    legal_basis: str
    owner: str
    received_date: str
    timezone: str
    timezone_basis: str
    day_order: str
    day_order_basis: str
    grade: str
    handling: str
    reference: str
    loaded_utc: str
    parts: tuple[PartCount, ...]
    files: dict[str, str]  # record kind -> ledger file relative to the case
    supersedes: tuple[str, ...] = ()
    warnings: tuple[str, ...] = ()
    device: str = ""  # placeholder of the unnamed user: the stated name of the telephone, else the SHA-256
    companions: dict[str, str] = field(default_factory=dict)  # file beside it that belongs to it -> SHA-256

    @property
    def read(self) -> int:
        """Data rows seen in the file."""
        return sum(p.read for p in self.parts)

    @property
    def kept(self) -> int:
        """Rows that became at least one record."""
        return sum(p.kept for p in self.parts)

    @property
    def duplicate(self) -> int:
        """Rows equal to an earlier row of the same part."""
        return sum(p.duplicate for p in self.parts)

    @property
    def set_aside(self) -> int:
        """Rows that could not be kept; each has a reason and its raw text."""
        return sum(p.set_aside for p in self.parts)
