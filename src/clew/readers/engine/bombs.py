"""How far compressed data may expand before it is taken for a bomb."""

from __future__ import annotations

#: Expanded bytes up to which no ratio is suspicious, and the ratio from which anything larger is refused.
#: Deflate reaches 1,032 at most; repetitive real sheets stay below 100.
RATIO_FROM_BYTES = 64 << 20
HIGHEST_RATIO = 200


class BombError(Exception):
    """Compressed data expands beyond all reason."""


class Budget:
    """Expanded bytes allowed for one container. Default 64 GiB: device extractions are large."""

    def __init__(self, total: int = 64 << 30) -> None:
        self._left = total

    def spend(self, expanded: int, compressed: int) -> None:
        """Account for one part.

        Raises:
            BombError: its ratio, or the total, is beyond all reason.
        """
        check_ratio(expanded, compressed)
        self._left -= expanded
        if self._left < 0:
            raise BombError("it expands beyond all reason in total")


def check_ratio(expanded: int, compressed: int) -> None:
    """Raise `BombError` when `expanded` bytes came out of `compressed` ones and that is beyond all reason."""
    if expanded > RATIO_FROM_BYTES and expanded > HIGHEST_RATIO * max(compressed, 1):
        raise BombError(f"it expands {expanded // max(compressed, 1):,} times: it looks like a zip bomb")
