"""Records of one type in a piece of a report, as columns of text by the names of their fields."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from clew.readers.sheets import words
from clew.readers.sheets.cells import Spread, each, pairs
from clew.readers.ufed.models import Models
from clew.readers.ufed.tags import Ints

#: Place of each text of a party.
ROLE, IDENTIFIER, NAME, OWNER, ADMIN = range(5)

_AND_NAME = r"(?s)^(?P<identifier>\S+@\S+)\s+(?P<name>\S.*)$"
_NOTHING = frozenset({"", "n/a", "unknown", "null", "none", "(null)"})


class Rows:
    """Records of one type.

    Args:
        models: The models of the piece.
        records: Positions of the records in it.
    """

    def __init__(self, models: Models, records: Ints) -> None:
        self.models, self.records = models, records
        self.tags = models.records[records]
        self.size = len(records)
        self._texts: dict[str, pa.Array] = {}
        self._attributes: dict[str, pa.Array] = {}
        self._apps: pa.Array | None = None

    @property
    def app(self) -> pa.Array:
        """App each record comes from, blank for the telephone itself."""
        if self._apps is None:
            source = pc.if_else(pc.equal(self.text("Source"), ""), self.text("SourceApplication"), self.text("Source"))
            self._apps = each(source, words.app_of)
        return self._apps

    def text(self, field: str) -> pa.Array:
        """Return a field of each record as it stands, blank where it has none."""
        if field not in self._texts:
            self._texts[field] = pc.fill_null(self.models.value(self.tags, field), "")
        return self._texts[field]

    def first(self, *fields: str) -> pa.Array:
        """Return the first of these fields that is filled."""
        found = self.text(fields[0])
        for field in fields[1:]:
            found = pc.if_else(pc.equal(found, ""), self.text(field), found)
        return found

    def each(self, field: str, translate: Callable[[str], str]) -> pa.Array:
        """Return a field translated, each distinct text once."""
        return each(self.text(field), translate)

    def moment(self, *fields: str) -> pa.Array:
        """Return a time with its offset where the report gives one."""
        return pc.fill_null(self.models.moment(self.tags, *fields), "")

    def attribute(self, name: str) -> pa.Array:
        """Return an attribute of each record's start tag."""
        if name not in self._attributes:
            self._attributes[name] = self.models.attribute(self.records, name)
        return self._attributes[name]

    @property
    def deleted(self) -> pa.Array:
        """Yes for whatever was deleted, no for the intact; the report's own word where it does not know."""
        return each(self.attribute("deleted_state"), _deleted)

    def nested(self, *fields: str) -> tuple[Ints, Ints]:
        """Return the models in these fields, and the number of the row each belongs to, in order of rows."""
        models, owner = self.models.nested(*fields)
        number = np.full(len(self.models.records), -1, np.int64)
        number[self.records] = np.arange(self.size)
        row = number[owner]
        kept = np.flatnonzero(row >= 0)
        kept = kept[np.argsort(row[kept], kind="stable")]
        return models[kept], row[kept]

    def parties(self, *fields: str) -> Spread:
        """Return who is named in these fields of each record: role, identifier, name, `owner`, `admin`.

        The role is the party's own, else what the field says. Whoever has neither an identifier nor a name is left
        out.
        """
        found, at = self.nested(*fields)
        value = self.models.value
        role = each(pc.fill_null(value(found, "Role"), ""), _role)
        role = pc.if_else(pc.equal(role, ""), each(self.models.field_of(found), _role), role)
        identifier = each(pc.fill_null(value(found, "Identifier"), ""), _something)
        name = pc.fill_null(value(found, "Name"), "")
        split = pc.extract_regex(identifier, _AND_NAME)
        identifier = pc.coalesce(pc.struct_field(split, "identifier"), identifier)
        name = pc.if_else(pc.equal(name, ""), pc.fill_null(pc.struct_field(split, "name"), ""), name)
        name = pc.if_else(pc.equal(name, identifier), "", name)
        owner = pc.if_else(_true(value(found, "IsPhoneOwner")), "owner", "")
        admin = pc.if_else(_true(value(found, "IsGroupAdmin")), "admin", "")
        app = self.app.take(pa.array(at))
        party = pairs(identifier, app, words.party)
        nobody = pc.and_(pc.and_(pc.equal(party, ""), pc.equal(name, "")), pc.equal(owner, ""))
        _, begins = np.unique(at, return_index=True)
        nth = np.arange(len(at)) - np.repeat(begins, np.diff(np.append(begins, len(at))))
        return Spread(at, nth, [role, party, name, owner, admin]).where(pc.invert(nobody))


def blank(column: pa.Array) -> pa.Array:
    """Return where a column is blank."""
    return pc.equal(column, "")


def is_system(party: pa.Array) -> pa.Array:
    """Return which parties are the app itself and nobody."""
    return pc.starts_with(pc.utf8_lower(party), "system")


def _true(column: pa.Array) -> pa.Array:
    return pc.fill_null(pc.equal(pc.utf8_lower(column), "true"), False)


def _role(text: str) -> str:
    role = words.meaning("role", text)
    return "" if role == "none" else role


def _something(text: str) -> str:
    return "" if text.strip().casefold() in _NOTHING else text.strip()


def _deleted(state: str) -> str:
    if state in ("", "Intact"):
        return "no" if state else ""
    return "" if state == "Unknown" else "yes"
