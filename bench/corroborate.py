"""Corroborate generated telephones: observations per CPU second, precision and recall over pairs, per seed."""

from __future__ import annotations

import json
import sys
import time

import numpy as np

from clew.corroborate.corroborate import corroborate
from clew.corroborate.observed import Ints
from clew.synth.devices.clocks import generate


def pairs(labels: Ints) -> int:
    """Return how many pairs share a label."""
    size = np.unique(labels, return_counts=True)[1]
    return int((size * (size - 1) // 2).sum())


def main() -> None:
    """Print one JSON object: the rate over all seeds, precision and recall of each."""
    events, *seeds = map(int, sys.argv[1:])
    rows, spent, precision, recall = 0, 0.0, {}, {}
    for seed in seeds:
        made = generate(seed, events)
        begin = time.process_time()
        found = corroborate(made.seen)
        spent += time.process_time() - begin
        rows += len(made.seen)
        both = pairs(made.event * (int(found.event.max()) + 1) + found.event)
        precision[seed] = both / pairs(found.event)
        recall[seed] = both / pairs(made.event)
    print(
        json.dumps(
            {
                "observations": rows,
                "per_cpu_s": round(rows / spent),
                "precision": {str(s): round(p, 5) for s, p in precision.items()},
                "recall": {str(s): round(r, 5) for s, r in recall.items()},
            }
        )
    )


if __name__ == "__main__":
    main()
