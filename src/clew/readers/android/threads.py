"""Who a conversation of Android is with: `threads.recipient_ids` are numbers of rows of `canonical_addresses`."""

from __future__ import annotations

from clew.readers.database.opened import Database


def know_recipients(database: Database) -> None:
    """Give the database an SQL function `recipients(thread)`: the others of a group, joined by `~`, else NULL."""
    groups = _groups(database)
    database.connection.create_function("recipients", 1, groups.get, deterministic=True)


def _groups(database: Database) -> dict[int, str]:
    if not (database.has("threads", "recipient_ids") and database.has("canonical_addresses", "address")):
        return {}
    addresses: dict[str, str] = {}
    for rows in database.rows("SELECT _id, address FROM canonical_addresses"):
        addresses.update((str(number), _text(address)) for number, address in rows)
    groups = {}
    for rows in database.rows("SELECT _id, recipient_ids FROM threads WHERE recipient_ids LIKE '% %'"):
        for thread, ids in rows:
            people = {addresses.get(number, f"unknown address {number}") for number in _text(ids).split()}
            if len(people) > 1 and isinstance(thread, int):
                groups[thread] = "~".join(sorted(people))
    return groups


def _text(value: object) -> str:
    return value.decode("utf-8", "replace") if isinstance(value, bytes) else str(value)
