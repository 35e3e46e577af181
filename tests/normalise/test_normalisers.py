"""What every normaliser promises, whatever stands in the cells."""

from __future__ import annotations

from collections import Counter

import pyarrow as pa
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from clew.model.entities import LINK_TYPES
from clew.model.records import END_KINDS, EVENT_KINDS, SCHEMAS, TZ_BASES
from clew.normalise.normaliser import Context, Normalised, Normaliser
from clew.plugins import discover

NORMALISERS: dict[str, Normaliser] = discover("clew.normalise", "NORMALISER")

NAMES = {
    "calls", "people", "contacts", "payments", "topups", "sightings", "places", "missing", "stops", "travel",
    "organisations", "roles", "statements", "links", "nodes", "coverage", "devices", "locations", "things",
}  # fmt: skip

#: Cells as people and spreadsheets leave them, good ones of every kind among them.
CELLS = st.one_of(
    st.none(),
    st.sampled_from(
        ["", "-", "n/a", "07700 900001", "+447700900002", "4.477E+11", "'447700900003'", '="07700900004"', "60777",
         "withheld", "ZX26 ABC", "13/06/2024", "13/06/2024 10:00", "31/02/2024", "10:00:00", "1717236000", "45000.5",
         "Tom Fenn", "Tom Fenn\nAnn Zed", "FENN, Tom", "Zed Cabs Ltd", "14 Example Road, Zedham, ZX1 2CV", "ZX1 2CV",
         "person", "phone", "vehicle", "account", "node", "zork", "in", "MO", "SMS-MT", "B1P", "1/A/P", "E41", "A2",
         "£1,234.50", "(12.00)", "12.00 DR", "0", "51.5", "-0.1", "21.29/72.89", "350000001234561", "001010000000001",
         "001-01-4100-10022", "QQ123456C", "a@example.org", "00-00-11", "12345678", "**** 1234", "taxi", "15-17", "x;y"]
    ),
    st.text(max_size=12),
)  # fmt: skip


def a_batch(data: st.DataObject, normaliser: Normaliser, size: int) -> pa.RecordBatch:
    fields = data.draw(st.lists(st.sampled_from(sorted(normaliser.fields)), min_size=1, max_size=8, unique=True))
    columns = {f: pa.array(data.draw(st.lists(CELLS, min_size=size, max_size=size)), pa.string()) for f in fields}
    places = {n: pa.array([f"{n} {i}" for i in range(size)]) for n in ("row_ref", "raw")}
    return pa.RecordBatch.from_pydict({**columns, **places})


def keeps_its_promises(batch: pa.RecordBatch, result: Normalised) -> None:
    seen = set(result.set_aside.column("row_ref").to_pylist())
    for kind, table in result.tables.items():
        expected = [f for f in SCHEMAS[kind] if f.name not in ("record_id", "exhibit_id")]
        assert table.schema.remove_metadata() == pa.schema([*expected, pa.field("ordinal", pa.int16())]), kind
        rows = table.to_pylist()
        places = Counter((r["row_ref"], r["ordinal"]) for r in rows)
        assert set(places.values()) <= {1}, f"{kind}: two records in one place"
        assert not {r["row_ref"] for r in rows} & set(result.set_aside.column("row_ref").to_pylist())
        seen |= {r["row_ref"] for r in rows}
        for row in rows:
            _is_sound(kind, row)
    assert seen - {"preamble"} == set(batch.column("row_ref").to_pylist())
    assert all(result.set_aside.column("reason").to_pylist())
    _refers_to_persons_of_its_row(result)


def _is_sound(kind: str, row: dict[str, object]) -> None:
    for name, value in row.items():
        if name.endswith("_kind") and name not in ("event_kind", "position_kind"):
            of = "value" if name == "id_kind" else name.removesuffix("_kind")
            assert value is None or value in END_KINDS, name
            assert (value is None) == (row[of] is None), f"{name} {value!r} with {row[of]!r}"
    if kind == "event":
        assert row["event_kind"] in EVENT_KINDS
        assert row["tz_basis"] is None or row["tz_basis"] in TZ_BASES
        assert (row["lat"] is None) == (row["lon"] is None)
    if kind == "membership":
        assert row["relation"] in LINK_TYPES
        assert row["a_kind"] is not None
        assert row["b_kind"] is not None


def _refers_to_persons_of_its_row(result: Normalised) -> None:
    persons = result.tables.get("person")
    known = set() if persons is None else {(r["row_ref"], f"row:{r['ordinal']}") for r in persons.to_pylist()}
    for table in result.tables.values():
        for row in table.to_pylist():
            for name, value in row.items():
                if name.endswith("_kind") and value == "person":
                    assert (row["row_ref"], row["value" if name == "id_kind" else name.removesuffix("_kind")]) in known


def test_there_is_one_normaliser_for_each_kind_of_row() -> None:
    assert set(NORMALISERS) == NAMES


@pytest.mark.parametrize("name", sorted(NAMES))
def test_fields_are_explained(name: str) -> None:
    normaliser = NORMALISERS[name]

    assert normaliser.title
    assert all(meaning.strip() for meaning in normaliser.fields.values())


@pytest.mark.parametrize("name", sorted(NAMES))
def test_a_batch_without_rows_gives_none(name: str) -> None:
    empty = pa.RecordBatch.from_pydict(
        {f: pa.array([], pa.string()) for f in (*NORMALISERS[name].fields, "row_ref", "raw")}
    )

    result = NORMALISERS[name].run(empty, Context("sha", "report"))

    assert all(t.num_rows == 0 for t in result.tables.values())
    assert result.set_aside.num_rows == 0


@pytest.mark.parametrize("name", sorted(NAMES))
def test_blank_rows_are_set_aside_with_a_reason(name: str) -> None:
    blank = {f: pa.array([None, "", "-"], pa.string()) for f in NORMALISERS[name].fields}
    places = {n: pa.array(["row 2", "row 3", "row 4"]) for n in ("row_ref", "raw")}

    result = NORMALISERS[name].run(pa.RecordBatch.from_pydict({**blank, **places}), Context("sha", "report"))

    assert result.set_aside.column("row_ref").to_pylist() == ["row 2", "row 3", "row 4"]
    assert all(result.set_aside.column("reason").to_pylist())


@pytest.mark.parametrize("name", sorted(NAMES))
@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(data=st.data())
def test_whatever_stands_in_the_cells_every_row_is_accounted_for(name: str, data: st.DataObject) -> None:
    batch = a_batch(data, NORMALISERS[name], data.draw(st.integers(1, 5)))
    context = Context("sha", data.draw(st.sampled_from(["billing", "handset", "report"])))

    keeps_its_promises(batch, NORMALISERS[name].run(batch, context))
