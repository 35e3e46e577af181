"""How identifiers are written for people, and which numbers are services, once per distinct value."""

from __future__ import annotations

import pyarrow as pa
import pyarrow.compute as pc

from clew.identifiers import account, iccid, imei, imsi, phone, plate
from clew.model.exchange import WITHHELD

SERVICE_TYPES = ("freephone", "shared_cost", "uk_wide", "premium", "service")

SHOW = {
    "phone": phone.show,
    "vehicle": plate.show,
    "account": account.show,
    "imei": imei.show,
    "imsi": imsi.show,
    "iccid": iccid.show,
}


def shown_values(ends: pa.Table) -> pa.Table:
    """Return kind, value, shown, number_type and service for every end that is no person.

    A number is a service by its type alone: freephone, 03, 084, 087, 09 numbers, short codes and
    alphanumeric senders (domain rule for hubs). Popular ordinary numbers never become services.
    """
    ends = ends.filter(pc.not_equal(ends["kind"], "person"))
    kinds: list[str] = ends["kind"].to_pylist()
    values: list[str] = ends["value"].to_pylist()
    # A number another case withheld is of no known type, and no service for that.
    is_phone = pc.and_(pc.equal(ends["kind"], "phone"), pc.invert(pc.starts_with(ends["value"], WITHHELD)))
    types = pc.if_else(is_phone, phone.number_type(ends["value"].combine_chunks()), pa.scalar(None, pa.string()))
    shown = [_show(kind, value) for kind, value in zip(kinds, values, strict=True)]
    service = pc.or_(
        pc.equal(ends["kind"], "service"),
        pc.fill_null(pc.is_in(types, value_set=pa.array(SERVICE_TYPES)), False),
    )
    return pa.table(
        {"kind": ends["kind"], "value": ends["value"], "shown": shown, "number_type": types, "service": service}
    )


def _show(kind: str, value: str) -> str:
    if kind == "account" and value.startswith("card:"):
        return f"card ending {value.rpartition('|')[2][-4:]}"
    if kind in SHOW:
        return str(SHOW[kind](value))
    if kind == "place":
        return value.rpartition("|")[2]
    if kind == "device":
        return f"owner of device {value[:8] if len(value) == 64 else value} (not named)"
    return value
