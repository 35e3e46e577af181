"""Models of a piece of a report: which are records of their own, and the values that belong to each record.

A record is a model directly under its section (`modelType`), a message of a chat, or a waypoint of a journey; every
other model (a party, an entry of a contact, a coordinate) belongs to the record it stands in. Values are told apart by
their path inside the record: `TimeStamp`, `Parties.Identifier`, `Position.Latitude`.
"""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from clew.model.records import RAW_SEPARATOR
from clew.readers.ufed.names import Names
from clew.readers.ufed.tags import (
    FIELD,
    MODEL,
    MODEL_FIELD,
    MODEL_TYPE,
    MULTI_FIELD,
    MULTI_MODEL_FIELD,
    Ints,
    Tags,
)
from clew.readers.ufed.texts import Spans, Values, plain

_FORMATTED = "formattedTimestamp="
#: A nested model is a record of its own: type of the outer record, field, type of the nested one.
_NESTED_RECORDS = (
    ("Chat", "Messages", "InstantMessage"),
    ("Journey", "WayPoints", "Location"),
    ("Journey", "Waypoints", "Location"),
    ("Journey", "FromPoint", "Location"),
    ("Journey", "ToPoint", "Location"),
)


class Models:
    """The models of one piece.

    Args:
        tags: Tags of the piece.
        opened: How many of them repeat what was open before.
        names: Names of the report so far.
        wanted: Types of model whose values are looked at.

    Attributes:
        records: Tags of the records; one may repeat the chat that was open before (`repeated`).
        types: Type of each record, as a number of `names`.
        outer: For a nested record the position in `records` of the one it stands in, else -1.
        repeated: Records that were already met in the piece before.
    """

    def __init__(self, tags: Tags, opened: int, names: Names, wanted: Iterable[str]) -> None:
        self.tags, self.names = tags, names
        self._tag_texts = Spans(tags.data, tags.start, tags.end)
        self._scratch = np.full(len(tags.start) + 1, -1, np.int64)
        starts = ~tags.closing & ~tags.section
        fields = np.isin(tags.kind, (FIELD, MULTI_FIELD, MODEL_FIELD, MULTI_MODEL_FIELD)) & starts
        self._name = np.zeros(len(tags.start), np.int64)
        at = np.flatnonzero(fields)
        self._name[at] = names.named(self._tag_texts.take(at))
        self.models = np.flatnonzero((tags.kind == MODEL) & starts)
        self._type = np.zeros(len(tags.start), np.int64)
        self._type[self.models] = self._types()
        self._find_records(opened)
        self._find_values(wanted)

    def of_type(self, *types: str) -> Ints:
        """Return the positions in `records` of those of a type, the repeated one left out."""
        numbers = [self.names.number(name) for name in types]
        return np.flatnonzero(np.isin(self.types, numbers) & ~self.repeated)

    def attribute(self, records: Ints, name: str) -> pa.Array:
        """Return an attribute of the start tag of each record; empty where it has none."""
        rows = self.records[records]
        return self._attribute(rows, name)

    def value(self, models: Ints, *names: str) -> pa.Array:
        """Return the first value each model has of its own under one of these names; null where there is none.

        Args:
            models: Tags of models.
            names: Names of fields, by preference.
        """
        return self._texts.take(self._cells(models, names))

    def moment(self, models: Ints, *names: str) -> pa.Array:
        """Return a time of each model: the formatted one, which names its offset, else the value."""
        cells = self._cells(models, names)
        tags = self._tag_texts.take(
            np.where(cells >= 0, self.values.rows[cells], -1) if len(self.values.rows) else cells
        )
        shown = pc.struct_field(pc.extract_regex(tags, f'{_FORMATTED}"(?P<t>[^"]+)"'), "t")
        return pc.coalesce(shown, self._texts.take(cells))

    def nested(self, *fields: str) -> tuple[Ints, Ints]:
        """Return the models that stand directly in these fields of a record, and the position of that record."""
        numbers = [self.names.number(name) for name in fields]
        holder = self._name[self.tags.parent[self.models]]
        owner = self._model_record[self.tags.parent[self.tags.parent[self.models]]]
        direct = np.isin(holder, numbers) & (owner >= 0)
        outer = self.tags.parent[self.tags.parent[self.models]]
        direct &= self._is_record[outer]
        return self.models[direct], owner[direct]

    def field_of(self, models: Ints) -> pa.Array:
        """Return the name of the field each model stands in."""
        return self._words(self._name[self.tags.parent[models]])

    def type_of(self, models: Ints) -> pa.Array:
        """Return the type of each model."""
        return self._words(self._type[models])

    def further(self, records: Ints, known: Iterable[str]) -> pa.Array:
        """Return, per record, its values that no column is for: `path=value` joined by `; `."""
        numbers = [self.names.number(name) for name in known]
        position = np.full(len(self.records), -1, np.int64)
        position[records] = np.arange(len(records))
        place = np.where(self._value_record >= 0, position[self._value_record], -1)
        cells = np.flatnonzero((place >= 0) & ~np.isin(self._value_path, numbers))
        cells = cells[np.argsort(place[cells], kind="stable")]
        label = self._words(self._value_path[cells])
        text = self._texts.take(cells)
        offsets = np.searchsorted(place[cells], np.arange(len(records) + 1)).astype(np.int32)
        lists = pa.ListArray.from_arrays(pa.array(offsets), pc.binary_join_element_wise(label, text, "="))
        return pc.binary_join(lists, "; ")

    def raw(self, records: Ints, columns: Iterable[pa.Array], known: Iterable[str]) -> pa.Array:
        """Return the cells of each record as one text: what identifies it, `columns`, and everything else."""
        identity = [self.attribute(records, name) for name in ("id", "extractionId", "deleted_state")]
        cells = [*identity, *columns, self.further(records, known)]
        clear = [pc.replace_substring(pc.fill_null(cell, ""), RAW_SEPARATOR, " ") for cell in cells]
        return pc.binary_join_element_wise(*clear, RAW_SEPARATOR)

    def counted(self) -> dict[str, int]:
        """Return how many records there are of each type."""
        numbers, counts = np.unique(self.types[~self.repeated & (self.outer < 0)], return_counts=True)
        return {self.names.known[n]: int(c) for n, c in zip(numbers.tolist(), counts.tolist(), strict=True)}

    def _cells(self, models: Ints, names: Iterable[str]) -> Ints:
        """Return the first value each model has of its own under one of these names, -1 for none."""
        found = np.full(len(models), -1, np.int64)
        for name in names:
            cells = self._by_name.get(self.names.number(name))
            if cells is None:
                continue
            holders = self._value_model[cells]
            self._scratch[holders] = cells
            found = np.where(found < 0, self._scratch[models], found)
            self._scratch[holders] = -1
        return found

    def _types(self) -> Ints:
        tags = self._tag_texts.take(self.models)
        kind = pc.struct_field(pc.extract_regex(tags, r'\stype="(?P<t>[^"]*)"'), "t")
        encoded = pc.fill_null(kind, "").dictionary_encode()
        numbers = [self.names.number(plain(text)) for text in encoded.dictionary.to_pylist()]
        return np.array(numbers, np.int64)[encoded.indices.to_numpy()] if numbers else np.zeros(0, np.int64)

    def _find_records(self, opened: int) -> None:
        parent, kind, size = self.tags.parent, self.tags.kind, len(self.tags.start)
        holder = parent[self.models]
        outer = np.where(holder >= 0, parent[holder], -1)
        top = (holder >= 0) & (kind[holder] == MODEL_TYPE)
        is_top = np.zeros(size + 1, bool)
        is_top[self.models[top]] = True
        record = top.copy()
        for outer_type, field, inner_type in _NESTED_RECORDS:
            record |= (
                is_top[outer]
                & (self._type[outer] == self.names.number(outer_type))
                & (self._name[holder] == self.names.number(field))
                & (self._type[self.models] == self.names.number(inner_type))
            )
        self.records = self.models[record]
        self.types = self._type[self.records]
        self.repeated = self.records < opened
        self._is_record = np.zeros(size + 1, bool)
        self._is_record[self.records] = True
        # Models come before what stands in them, so that going down level by level finds every owner.
        self._model_record = np.full(size + 1, -1, np.int64)
        self._model_record[self.records] = np.arange(len(self.records))
        self._path = np.zeros(size + 1, np.int64)
        level = self.tags.level[self.models]
        for depth in np.unique(level).tolist():
            at = np.flatnonzero((level == depth) & ~record & (outer >= 0))
            inside = self.models[at]
            self._model_record[inside] = self._model_record[outer[at]]
            self._path[inside] = self.names.joined(self._path[outer[at]], self._name[holder[at]])
        position = self._model_record[outer[record]]
        self.outer = np.where(top[record], -1, position)

    def _find_values(self, wanted: Iterable[str]) -> None:
        self.values = values = Values(self.tags)
        field = self.tags.parent[values.rows]
        model = np.where(field >= 0, self.tags.parent[field], -1)
        record = self._model_record[model]
        types = np.array([self.names.number(name) for name in wanted])
        kept = np.flatnonzero((record >= 0) & np.isin(self.types[record], types)) if len(self.records) else record[:0]
        values.rows, values.start, values.end = values.rows[kept], values.start[kept], values.end[kept]
        self._value_record, self._value_model = record[kept], model[kept]
        self._value_name = self._name[field[kept]]
        self._value_path = self.names.joined(self._path[self._value_model], self._value_name)
        self._texts = Spans(values.data, values.start, values.end)
        # Of several values under one name the first counts, so that it is written last.
        order = np.argsort(self._value_name, kind="stable")[::-1]
        begins = np.flatnonzero(np.diff(self._value_name[order], prepend=-1))
        groups = np.split(order, begins[1:]) if len(order) else []
        self._by_name = {int(self._value_name[group[0]]): group for group in groups}

    def _attribute(self, rows: Ints, name: str) -> pa.Array:
        tags = self._tag_texts.take(rows)
        found = pc.fill_null(pc.struct_field(pc.extract_regex(tags, rf'\s{name}="(?P<v>[^"]*)"'), "v"), "")
        if pc.any(pc.match_substring(found, "&")).as_py():
            return pa.array([plain(text) for text in found.to_pylist()], pa.string())
        return found

    def _words(self, numbers: Ints) -> pa.Array:
        return pa.array(self.names.known, pa.string()).take(pa.array(numbers))
