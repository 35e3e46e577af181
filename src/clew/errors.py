"""Errors that tell a user what happened, where, and what to type next.

Every error Clew raises on purpose is a `ClewError`. The command line prints it as
`error: what / where: file, row / hint: what to type` and leaves with `exit_code`
(0 ok, 1 failure, 2 usage, 3 input had rows set aside or could not be read, 4 store
unreachable or login refused, 5 refused by policy).
"""

from __future__ import annotations


class ClewError(Exception):
    """Something went wrong that the user can act on.

    Args:
        what: One sentence, no final full stop, naming the thing that failed.
        where: File, sheet, row, address or setting concerned; empty when there is none.
        hint: What to type or change next.
    """

    exit_code = 1

    def __init__(self, what: str, *, where: str = "", hint: str = "") -> None:
        super().__init__(what)
        self.what = what
        self.where = where
        self.hint = hint


class UsageError(ClewError):
    """The request itself does not make sense: unknown name, missing option."""

    exit_code = 2


class InputError(ClewError):
    """A file cannot be read, or not without losing or guessing something."""

    exit_code = 3


class StoreError(ClewError):
    """The graph or the case cannot be reached, is locked by another process, or refuses the login."""

    exit_code = 4


class PolicyError(ClewError):
    """A rule of handling, authority or victim safety forbids it."""

    exit_code = 5
