"""A place an event happened at, written in words: an address where it is one, else a named place."""

from __future__ import annotations

from typing import NamedTuple

import pyarrow as pa
import pyarrow.compute as pc

from clew.identifiers import address, postcode
from clew.identifiers.distinct import distinct
from clew.normalise import place_key
from clew.normalise.addresses import HOME_PRECISIONS
from clew.normalise.ends import End, column
from clew.normalise.issues import Issues
from clew.normalise.records import Records
from clew.normalise.rows import TEXT, Rows


class Spot(NamedTuple):
    """Where it happened: the end (`address` or `place`), and the place key where it is a place."""

    end: End
    place: pa.Array
    label: pa.Array


def read(rows: Rows, issues: Issues, field: str, postcode_field: str = "", operator: str = "") -> Spot:
    """Read a place and its postcode.

    A text precise to a building is an address. Anything else is a place: under its full postcode
    where one is given (the same in every exhibit), else under its operator or exhibit.

    Args:
        rows: The batch.
        issues: Gets what was wrong.
        field: Field of the place's name or address.
        postcode_field: Field of its postcode, empty when there is none.
        operator: Field that tells whose name of the place it is: a carrier for its stations.
    """
    texts, code = rows.text(field), rows.text(postcode_field)
    joined = _together(texts, code)
    table = distinct(joined, address.clean, rows.memo("address"))
    precise = pc.is_in(column(table, "precision"), value_set=pa.array(HOME_PRECISIONS))
    known = distinct(code, postcode.clean, rows.memo("postcode"))
    issues.add(postcode_field or field, column(known, "issue"))
    full = pc.is_in(column(known, "status"), value_set=pa.array(["valid", "reserved"]))
    coded = pc.binary_join_element_wise("postcode", column(known, "value"), "|")
    nothing = pa.scalar(None, TEXT)
    named = place_key.keys(rows, field, issues, operator=operator)
    key = pc.if_else(precise, nothing, pc.coalesce(pc.if_else(full, coded, nothing), named))
    kind = pc.if_else(precise, "address", pc.if_else(pc.is_valid(key), "place", nothing))
    end = End(kind, pc.if_else(precise, column(table, "value"), key), joined)
    return Spot(end, key, pc.coalesce(texts, code))


def describe(records: Records, spot: Spot) -> None:
    """Add an identifier record for each place, once per batch; addresses show as they were written."""
    place_key.describe(records, spot.place, spot.label)


def _together(texts: pa.Array, code: pa.Array) -> pa.Array:
    """Return text and postcode in one, either alone where the other is missing."""
    both = pc.binary_join_element_wise(texts, code, ", ")
    return pc.coalesce(both, texts, code)
