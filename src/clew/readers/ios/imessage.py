"""The tables of `sms.db` / `chat.db` as listings: messages, members of group chats, the owner's own numbers."""

from __future__ import annotations

from clew.readers.database.listed import Listing
from clew.readers.database.opened import Database
from clew.readers.database.whole import further
from clew.readers.ios.sql import unix_micros

_REACTION = "a reaction (tapback) to another message, no message of its own"
_SHOWN = (
    "rowid", "guid", "text", "attributedBody", "date", "date_read", "date_delivered", "date_edited", "date_retracted",
    "is_from_me", "handle_id", "other_handle", "service", "account", "destination_caller_id", "error", "item_type",
    "group_action_type", "group_title", "associated_message_type", "associated_message_guid", "cache_roomnames",
    "message_summary_info",
)  # fmt: skip


class Imessage:
    """Builds the listings of one database, out of the tables and columns it has."""

    def __init__(self, database: Database) -> None:
        self._db = database
        self._m = {name: database.column("message", name, alias="m") for name in _SHOWN}
        has_chat = database.has("chat", "guid")
        self._joined = has_chat and database.has("chat_message_join", "chat_id", "message_id")
        self._recoverable = has_chat and database.has("chat_recoverable_message_join", "chat_id", "message_id")
        chats = self._joined or self._recoverable
        self._guid = "c.guid" if chats else "NULL"
        self._style, self._chat_identifier, self._title, self._chat_service = (
            database.column("chat", name, alias="c") if chats else "NULL"
            for name in ("style", "chat_identifier", "display_name", "service_name")
        )
        self._handle = database.column("handle", "id", alias="h")

    @property
    def _service(self) -> str:
        own, handle = f"NULLIF({self._m['service']}, '')", self._db.column("handle", "service", alias="h")
        return f"COALESCE({own}, {handle}, {self._chat_service})"

    @property
    def _group(self) -> str:
        """The guid of the group chat a message belongs to; without chat tables it is put together from the room."""
        room = f"NULLIF({self._m['cache_roomnames']}, '')"
        return (
            f"CASE WHEN {self._style} = 43 OR {self._guid} LIKE '%;+;%' THEN {self._guid}"
            f" WHEN {self._guid} IS NULL AND {room} IS NOT NULL"
            f" THEN COALESCE({self._service}, 'iMessage') || ';+;' || {room} END"
        )

    @property
    def _membership_event(self) -> str:
        """Who joined, was removed or left: item type 1 names the other handle, type 3 with action 0 the sender."""
        item, action, other = (self._m[n] for n in ("item_type", "group_action_type", "other_handle"))
        return f"(({item} = 1 AND {other} > 0) OR ({item} = 3 AND COALESCE({action}, 0) = 0))"

    def messages(self) -> Listing:
        """Return the messages; reactions and events of a group are set aside with what they are."""
        m, group, service, other = self._m, self._group, self._service, self._handle
        mine = f"COALESCE({m['is_from_me']}, 0) <> 0"
        sent = self._db.column("message", "is_sent", alias="m", otherwise="1")
        network = f"({service} IN ('SMS', 'MMS'))"
        return Listing(
            table="message",
            rowid="m.ROWID",
            columns={
                "rowid": "m.ROWID", "guid": m["guid"], "handle": other, "chat": self._guid, "title": self._title,
                "date": m["date"], "service": m["service"], "is_from_me": m["is_from_me"], "text": m["text"],
                "attributedBody text": f"body_text({m['attributedBody']})",
                "earlier texts": f"earlier_texts({m['message_summary_info']})",
                "attachments": "f.names" if self._has_attachments else "NULL",
                "date_read": m["date_read"], "date_delivered": m["date_delivered"], "date_edited": m["date_edited"],
                "date_retracted": m["date_retracted"], "account": m["account"],
                "destination_caller_id": m["destination_caller_id"], "error": m["error"],
                "item_type": m["item_type"], "group_action_type": m["group_action_type"],
                "group_title": m["group_title"], "associated_message_type": m["associated_message_type"],
                "associated_message_guid": m["associated_message_guid"], "room": m["cache_roomnames"],
                "further fields": further(self._db, "message", "m", _SHOWN),
            },
            fields={
                "caller": f"CASE WHEN NOT {mine} THEN"
                f" COALESCE({other}, CASE WHEN ({group}) IS NULL THEN {self._chat_identifier} END) END",
                "called": f"CASE WHEN ({group}) IS NOT NULL THEN 'group:imessage:' || ({group})"
                f" WHEN {mine} THEN COALESCE({other}, {self._chat_identifier}) END",
                "type": f"CASE WHEN {service} IS NULL THEN 'message ' WHEN {network} THEN 'sms ' ELSE 'app ' END"
                f" || CASE WHEN NOT {mine} THEN 'in'"
                f" WHEN COALESCE({m['error']}, 0) <> 0 AND COALESCE({sent}, 1) = 0 THEN 'unsent' ELSE 'out' END",
                "app": f"CASE WHEN NOT {network} THEN {service} END",
                "start": unix_micros(m["date"]),
                "text": f"both_texts(CAST({m['text']} AS BLOB), {m['attributedBody']})",
                "conversation": f"COALESCE({self._guid}, {m['cache_roomnames']}, {other})",
                "status": f"CASE WHEN {m['date_retracted']} > 0 THEN 'taken back by its sender'"
                f" WHEN {m['date_edited']} > 0 THEN 'edited' END",
                "deleted": "CASE WHEN r.chat_id IS NOT NULL THEN 'yes' END" if self._recoverable else "NULL",
            },
            source=f"{self._source} WHERE NOT COALESCE({self._membership_event}, 0) ORDER BY m.ROWID",
            set_aside=f"CASE WHEN {m['associated_message_type']} BETWEEN 2000 AND 3999 THEN '{_REACTION}'"
            f" WHEN {m['item_type']} <> 0 THEN 'an event of the group chat, no message: ' || "
            f" CASE {m['item_type']} WHEN 1 THEN 'members changed, but not who' WHEN 2 THEN 'it was renamed'"
            f" WHEN 3 THEN 'its picture changed' WHEN 4 THEN 'a position was shared or hidden'"
            f" WHEN 5 THEN 'a recording was kept' ELSE 'type ' || {m['item_type']} END END",
        )  # fmt: skip

    def membership_events(self) -> Listing:
        """Return who joined or left a group chat and when, by the events in the chat."""
        m, group = self._m, self._group
        at = unix_micros(m["date"])
        actor = f"CASE WHEN COALESCE({m['is_from_me']}, 0) <> 0 THEN 'self' ELSE {self._handle} END"
        who = f"CASE WHEN {m['item_type']} = 1 THEN o.id ELSE ({actor}) END"
        joined = f"({m['item_type']} = 1 AND COALESCE({m['group_action_type']}, 0) = 0)"
        return Listing(
            table="message",
            rowid="m.ROWID",
            columns={
                "rowid": "m.ROWID", "guid": m["guid"], "chat": self._guid, "date": m["date"],
                "is_from_me": m["is_from_me"], "handle": self._handle, "other handle": "o.id",
                "item_type": m["item_type"], "group_action_type": m["group_action_type"],
                "further fields": further(self._db, "message", "m", _SHOWN),
            },
            fields={
                "source": who,
                "source_type": f"CASE WHEN ({who}) = 'self' THEN 'device' ELSE 'phone' END",
                "target": f"'group:imessage:' || ({group})",
                "target_type": "'group'",
                "target_label": f"NULLIF({self._title}, '')",
                "link_type": "'member of'",
                "from": f"CASE WHEN {joined} THEN {at} END",
                "to": f"CASE WHEN NOT {joined} THEN {at} END",
                "note": f"CASE WHEN {m['item_type']} = 3 THEN 'left'"
                f" ELSE CASE WHEN {joined} THEN 'added by ' ELSE 'removed by ' END"
                f" || CASE ({actor}) WHEN 'self' THEN 'the user of the telephone' ELSE COALESCE({actor}, 'unknown') END"
                " END",
            },
            source=f"{self._source} LEFT JOIN handle o ON o.ROWID = {m['other_handle']}"
            f" WHERE {self._membership_event} ORDER BY m.ROWID",
        )  # fmt: skip

    def has_membership_events(self) -> bool:
        """Tell whether the tables can say who joined or left."""
        return self._db.has("message", "item_type", "other_handle") and self._db.has("handle", "id")

    def members(self) -> Listing | None:
        """Return who is recorded as a member of each group chat, null when the tables do not say."""
        if not self._db.has("chat_handle_join", "chat_id", "handle_id") or not self._db.has("chat", "guid"):
            return None
        columns = {"handle": "h.id", **self._chat_columns}
        fields = {"source": "handle", "source_type": "'phone'", **self._in_chat}
        source = (
            "FROM chat_handle_join j JOIN chat c ON c.ROWID = j.chat_id JOIN handle h ON h.ROWID = j.handle_id"
            f" WHERE {self._is_group_chat} ORDER BY j.ROWID"
        )
        return Listing("chat_handle_join", "j.ROWID", columns, fields, source)

    def own_memberships(self) -> Listing | None:
        """Return the group chats of the telephone's user, null when there is no table of chats."""
        if not self._db.has("chat", "guid"):
            return None
        fields = {"source": "'self'", "source_type": "'device'", **self._in_chat}
        source = f"FROM chat c WHERE {self._is_group_chat} ORDER BY c.ROWID"
        return Listing("chat", "c.ROWID", self._chat_columns, fields, source)

    def own_numbers(self) -> list[Listing]:
        """Return the numbers and accounts messages were sent from and received at, once each."""
        found = []
        for table, alias, column, label in (
            ("message", "m", "destination_caller_id", "messages sent from or received at"),
            ("message", "m", "account", "account of messages"),
            ("chat", "c", "last_addressed_handle", "last used in a chat"),
            ("chat", "c", "account_login", "account of chats"),
        ):
            if not self._db.has(table, column):
                continue
            value = f"CASE WHEN {alias}.{column} LIKE '_:%' THEN substr({alias}.{column}, 3) ELSE {alias}.{column} END"
            dated = table == "message" and self._db.has("message", "date")
            found.append(
                Listing(
                    table=table,
                    rowid=f"min({alias}.ROWID)",
                    columns={column: f"{alias}.{column}", "rows": "count(*)"},
                    fields={
                        "kind": f"CASE WHEN {alias}.{column} LIKE '%@%' THEN 'email' ELSE 'phone' END",
                        "value": value,
                        "label": f"'{label}'",
                        "source": f"'{table}.{column}'",
                        "from": unix_micros(f"min(NULLIF({alias}.date, 0))") if dated else "NULL",
                        "to": unix_micros(f"max({alias}.date)") if dated else "NULL",
                    },
                    source=f"FROM {table} {alias} WHERE length({value}) > 2 GROUP BY {alias}.{column} ORDER BY 1",
                )
            )
        return found

    @property
    def _has_attachments(self) -> bool:
        return self._db.has("message_attachment_join", "message_id", "attachment_id") and self._db.has("attachment")

    @property
    def _is_group_chat(self) -> str:
        return f"({self._db.column('chat', 'style', alias='c')} = 43 OR c.guid LIKE '%;+;%')"

    @property
    def _chat_columns(self) -> dict[str, str]:
        shown = ("guid", "display_name", "chat_identifier")
        own = {name: self._db.column("chat", name, alias="c") for name in shown}
        return {**own, "further fields": further(self._db, "chat", "c", shown)}

    @property
    def _in_chat(self) -> dict[str, str]:
        return {
            "target": "'group:imessage:' || c.guid",
            "target_type": "'group'",
            "target_label": f"NULLIF({self._db.column('chat', 'display_name', alias='c')}, '')",
            "link_type": "'member of'",
        }

    @property
    def _source(self) -> str:
        pieces = ["FROM message m"]
        if self._db.has("handle", "id"):
            pieces.append(f"LEFT JOIN handle h ON h.ROWID = {self._m['handle_id']}")
        else:
            pieces.append("LEFT JOIN (SELECT NULL AS id, NULL AS service) h ON 0")
        chats = []
        for alias, table, there in (
            ("j", "chat_message_join", self._joined),
            ("r", "chat_recoverable_message_join", self._recoverable),
        ):
            if there:
                chats.append(f"{alias}.chat_id")
                pieces.append(
                    f"LEFT JOIN (SELECT message_id, min(chat_id) AS chat_id FROM {table} GROUP BY message_id) {alias}"
                    f" ON {alias}.message_id = m.ROWID"
                )
        if chats:
            chat = chats[0] if len(chats) == 1 else f"COALESCE({', '.join(chats)})"
            pieces.append(f"LEFT JOIN chat c ON c.ROWID = {chat}")
        if self._has_attachments:
            pieces.append(f"LEFT JOIN ({self._attachments}) f ON f.message_id = m.ROWID")
        return " ".join(pieces)

    @property
    def _attachments(self) -> str:
        name = self._db.column("attachment", "filename", "transfer_name", alias="a")
        mime, size = (self._db.column("attachment", n, alias="a", otherwise="''") for n in ("mime_type", "total_bytes"))
        return (
            "SELECT k.message_id AS message_id, group_concat("
            f"COALESCE({name}, '') || ' (' || COALESCE({mime}, '') || ', ' || COALESCE({size}, '') || ' bytes)', ' | '"
            ") AS names FROM message_attachment_join k JOIN attachment a ON a.ROWID = k.attachment_id"
            " GROUP BY k.message_id"
        )
