"""Address books, and the accounts of the telephone's user."""

from __future__ import annotations

import re
from functools import partial

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from clew.readers.sheets import entries, words
from clew.readers.sheets.cells import each, pairs
from clew.readers.sheets.ends import first_filled
from clew.readers.ufed.kind import Kind, Made
from clew.readers.ufed.rows import Rows, blank
from clew.readers.ufed.tags import Ints

_COLLECTED = "collected by the telephone itself (Recents), not saved by hand"
#: What an entry is when it does not say so: by the type of its model.
_DOMAINS = {
    "PhoneNumber": "Phone",
    "EmailAddress": "Email",
    "UserID": "User ID",
    "WebAddress": "Web address",
    "ProfilePicture": "Profile picture",
}
_EMAIL = re.compile(r"[^@\s]+@(?!s\.whatsapp\.net|g\.us|c\.us|lid\b)[^@\s]+\.[A-Za-z]{2,}")


def _make_contacts(rows: Rows) -> Made:
    at, found = _entries(rows)
    lists = [_lists(at, column, rows.size) for column in found]
    weak = rows.each("Source", lambda text: _COLLECTED if words.meaning("recents", text) else "")
    organisation, of = rows.nested("Organizations")
    firm = pc.fill_null(rows.models.value(organisation, "Name"), "")
    notes = [rows.text("Notes"), weak, lists[entries.WEB], lists[entries.OTHER]]
    note = pc.replace_substring_regex(pc.binary_join_element_wise(*notes, "\n"), r"\n+", "\n")
    return Made(
        {
            "display_name": rows.text("Name"),
            "organisation": _lists(of, firm, rows.size),
            "phone": lists[entries.PHONE],
            "email": lists[entries.EMAIL],
            "messaging": lists[entries.MESSAGING],
            "note": pc.utf8_trim_whitespace(note),
            "deleted": rows.deleted,
        }
    )


def _make_accounts(rows: Rows) -> Made:
    app = first_filled(rows.each("ServiceType", words.app_of), rows.app)
    own = pairs(rows.text("Username"), app, _identifier)
    at, found = _entries(rows)
    every = np.arange(rows.size)
    columns = [(every, each(own, lambda text: text.partition("\x1f")[0]), each(own, lambda t: t.partition("\x1f")[2]))]
    for kind, place in (("phone", entries.PHONE), ("email", entries.EMAIL), ("messaging", entries.MESSAGING)):
        columns.append((at, pa.repeat(kind, len(at)), found[place]))
    rest = np.concatenate([c[0] for c in columns])
    kinds, values = (pa.concat_arrays([c[i] for c in columns]) for i in (1, 2))
    filled = np.flatnonzero(pc.invert(blank(values)).to_numpy(zero_copy_only=False))
    # An account that names nobody keeps its row: it says that there is an account.
    without = np.setdiff1d(every, rest[filled])
    order = np.argsort(np.concatenate([rest[filled], without]), kind="stable")
    at = np.concatenate([rest[filled], without])[order]
    index = pa.array(order)
    kinds = pa.concat_arrays([kinds.take(pa.array(filled)), pa.repeat("alias", len(without))]).take(index)
    named = rows.text("Name").take(pa.array(without))
    values = pa.concat_arrays([values.take(pa.array(filled)), named]).take(index)
    _, begins = np.unique(at, return_index=True)
    nth = np.arange(len(at)) - np.repeat(begins, np.diff(np.append(begins, len(at))))
    label = pc.utf8_trim_whitespace(pc.binary_join_element_wise(app, rows.text("Name"), " "))
    by_row = pa.array(at)
    return Made(
        {
            "kind": kinds,
            "value": values,
            "label": label.take(by_row),
            "source": rows.text("Source").take(by_row),
            "from": rows.moment("TimeCreated").take(by_row),
        },
        at,
        nth,
        values,
    )


def _entries(rows: Rows) -> tuple[Ints, list[pa.Array]]:
    """Return the row of each entry, and its texts by what they are (places as in `entries`)."""
    found, at = rows.nested("Entries")
    value = rows.models.value
    by_type = each(rows.models.type_of(found), lambda text: _DOMAINS.get(text, ""))
    domain = first_filled(pc.fill_null(value(found, "Domain"), ""), by_type)
    category = pc.fill_null(value(found, "Category"), "")
    text = pc.replace_substring(pc.fill_null(value(found, "Value"), ""), "\n", " ")
    line = pc.binary_join_element_wise(pc.binary_join_element_wise(domain, category, "-"), text, ": ")
    line = pc.if_else(blank(text), "", line)
    read = pairs(line, rows.app.take(pa.array(at)), lambda cell, app: "\x1e".join(entries.parse(cell, app)))
    return at, [each(read, partial(_part, i)) for i in range(entries.WIDTH)]


def _part(number: int, text: str) -> str:
    return text.split("\x1e")[number]


def _lists(at: Ints, texts: pa.Array, size: int) -> pa.Array:
    """Return the texts of each row, a line each, blank ones left out."""
    filled = np.flatnonzero(pc.invert(blank(texts)).to_numpy(zero_copy_only=False))
    offsets = np.searchsorted(at[filled], np.arange(size + 1)).astype(np.int32)
    return pc.binary_join(pa.ListArray.from_arrays(pa.array(offsets), texts.take(pa.array(filled))), "\n")


def _identifier(username: str, app: str) -> str:
    """Return kind and value of the user name of an account."""
    if not username:
        return "\x1f"
    if _EMAIL.fullmatch(username):
        return f"email\x1f{username}"
    party = words.party(username, app)
    if "@" in party or words.is_number(party):
        return f"phone\x1f{party}"
    return f"messaging\x1f{party if ':' in party else f'{words.service(app)}:{party}'}"


CONTACTS = Kind(
    name="Contact",
    types=("Contact",),
    normaliser="contacts",
    shown={
        "display_name": "Name",
        "organisation": "Organizations",
        "phone": "Entries",
        "email": "Entries",
        "messaging": "Entries",
        "note": "Notes",
        "deleted": "deleted_state",
    },
    titles=("Source", "Name", "Group", "Notes"),
    same=("display_name", "organisation", "phone", "email", "messaging"),
    make=_make_contacts,
)
ACCOUNTS = Kind(
    name="UserAccount",
    types=("UserAccount",),
    normaliser="devices",
    shown={
        "kind": "Username",
        "value": "Username",
        "label": "ServiceType",
        "source": "Source",
        "from": "TimeCreated",
    },
    titles=("Source", "ServiceType", "Username", "Name"),
    same=("kind", "value", "label"),
    make=_make_accounts,
    piece="entry",
    left=("Password",),
)
