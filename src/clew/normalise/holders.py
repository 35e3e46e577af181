"""Who a row is about: the persons or the organisation it names, to whom its identifiers belong."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from clew.normalise.records import Indices


class Holders(NamedTuple):
    """One entry per person or organisation, in row order.

    Args:
        size: Rows in the batch.
        at: Row numbers, ascending; a row with several persons stands several times.
        kind: `person` or `organisation`.
        value: `row:<ordinal>` of the person record, or the organisation's value.
    """

    size: int
    at: Indices
    kind: pa.Array
    value: pa.Array

    @property
    def per_row(self) -> Indices:
        """Number of holders of each row of the batch."""
        return np.bincount(self.at, minlength=self.size)

    def pair(self, rows: Indices) -> tuple[Indices, Indices]:
        """Pair each entry of `rows` with every holder of that row.

        Args:
            rows: Row numbers, ascending, one per identifier read.

        Returns:
            Positions in `rows` and positions in the holders, one per pair.
        """
        counts = self.per_row
        starts = np.cumsum(counts) - counts
        repeats = counts[rows]
        left = np.repeat(np.arange(len(rows)), repeats)
        running = np.arange(repeats.sum()) - np.repeat(np.cumsum(repeats) - repeats, repeats)
        return left, starts[rows][left] + running

    def of_rows(self, rows: Indices) -> Holders:
        """Return the holders of some rows."""
        chosen = np.flatnonzero(np.isin(self.at, rows))
        return Holders(self.size, self.at[chosen], self.kind.take(chosen), self.value.take(chosen))

    def and_also(self, others: Holders) -> Holders:
        """Return these holders and others of the same batch, in row order."""
        at = np.concatenate([self.at, others.at])
        order = np.argsort(at, kind="stable")
        kind, value = (
            pa.concat_arrays(pair).take(order) for pair in ((self.kind, others.kind), (self.value, others.value))
        )
        return Holders(self.size, at[order], kind, value)


def references(ordinals: NDArray[np.int16]) -> pa.Array:
    """Return how other records of the same row refer to its persons: `row:0`, `row:1`, ..."""
    return pc.binary_join_element_wise("row", pa.array(ordinals).cast(pa.string()), ":")
