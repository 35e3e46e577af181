"""Nodes of a graph import: one row is one thing, of the kind its label says, under the id other files link it by."""

from __future__ import annotations

import pyarrow as pa
import pyarrow.compute as pc

from clew.normalise import held, kinds, node_persons
from clew.normalise.holders import Holders
from clew.normalise.issues import Issues
from clew.normalise.normaliser import Context, Normalised, Normaliser
from clew.normalise.records import Records, indices
from clew.normalise.rows import TEXT, Rows

#: Field that holds the value of a node, by its kind; the name where the kind has none.
_VALUES = {"phone": "phone", "vehicle": "plate", "email": "email", "address": "address"}


def run(batch: pa.RecordBatch, context: Context) -> Normalised:
    """Type one batch of nodes. A row whose label Clew has no kind for, or without a value, is set aside.

    Ids join files by an alias `node:<id>`: link files of the same import name their ends by it.
    """
    rows = Rows(batch, context)
    issues = Issues(rows.size)
    records = Records(rows, issues)
    labels = _first_known(rows.text("node_label"))
    issues.flag("node_label", pc.and_(pc.is_valid(rows.text("node_label")), pc.is_null(labels)), "no kind of this name")
    is_person = pc.fill_null(pc.equal(labels, "person"), False)
    thing = kinds.clean(rows, labels, _values(rows, labels), issues, "node_label")
    people = node_persons.add(rows, records, indices(is_person), _ids(rows), rows.text("name"))
    found = held.from_end(thing)
    records.add(
        "identifier", found.at, id_kind=found.kind, value=found.value, value_raw=found.raw,
        label=rows.text("name").take(found.at),
    )  # fmt: skip
    everything = people.and_also(Holders(rows.size, found.at, found.kind, found.value))
    _join_ids(rows, records, everything)
    _belongings(rows, issues, records, people)
    return records.finish("no kind of thing Clew knows, or no value")


def _ids(rows: Rows) -> pa.Array:
    return pc.coalesce(rows.text("node_id"), rows.text("name"), rows.cells("row_ref"))


def _first_known(labels: pa.Array) -> pa.Array:
    """Return the kind of the first label that names one: `Person;Officer`."""
    encoded = labels.dictionary_encode()
    found = []
    for text in encoded.dictionary.to_pylist():
        each = kinds.read_kinds(pa.array(text.replace(":", ";").split(";"), TEXT)).to_pylist()
        found.append(next((k for k in each if k and k != "node"), None))
    return pa.array(found, TEXT).take(encoded.indices)


def _values(rows: Rows, labels: pa.Array) -> pa.Array:
    values = pc.coalesce(rows.text("name"), rows.text("node_id"))
    for kind, field in _VALUES.items():
        values = pc.if_else(pc.fill_null(pc.equal(labels, kind), False), pc.coalesce(rows.text(field), values), values)
    return values


def _join_ids(rows: Rows, records: Records, everything: Holders) -> None:
    """Link each thing to the alias of its id."""
    ids = rows.text("node_id").take(everything.at)
    kept = indices(ids.is_valid())
    alias = pc.binary_join_element_wise("node", ids.take(kept), ":")
    records.add(
        "membership", everything.at[kept], relation="LINKED_TO", as_own=False, capacity="node id",
        a_kind=everything.kind.take(kept), a=everything.value.take(kept), b_kind="alias", b=alias, b_raw=ids.take(kept),
    )  # fmt: skip


def _belongings(rows: Rows, issues: Issues, records: Records, people: Holders) -> None:
    """A person node's phone and e-mail are the person's."""
    if len(people.at):
        held.belong(records, held.phones(rows, "phone", issues), people, "USES")
        held.belong(records, held.emails(rows, "email", issues), people, "USES")


NORMALISER = Normaliser(
    name="nodes",
    title="Nodes of a graph import",
    fields={
        "node_id": "id the import's link files use",
        "node_label": "label or labels",
        "name": "name",
        "phone": "telephone number",
        "plate": "number plate",
        "email": "e-mail address",
        "address": "address",
        "grade": "grading code of the row",
        "handling": "handling code of the row",
    },
    run=run,
)
