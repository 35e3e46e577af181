"""The error of a table whose columns nobody can explain."""

from __future__ import annotations

from clew.errors import InputError


class UnknownLayoutError(InputError):
    """No profile explains a table, or the one that was asked for does not.

    Args:
        what: One sentence.
        normaliser: The normaliser that comes nearest.
        first: Row position of the table's first row, counted from 0.
        where: File and sheet.
        hint: What to type next.
    """

    def __init__(self, what: str, *, normaliser: str, first: int = 0, where: str, hint: str) -> None:
        super().__init__(what, where=where, hint=hint)
        self.normaliser = normaliser
        self.first = first
