"""People as nodes of a list: an exhibit that uses one id twice says itself that both are one person."""

from __future__ import annotations

import pyarrow as pa
import pyarrow.compute as pc

from clew.identifiers import name
from clew.identifiers.distinct import distinct
from clew.normalise import strong_ids
from clew.normalise.ends import column
from clew.normalise.holders import Holders, references
from clew.normalise.records import Indices, Records
from clew.normalise.rows import TEXT, Rows


def add(rows: Rows, records: Records, at: Indices, ids: pa.Array, labels: pa.Array, **facts: pa.Array) -> Holders:
    """Add a person record for each node.

    The exhibit's own id joins its rows and reaches no further: it becomes two strong ids whose kinds
    carry the exhibit, so that rows with one id are one person, rows with two ids are two, and
    nothing is said about other exhibits.

    Args:
        rows: The batch.
        records: Gets the person records.
        at: Row numbers, ascending.
        ids: Id of the node per row of the batch.
        labels: Name per row of the batch; the id is the name where it is blank. In a part of canonical values
            the name is taken as it stands, and a person without one stays without.
        facts: Further columns of the person records, as long as `at`.
    """
    nodes = ids.take(at)
    texts = labels.take(at) if rows.canonical else pc.coalesce(labels.take(at), nodes)
    table = distinct(texts, name.clean, rows.memo("name"))
    names = {
        "name": column(table, "display"), "forenames": column(table, "forenames"),
        "surname": column(table, "surname"), "aliases": column(table, "aliases"),
    }  # fmt: skip
    strong = [[f"{kind}:{node}" for kind in strong_ids.node_kinds(rows)] for node in nodes.to_pylist()]
    if rows.canonical:
        names = {"name": texts}
    ordinals = records.add(
        "person", at, name_raw=texts, name_key=column(table, "value"), **names,
        strong_ids=pa.array(strong, pa.list_(TEXT)), **facts,
    )  # fmt: skip
    return Holders(rows.size, at, pa.repeat("person", len(at)), references(ordinals))
