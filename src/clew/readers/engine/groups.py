"""Calls and messages to several people at once: one group, known by who is in it."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable


def group_of(parties: Iterable[str], what: str) -> str:
    """Return the text of a group without an id of its own; the same people are the same group.

    Args:
        parties: Everybody in it.
        what: What the group is: `conference`, `message`.
    """
    digest = hashlib.sha256("|".join(sorted(set(parties))).encode()).hexdigest()[:16]
    return f"group:{what}:{digest}"
