"""Is one text sent to everybody? Shown to a reviewer beside the pattern; no word list decides anything."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from difflib import SequenceMatcher
from statistics import median

from clew.ledger.view import View

COMPARED_MAX = 500  # characters of a message compared


def normalised(text: str) -> str:
    """Fold case and white space and replace digits, so that a changed amount or time is no other text."""
    return re.sub(r"\d", "0", " ".join(text.casefold().split()))[:COMPARED_MAX]


def share_of_same(texts: list[str], similarity_min: float) -> float:
    """Return the share of texts at least so similar to the most common one (ratio of matching characters, 0 to 1)."""
    counts = Counter(normalised(t) for t in texts)
    main = min(counts, key=lambda t: (-counts[t], t))
    same = sum(n for t, n in counts.items() if SequenceMatcher(None, main, t, autojunk=False).ratio() >= similarity_min)
    return same / len(texts)


def same_text(view: View, suffix: str, similarity_min: float) -> dict[str, float]:
    """Return the median share over the bursts whose content is held, by number; numbers without content are absent."""
    rows = view.sql(
        f"""SELECT b.number_id, b.burst, list(t.text ORDER BY t.record_id) AS texts
            FROM burst_texts{suffix} b JOIN detect_traffic t USING (number_id, event_id)
            WHERE t.once AND t.text IS NOT NULL GROUP BY ALL ORDER BY ALL"""
    ).to_pylist()
    shares: dict[str, list[float]] = defaultdict(list)
    for row in rows:
        shares[row["number_id"]].append(share_of_same(row["texts"], similarity_min))
    return {number: round(median(values), 4) for number, values in shares.items()}
