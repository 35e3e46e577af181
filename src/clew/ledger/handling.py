"""Which handling codes keep a row from leaving the case: A1, A2 (police) and H1, H2 (Europol)."""

from __future__ import annotations

import re

CODES = r"\b(A1|A2|H1|H2)\b"

#: SQL: true for a row that may be released.
IS_OPEN = f"CREATE MACRO is_open(code) AS NOT regexp_matches(upper(coalesce(code, '')), '{CODES}')"


def is_closed(code: str | None) -> bool:
    """True when a row's handling code forbids its release."""
    return re.search(CODES, code or "", re.IGNORECASE) is not None
