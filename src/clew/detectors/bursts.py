"""Bursts of outgoing texts: many distinct recipients within minutes, found over all held numbers at once."""

from __future__ import annotations

import numpy as np
import pyarrow as pa

from clew.detectors.sliding import Ints, crowded, dense_spans
from clew.detectors.traffic import prepare_traffic
from clew.ledger.view import View

_OUTGOING_TEXTS = """
SELECT number_id, peer_id, epoch_us(start_utc) AS t, event_id FROM detect_traffic
WHERE once AND outgoing AND event_kind = 'message' AND peer_id IS NOT NULL AND NOT peer_service
ORDER BY number_id, start_utc, event_id
"""


def prepare_bursts(view: View, recipients_min: int, window_minutes: int) -> str:
    """Create the burst tables for these settings in the view's session, once, and return their suffix.

    A burst is a run of overlapping windows of `window_minutes`, each with at least `recipients_min` distinct
    recipients; services are no recipients. A text to the same recipient again counts once.

    * `burst_texts<suffix>`: `number_id`, `burst` (1, 2, ... in time order), `event_id` of each text in it.
    * `burst_recipients<suffix>`: `number_id`, `burst`, `peer_id`, `sent_utc`, `sent_local` of the first text to it.
    """
    suffix = f"_{int(recipients_min)}_{int(window_minutes)}"
    view.once(f"detectors.bursts{suffix}", lambda: _make(view, suffix, recipients_min, window_minutes))
    return suffix


def _make(view: View, suffix: str, recipients_min: int, window_minutes: int) -> bool:
    prepare_traffic(view)
    texts = view.sql(_OUTGOING_TEXTS).combine_chunks()
    numbers = texts["number_id"].to_numpy()
    codes = _codes(texts, "number_id")
    peers = _codes(texts, "peer_id")
    times = texts["t"].to_numpy().astype(np.int64)
    width = window_minutes * 60_000_000

    dense = np.flatnonzero(crowded(codes, times, width, recipients_min))
    starts = np.flatnonzero(np.diff(codes[dense])) + 1
    picked: list[Ints] = []
    bursts: list[Ints] = []
    for own in np.split(dense, starts):
        for burst, (first, last, _) in enumerate(dense_spans(times[own], peers[own], width, recipients_min), start=1):
            picked.append(own[first : last + 1])
            bursts.append(np.full(last - first + 1, burst, dtype=np.int64))
    at = np.concatenate([*picked, np.array([], dtype=np.int64)])
    found = pa.table(
        {
            "number_id": pa.array(numbers[at], type=pa.string()),
            "burst": pa.array(np.concatenate([*bursts, np.array([], dtype=np.int64)]), type=pa.int64()),
            "event_id": pa.array(texts["event_id"].to_numpy()[at], type=pa.string()),
        }
    )
    view.session.register("burst_texts_arrow", found)
    view.session.execute(f"CREATE OR REPLACE TEMP TABLE burst_texts{suffix} AS SELECT * FROM burst_texts_arrow")
    view.session.unregister("burst_texts_arrow")
    view.session.execute(
        f"""CREATE OR REPLACE TEMP TABLE burst_recipients{suffix} AS
            SELECT b.number_id, b.burst, t.peer_id, min(t.start_utc) AS sent_utc, min(t.local) AS sent_local
            FROM burst_texts{suffix} b JOIN detect_traffic t ON t.number_id = b.number_id AND t.event_id = b.event_id
            WHERE t.once GROUP BY ALL ORDER BY ALL"""
    )
    return True


def _codes(texts: pa.Table, column: str) -> Ints:
    indices = texts[column].combine_chunks().dictionary_encode()
    indices = indices.chunk(0) if isinstance(indices, pa.ChunkedArray) else indices
    return np.asarray(indices.indices.to_numpy(zero_copy_only=False), dtype=np.int64)
