"""Who is, and was, in which WhatsApp group, and who changed to which number: links, each stated by a row."""

from __future__ import annotations

from clew.readers.android.whatsapp.jids import accounts
from clew.readers.database.listed import Listing
from clew.readers.database.opened import Database

_MEMBER = "'member of'"
_RANKS = "WHEN 1 THEN 'admin' WHEN 2 THEN 'admin, created the group'"
#: `action_type` of notices, as far as parsers agree: who came in and who went out.
_CAME, _WENT = "(4, 12)", "(5, 13, 14)"


def group_listings(database: Database) -> list[Listing]:
    """Return one listing a table that tells of members or numbers; tables the database lacks are left out."""
    found = []
    if database.has("group_participant_user", "group_jid_row_id", "user_jid_row_id"):
        rank = database.column("group_participant_user", "rank", alias="p")
        found.append(_members(database, "group_participant_user", f"CASE {rank} {_RANKS} END", {"rank": rank}))
    if database.has("group_participants", "gjid", "jid"):
        found.append(_old_members(database))
    if database.has("group_past_participant_user", "group_jid_row_id", "user_jid_row_id"):
        left = database.column("group_past_participant_user", "timestamp", alias="p")
        how = database.column("group_past_participant_user", "is_leave", alias="p")
        note = f"CASE {how} WHEN 1 THEN 'left' WHEN 0 THEN 'was removed' END"
        found.append(
            _members(database, "group_past_participant_user", note, {"timestamp": left, "is_leave": how}, until=left)
        )
    if database.has("message_system_chat_participant", "message_row_id", "user_jid_row_id"):
        found.append(_came_and_went(database))
    if database.has("message_system_number_change", "message_row_id", "old_jid_row_id", "new_jid_row_id"):
        found.append(_number_changes(database))
    return found


def _links(listing_columns: dict[str, str], **fields: str) -> dict[str, str]:
    """Return the fields of a membership; a member without an address is the owner of the telephone."""
    member = listing_columns["member"]
    return {
        "source": f"coalesce(nullif({fields.pop('member')}, ''), 'self')",
        "source_type": f"CASE WHEN coalesce({member}, '') = '' THEN 'device' ELSE 'phone' END",
        "target_type": "'group'",
        "link_type": _MEMBER,
        **fields,
    }


def _members(database: Database, table: str, note: str, more: dict[str, str], until: str = "NULL") -> Listing:
    title = database.column("chat", "subject", alias="c")
    columns = {"group": "g.written", "member": "u.written", "title": title, **more}
    columns = {name: sql for name, sql in columns.items() if sql != "NULL"}
    return Listing(
        table=table,
        rowid="p.rowid",
        columns=columns,
        fields=_links(columns, member="u.jid", target="g.jid", target_label=title, to=until, note=note),
        source=f"""FROM {table} p LEFT JOIN ({accounts(database)}) g ON g.id = p.group_jid_row_id
            LEFT JOIN ({accounts(database)}) u ON u.id = p.user_jid_row_id {_chat(database, "p.group_jid_row_id")}
            ORDER BY p.rowid""",
    )  # fmt: skip


def _old_members(database: Database) -> Listing:
    admin = database.column("group_participants", "admin", alias="p")
    titled = database.has("chat_list", "key_remote_jid", "subject")
    columns = {"group": "p.gjid", "member": "p.jid", "admin": admin, **({"title": "l.subject"} if titled else {})}
    columns = {name: sql for name, sql in columns.items() if sql != "NULL"}
    join = "LEFT JOIN chat_list l ON l.key_remote_jid = p.gjid" if titled else ""
    return Listing(
        table="group_participants",
        rowid="p.rowid",
        columns=columns,
        fields=_links(
            columns, member="p.jid", target="p.gjid", note=f"CASE {admin} {_RANKS} END",
            target_label="l.subject" if titled else "NULL",
        ),
        source=f"FROM group_participants p {join} ORDER BY p.rowid",
    )  # fmt: skip


def _came_and_went(database: Database) -> Listing:
    """Notices of the app that name members: since when, or until when, they were in the group."""
    has_action = database.has("message_system", "message_row_id", "action_type")
    action = "s.action_type" if has_action else "NULL"
    join = "LEFT JOIN message_system s ON s.message_row_id = p.message_row_id" if has_action else ""
    title = database.column("chat", "subject", alias="c")
    columns = {"group": "g.written", "member": "u.written", "action": action, "timestamp": "m.timestamp"}
    return Listing(
        table="message_system_chat_participant",
        rowid="p.rowid",
        columns=columns,
        fields={
            **_links(columns, member="u.jid", target="g.jid", target_label=title),
            "from": f"CASE WHEN {action} IN {_CAME} THEN m.timestamp END",
            "to": f"CASE WHEN {action} IN {_WENT} THEN m.timestamp END",
            "note": f"CASE WHEN {action} IN {_CAME} THEN 'joined or was added' WHEN {action} IN {_WENT} "
            f"THEN 'left or was removed' ELSE 'named by a notice of the app' END",
        },
        source=f"""FROM message_system_chat_participant p LEFT JOIN message m ON m._id = p.message_row_id
            LEFT JOIN chat c ON c._id = m.chat_row_id {join}
            LEFT JOIN ({accounts(database)}) g ON g.id = c.jid_row_id
            LEFT JOIN ({accounts(database)}) u ON u.id = p.user_jid_row_id ORDER BY p.rowid""",
        set_aside="CASE WHEN g.jid IS NULL OR g.jid NOT LIKE '%@g.us' THEN 'a notice outside a group' END",
    )  # fmt: skip


def _number_changes(database: Database) -> Listing:
    columns = {"old": "o.written", "new": "n.written", "timestamp": "m.timestamp"}
    return Listing(
        table="message_system_number_change",
        rowid="p.message_row_id",
        columns=columns,
        fields={
            "source": "o.jid", "source_type": "'phone'", "target": "n.jid", "target_type": "'phone'",
            "link_type": "'changed number to'", "start": "timestamp",
        },
        source=f"""FROM message_system_number_change p LEFT JOIN message m ON m._id = p.message_row_id
            LEFT JOIN ({accounts(database)}) o ON o.id = p.old_jid_row_id
            LEFT JOIN ({accounts(database)}) n ON n.id = p.new_jid_row_id ORDER BY p.message_row_id""",
    )  # fmt: skip


def _chat(database: Database, group: str) -> str:
    return f"LEFT JOIN chat c ON c.jid_row_id = {group}" if database.has("chat", "jid_row_id") else ""
