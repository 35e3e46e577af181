"""Who stands at the end of a call or message on a telephone: a number, an app account, a group, an e-mail address.

Readers write app accounts as `service:user` and groups as `group:service:id`; WhatsApp's own addresses
(`447700900123@s.whatsapp.net`, `...@g.us`, `...@lid`) are read as they stand. A privacy id (`@lid`) is an account
of its own and never digits of a number; a broadcast list is nobody. A party known by a name alone (`name:Mum`, a group
`group:name:Rota`) is an account within its exhibit: the same name elsewhere is another one. Everything else is a
telephone text.

Kind: phone, service, messaging, group, email or null. Status as in `phone`, and `valid` for accounts and groups.
"""

from __future__ import annotations

import re

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from clew.identifiers import cell, email, phone
from clew.identifiers.cleaned import SCHEMA, Cleaned, table

_SPECIAL = r"@|^[A-Za-z][A-Za-z0-9 ._-]*:|^(?i:system(?: message)?)$"
_JID = re.compile(
    r"(?P<user>[\w.+\-]+?)(?:[:.]\d+)?@(?P<server>s\.whatsapp\.net|c\.us|g\.us|lid|broadcast|newsletter|status_me)"
)
_NUMBER_JID = r"^\d+(?:[:.]\d+)?@(?i:s\.whatsapp\.net|c\.us)$"
_HANDLE = re.compile(r"(?P<service>[a-z][a-z0-9 ._-]*):\s*(?P<user>\S.*)", re.DOTALL)
_SCHEMES = ("tel", "sms", "smsto", "callto", "mailto", "mobile", "mob", "phone", "telephone", "t", "m", "no", "number")
#: Service of a party of which the exhibit gives a name and nothing else.
NAME = "name"
_HASH_SIGNS = 64  # a scope is a name somebody gave, or a SHA-256 of which twelve signs are enough
_NOBODY = ("system", "system message")


def clean(texts: pa.Array, *, region: str = "GB", scope: str = "") -> pa.Table:
    """Return value, kind, status and issue of each text.

    Args:
        texts: Parties as the exhibit writes them, or as a reader prefixed them.
        region: ISO code of the country whose national numbers are written without a country code.
        scope: The exhibit's, so that names stay apart from equal names in others.
    """
    tidy = cell.tidy(texts)
    special = pc.fill_null(pc.match_substring_regex(tidy, _SPECIAL), False)
    if not pc.any(special).as_py():
        return phone.clean(texts, region=region)
    mask = np.asarray(special)
    whatsapp = np.asarray(pc.fill_null(pc.match_substring_regex(tidy, _NUMBER_JID), False))
    rest = mask & ~whatsapp
    tables = [
        phone.clean(texts.filter(pa.array(~mask)), region=region).select(SCHEMA.names).cast(SCHEMA),
        _numbers(tidy.filter(pa.array(whatsapp)), region),
        table([_one(text, region, scope) for text in tidy.filter(pa.array(rest)).to_pylist()]),
    ]
    order = np.argsort(np.concatenate([np.flatnonzero(part) for part in (~mask, whatsapp, rest)]), kind="stable")
    return pa.concat_tables(tables).take(pa.array(order)).combine_chunks()


def check(value: str) -> bool:
    """Tell whether a text is a canonical party value of any kind."""
    return phone.check(value) or email.check(value) or _HANDLE.fullmatch(value) is not None


def show(value: str) -> str:
    """Return the party as people write it: a number with blanks, an account as `service:user`."""
    return phone.show(value)


def _one(text: str, region: str, scope: str) -> Cleaned:
    lower = text.lower()
    if lower in _NOBODY:
        return Cleaned(None, None, "placeholder")
    jid = _JID.fullmatch(lower)
    if jid:
        return _whatsapp(jid["user"], jid["server"])
    handle = _HANDLE.fullmatch(lower)
    if handle and handle["service"] not in _SCHEMES:
        return _account(re.sub(r"\W+", "", handle["service"]), handle["user"].strip().lstrip("@"), scope)
    if "@" in lower:
        address = email.clean(pa.array([text], pa.string())).to_pylist()[0]
        if address["kind"]:
            return Cleaned(**address)
    return Cleaned(**phone.clean(pa.array([text], pa.string()), region=region).select(SCHEMA.names).to_pylist()[0])


def _numbers(jids: pa.Array, region: str) -> pa.Table:
    """Return what WhatsApp's addresses of numbers stand for, all at once: a report has thousands of them."""
    user = pc.replace_substring_regex(jids, r"^(\d+).*$", r"\1")
    found = phone.clean(pc.binary_join_element_wise("+", user, ""), region=region)
    known = pc.fill_null(pc.equal(found["kind"].combine_chunks(), "phone"), False)
    account = pc.binary_join_element_wise("whatsapp", user, ":")
    none = pa.scalar(None, pa.string())
    columns = {
        "value": pc.if_else(known, found["value"].combine_chunks(), account),
        "kind": pc.if_else(known, "phone", "messaging"),
        "status": pc.if_else(known, found["status"].combine_chunks(), "possible"),
        "issue": pc.if_else(known, none, "digits that are no telephone number"),
    }
    return pa.table(columns).select(SCHEMA.names).cast(SCHEMA)


def _whatsapp(user: str, server: str) -> Cleaned:
    if server == "g.us":
        return Cleaned(f"whatsapp:{user}@g.us", "group", "valid")
    if server in ("broadcast", "status_me"):
        return Cleaned(None, None, "placeholder")
    if server == "newsletter":
        return Cleaned(f"whatsapp:{user}@newsletter", "service", "valid")
    return Cleaned(f"whatsapp:{user}@{server}", "messaging", "valid")


def _account(service: str, user: str, scope: str) -> Cleaned:
    if service == "group":
        of, _, name = user.partition(":")
        if not name:
            return Cleaned(None, None, "invalid", "group without id")
        return Cleaned(_within(of, name.strip(), scope), "group", "valid")
    return Cleaned(_within(service, user, scope), "messaging", "valid")


def _within(service: str, user: str, scope: str) -> str:
    """Return the value of an account; a mere name is told apart by the exhibit that uses it."""
    if service != NAME or not scope:
        return f"{service}:{user}"
    return f"{service}:{user}|{scope[:12] if len(scope) == _HASH_SIGNS else scope}"
