"""Write observations down as rows: `observed(dict(at=0, by=1), ...)` with seconds, everything else as usual."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from clew.corroborate.observed import NETWORK, SECOND, Observed

USUAL: dict[str, Any] = {
    "key": 1, "by": 0, "clock": NETWORK, "duration": 30, "direction": 1, "text": False, "late": False, "body": 0,
    "exact": 0,
}  # fmt: skip


@pytest.fixture(scope="session")
def observed() -> Callable[..., Observed]:
    """Build observations from rows: `at` in seconds, `by` the observer; `clock` is a network's unless given."""

    def build(*rows: dict[str, Any]) -> Observed:
        full = [{**USUAL, **({"duration": -1} if r.get("text") else {}), **r} for r in rows]
        columns = {n: np.array([r[n] for r in full]) for n in Observed.__slots__ if n not in ("time", "observer")}
        time = np.array([round(r["at"] * SECOND) for r in full], np.int64)
        return Observed(time=time, observer=np.array([r["by"] for r in full]), **columns)

    return build
