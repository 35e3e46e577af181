"""Which extractions are of one telephone: those that state the same IMEI as their own."""

from __future__ import annotations

from collections import defaultdict

import duckdb

from clew.resolve.joined import joined


def same_device(session: duckdb.DuckDBPyConnection) -> dict[str, str]:
    """Return scope of an extraction -> smallest scope of its telephone; a telephone with one extraction is absent.

    An IMEI that is a filler (all one digit, or counted up) says nothing.
    """
    scopes: dict[str, list[str]] = defaultdict(list)
    for scope, imei in session.execute(
        "SELECT DISTINCT a, b FROM membership WHERE a_kind = 'device' AND b_kind = 'imei' AND relation = 'USES'"
        " AND a IS NOT NULL AND b IS NOT NULL ORDER BY ALL"
    ).fetchall():
        if not _is_filler(imei):
            scopes[imei].append(scope)
    return joined((own[0], other) for own in scopes.values() for other in own[1:])


def _is_filler(imei: str) -> bool:
    return len(set(imei)) == 1 or imei[:14] in ("01234567890123", "12345678901234")
