"""The truth as files: one CSV per table, events as Parquet, in a folder no loader is pointed at."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from clew.synth.files.folder import csv_line
from clew.synth.truth import TABLES
from clew.synth.world import World

#: Labels of events that belong to no story.
PLAIN = ("ordinary",)


def write_truth(world: World, folder: Path) -> None:
    """Write all truth tables, the events of stories and innocents, and what the world was made with."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, columns in TABLES.items():
        rows = [csv_line([row[c] for c in columns]) for row in world.truth.rows[name]]
        text = "\n".join([",".join(columns), *rows, ""])
        (folder / f"truth_{name}.csv").write_text(text, encoding="utf-8", newline="\n")
    pq.write_table(truth_events(world), folder / "truth_events.parquet", compression="zstd", compression_level=15)
    parameters = {"seed": world.seed, "size": asdict(world.size), "persons": len(world.people)}
    (folder / "generator_params.json").write_text(
        json.dumps(parameters, indent=2) + "\n", encoding="utf-8", newline="\n"
    )


def truth_events(world: World) -> pa.Table:
    """Return calls and texts that belong to a story: `start_utc` (Unix s), `a`, `b` (E.164), `service`, `label`."""
    traffic = world.traffic
    at = np.flatnonzero(~np.isin(traffic["label"].astype(str), PLAIN))
    at = at[np.lexsort((traffic["b"][at], traffic["a"][at], traffic["start"][at]))]
    e164 = world.numbers["e164"]
    return pa.table(
        {
            "start_utc": pa.array(traffic["start"][at], pa.int64()),
            "a": pa.array(e164[traffic["a"][at]].tolist()).dictionary_encode(),
            "b": pa.array(e164[traffic["b"][at]].tolist()).dictionary_encode(),
            "service": pa.array(np.where(traffic["service"][at] == 1, "sms", "voice").tolist()).dictionary_encode(),
            "duration_s": pa.array(traffic["duration"][at], pa.int32()),
            "label": pa.array(traffic["label"][at].tolist()).dictionary_encode(),
        }
    )
