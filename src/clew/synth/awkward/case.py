"""What an awkward file is: its bytes, its quirk, and what must become of it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a load must report.

    Args:
        outcome: `loaded`, `refused` (the whole file, exit code 3) or `skipped` (left alone when its folder is loaded).
        read, kept, duplicate, set_aside: Rows, over all parts; -1 where the file does not decide them.
        normaliser: Kind of rows, for example `calls`; empty when nothing is read.
        parts: Number of tables or lists.
        says: A word that must stand, in lower case, in a warning, an issue, a set-aside reason, or the refusal and
            its hint; empty for none.
        check: What else must hold, in a sentence a test can be written from.
    """

    outcome: str = "loaded"
    read: int = -1
    kept: int = -1
    duplicate: int = 0
    set_aside: int = 0
    normaliser: str = "calls"
    parts: int = 1
    says: str = ""
    check: str = ""


def loaded(kept: int, *, duplicate: int = 0, set_aside: int = 0, normaliser: str = "calls", parts: int = 1,
           says: str = "", check: str = "") -> Outcome:  # fmt: skip
    """Return the outcome of a file that is read; rows read are the sum of the others."""
    return Outcome("loaded", kept + duplicate + set_aside, kept, duplicate, set_aside, normaliser, parts, says, check)


def refused(says: str, check: str = "") -> Outcome:
    """Return the outcome of a file that is refused as a whole, with a reason and a hint."""
    return Outcome("refused", normaliser="", parts=0, says=says, check=check)


@dataclass(frozen=True, slots=True)
class Awkward:
    """One file.

    Args:
        name: File name.
        quirk: What is awkward about it, one sentence.
        make: Returns its bytes, the same every time.
        expect: What must become of it.
        facts: What `exhibits.toml` says of it besides the default (`profile`, `day_order`, ...).
    """

    name: str
    quirk: str
    make: Callable[[], bytes]
    expect: Outcome
    facts: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Family:
    """Awkward files of one kind: a plug-in of `clew.synth.awkward`."""

    name: str
    title: str
    files: tuple[Awkward, ...]
