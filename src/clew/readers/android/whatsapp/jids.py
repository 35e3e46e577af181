"""Accounts of WhatsApp in SQL: rows of `jid` as addresses, privacy ids resolved where the telephone knows."""

from __future__ import annotations

from clew.readers.database.opened import Database

#: SQL for the name of the app.
APP = "'WhatsApp'"


def accounts(database: Database) -> str:
    """Return SQL of the accounts.

    Its columns: `id`; `jid`, a privacy id as the number it is mapped to; `written`, as stored; `many`, 1 for a group,
    a broadcast list or a channel.
    """
    if not database.has("jid", "_id"):
        return "SELECT NULL AS id, NULL AS jid, NULL AS written, 0 AS many"
    built = "j.user || '@' || j.server" if database.has("jid", "user", "server") else "NULL"
    if database.has("jid", "raw_string"):
        built = f"coalesce(nullif(j.raw_string, ''), {built})"
    if not database.has("jid_map", "lid_row_id", "jid_row_id"):
        return f"SELECT j._id AS id, {built} AS jid, {built} AS written, {shared(built)} AS many FROM jid j"
    real = built.replace("j.", "n.")
    return f"""SELECT j._id AS id, coalesce({real}, {built}) AS jid, {built} AS written, {shared(built)} AS many
        FROM jid j
        LEFT JOIN (SELECT lid_row_id, max(jid_row_id) AS jid_row_id FROM jid_map GROUP BY lid_row_id) l
        ON l.lid_row_id = j._id LEFT JOIN jid n ON n._id = l.jid_row_id"""


def shared(jid: str) -> str:
    """Return SQL that tells whether an address is a group, a broadcast list or a channel, not one person."""
    return f"({jid} LIKE '%@g.us' OR {jid} LIKE '%@broadcast' OR {jid} LIKE '%@newsletter' OR {jid} LIKE '%@status_me')"
