"""Push 100,000 generated entities and 300,000 links, one hub of 20,000 among them, to the embedded graph."""

from __future__ import annotations

import json
import sys
import time
from datetime import UTC, datetime
from pathlib import Path

import numpy as np
import pyarrow as pa

from clew.graph.push import push
from clew.graph.session import open_graph
from clew.ledger.view import VIEWS

ENTITIES, LINKS, HUB = 100_000, 300_000, 20_000


def entities() -> pa.Table:
    """Return invented phones and people as the entities view, with the columns the redact step adds."""
    phones = ENTITIES * 7 // 10
    ids = [f"ph-{i:016x}" for i in range(phones)] + [f"pe-{i:016x}" for i in range(ENTITIES - phones)]
    is_phone = np.arange(ENTITIES) < phones
    values = [f"+9991{i:08d}" if p else None for i, p in zip(range(ENTITIES), is_phone, strict=True)]
    names = [v or f"Person {i}" for i, v in enumerate(values)]
    given = {
        "entity_id": pa.array(ids),
        "label": pa.array(np.where(is_phone, "Phone", "Person")),
        "kind": pa.array(np.where(is_phone, "phone", "person")),
        "value": pa.array(values, pa.string()),
        "name": pa.array(names),
        "records": pa.array(np.full(ENTITIES, 3)),
        "service": pa.array(np.zeros(ENTITIES, dtype=bool)),
        "exhibits": pa.array([["x1"]] * ENTITIES),
        "evidence_types": pa.array([["billing"]] * ENTITIES),
        "first_utc": pa.array([datetime(2026, 3, 1, tzinfo=UTC)] * ENTITIES, pa.timestamp("us", tz="UTC")),
        "last_utc": pa.array([datetime(2026, 4, 1, tzinfo=UTC)] * ENTITIES, pa.timestamp("us", tz="UTC")),
    }
    table = pa.table(
        [given.get(f.name, pa.nulls(ENTITIES, f.type)) for f in VIEWS["entities"]], schema=VIEWS["entities"]
    )
    table = table.append_column("shown_name", pa.array(names)).append_column("shown_value", table["value"])
    return table.append_column("protected", pa.array(np.zeros(ENTITIES, dtype=bool)))


def links(ids: list[str]) -> pa.Table:
    """Return aggregated contacts between phones and their users, as the links view; phone 0 is the hub."""
    dice = np.random.default_rng(1)
    phones = ENTITIES * 7 // 10
    users = ENTITIES - phones
    hub = dice.choice(np.arange(1, phones), HUB, replace=False)
    rest = LINKS - HUB - users
    pairs = np.unique(dice.integers(0, phones, (rest * 11 // 10, 2)), axis=0)
    pairs = pairs[(pairs[:, 0] != pairs[:, 1]) & (pairs[:, 0] != 0) & (pairs[:, 1] != 0)][:rest]
    a = np.concatenate([np.zeros(HUB, dtype=int), pairs[:, 0], np.arange(phones, ENTITIES)])
    b = np.concatenate([hub, pairs[:, 1], dice.choice(phones, users, replace=False)])
    n = len(a)
    types = np.where(np.arange(n) < HUB + len(pairs), "CONTACTED", "USES")
    moment = datetime(2026, 3, 1, tzinfo=UTC)
    given = {
        "link_id": pa.array([f"lk-{i:016x}" for i in range(n)]),
        "type": pa.array(types),
        "a_id": pa.array([ids[i] for i in a]),
        "b_id": pa.array([ids[i] for i in b]),
        "as_own": pa.array(np.zeros(n, dtype=bool)),
        "records": pa.array(dice.integers(1, 90, n)),
        "calls": pa.array(dice.integers(0, 50, n)),
        "messages": pa.array(dice.integers(0, 40, n)),
        "first_utc": pa.array([moment] * n, pa.timestamp("us", tz="UTC")),
        "last_utc": pa.array([moment] * n, pa.timestamp("us", tz="UTC")),
        "exhibits": pa.array([["x1", "x2"]] * n),
        "evidence_types": pa.array([["billing"]] * n),
        "confirmed": pa.array(np.ones(n, dtype=bool)),
    }
    return pa.table([given.get(f.name, pa.nulls(n, f.type)) for f in VIEWS["links"]], schema=VIEWS["links"])


def main() -> None:
    """Push twice and print seconds and counts as JSON."""
    nodes = entities()
    edges = links(nodes["entity_id"].to_pylist())
    with open_graph(None, Path(sys.argv[1])) as session:
        begin = time.perf_counter()
        push(session, nodes, edges, state_hash="one")
        first = time.perf_counter() - begin
        begin = time.perf_counter()
        push(session, nodes, edges, state_hash="one")
        again = time.perf_counter() - begin
        held = session.read("MATCH (n) RETURN count(n) AS n")[1][0]["n"]
        linked = session.read("MATCH ()-[r]->() RETURN count(r) AS n")[1][0]["n"]
    print(
        json.dumps(
            {
                "entities": len(nodes),
                "links": len(edges),
                "held": held,
                "linked": linked,
                "push_s": first,
                "again_s": again,
            }
        )
    )


if __name__ == "__main__":
    main()
