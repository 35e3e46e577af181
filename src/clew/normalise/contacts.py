"""Address book entries: what a device has saved under which name. Being saved is no acquaintance."""

from __future__ import annotations

import re

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from clew.identifiers import party, phone
from clew.identifiers.cleaned import Cleaned, each
from clew.normalise import ends, held
from clew.normalise.held import Identifiers
from clew.normalise.issues import Issues
from clew.normalise.normaliser import Context, Normalised, Normaliser
from clew.normalise.records import Indices, Records, indices
from clew.normalise.rows import TEXT, Rows
from clew.normalise.truth import truth

_HANDLE = re.compile(r"(?:(\w[\w .]*?)\s*[:/]\s*)?@?([^\s:@]+(?:@[\w.\-]+)?)")


def run(batch: pa.RecordBatch, context: Context) -> Normalised:
    """Type one batch of contacts: one record per saved identifier, one for a name saved without any."""
    rows = Rows(batch, context)
    issues = Issues(rows.size)
    records = Records(rows, issues)
    saved = [held.phones(rows, "phone", issues), held.emails(rows, "email", issues), _messaging(rows, issues)]
    for found in saved:
        _add(rows, records, found.at, found)
    without = np.ones(rows.size, bool)
    for found in saved:
        without[found.at] = False
    named = pc.or_(pc.is_valid(rows.text("display_name")), pc.is_valid(rows.text("organisation")))
    _add(rows, records, indices(pc.and_(named, pa.array(without))), None)
    return records.finish("no name and no number or address")


def _add(rows: Rows, records: Records, at: Indices, found: Identifiers | None) -> None:
    """Add contact records; the raw cell is kept where its identifier could not be read."""
    owner = _owner(rows)
    raw = found.raw if found else pc.coalesce(rows.text("phone"), rows.text("email"), rows.text("messaging")).take(at)
    records.add(
        "contact",
        at,
        owner_kind=owner.kind.take(at), owner=owner.value.take(at),
        display_name=rows.text("display_name").take(at),
        id_kind=found.kind if found else None, value=found.value if found else None, value_raw=raw,
        organisation=rows.text("organisation").take(at), note=rows.text("note").take(at),
        deleted=truth(rows, "deleted").take(at),
    )  # fmt: skip


def _owner(rows: Rows) -> ends.End:
    """Return whose address book it is: the number the preamble states, else the exhibit's device placeholder."""
    stated = rows.meta("subject")
    if stated is None:
        return ends.device(rows)
    table = phone.clean(pa.array([stated], TEXT), region=rows.context.region)
    kind, value = table.column("kind")[0].as_py(), table.column("value")[0].as_py()
    return ends.device(rows) if kind != "phone" else ends.fixed(rows, kind, value, stated)


def _messaging(rows: Rows, issues: Issues) -> Identifiers:
    """Read handles such as `telegram:@fen`: kind `messaging`, value `service:user`; a number stays a number."""
    if not rows.given("messaging"):
        nothing = pa.array([], TEXT)
        return Identifiers(np.zeros(0, np.int64), nothing, nothing, nothing, nothing)
    return held.several(rows, "messaging", issues, clean_handles, "messaging")


def clean_handles(texts: pa.Array) -> pa.Table:
    """Return value `service:user` in lower case, kind `messaging`, status and issue of each handle.

    A WhatsApp address that is a number, or a group, gets that kind.
    """
    return each(texts, _handle)


def _handle(text: str) -> Cleaned:
    if "@" in text:
        known = party.clean(pa.array([text], TEXT)).to_pylist()[0]
        if known["kind"] in ("phone", "group", "messaging"):
            return Cleaned(**known)
    parts = _HANDLE.fullmatch(text.strip())
    if not parts:
        return Cleaned(None, None, "invalid", "no handle")
    service = re.sub(r"\W+", "", (parts[1] or "unknown").lower())
    return Cleaned(f"{service}:{parts[2].lower()}", "messaging", "valid" if parts[1] else "possible")


NORMALISER = Normaliser(
    name="contacts",
    title="Address book entries of a device",
    fields={
        "display_name": "name it is saved under",
        "organisation": "organisation it is saved under",
        "phone": "telephone number; a cell may hold several",
        "email": "e-mail address; a cell may hold several",
        "messaging": "messenger handle, `service:user`",
        "address": "address; kept in the row's text",
        "note": "remarks",
        "deleted": "recovered after deletion",
        "grade": "grading code of the row",
        "handling": "handling code of the row",
    },
    run=run,
)
