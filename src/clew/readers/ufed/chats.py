"""Chats: who takes part in each, and its messages with the ends their chat gives them."""

from __future__ import annotations

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from clew.readers.sheets import words
from clew.readers.sheets.cells import pairs
from clew.readers.sheets.ends import UNKNOWN, first_filled
from clew.readers.ufed.kind import Kind, Made
from clew.readers.ufed.messages import SAME, SHOWN, content, states, types
from clew.readers.ufed.models import Models
from clew.readers.ufed.rows import ADMIN, IDENTIFIER, NAME, OWNER, ROLE, Rows, blank, is_system
from clew.readers.ufed.tags import Ints

TEXT = pa.string()
_FACTS = ("ident", "model", "title", "kind", "app", "started")
_MEMBERS = ("party", "name", "owner", "admin")


class Chats:
    """What is known of the chats of a report. A long chat comes in several pieces, and its facts in any of them."""

    def __init__(self) -> None:
        self.count = 0
        self._facts: list[tuple[Ints, list[pa.Array]]] = []
        self._members: list[tuple[Ints, list[pa.Array]]] = []

    def take(self, models: Models) -> Ints:
        """Note the chats of a piece; return the number of the chat for each record of the piece, -1 for none."""
        kind = models.types == models.names.number("Chat")
        chats = np.flatnonzero(kind)
        number = np.full(len(models.records) + 1, -1, np.int64)
        fresh = ~models.repeated[chats]
        # Only the last chat of the piece before can be the one that goes on.
        number[chats] = self.count - 1 + np.cumsum(fresh)
        self.count += int(fresh.sum())
        rows = Rows(models, chats)
        facts = [
            rows.first("Id", "Identifier"), rows.attribute("id"), rows.text("Name"), rows.text("ChatType"), rows.app,
            rows.moment("StartTime"),
        ]  # fmt: skip
        self._facts.append((number[chats], facts))
        parties = rows.parties("Participants")
        columns = [parties.columns[i] for i in (IDENTIFIER, NAME, OWNER, ADMIN)]
        self._members.append((number[chats][parties.at], columns))
        return number[models.outer]

    def known(self) -> Known:
        """Return what is known of every chat, once the report is read."""
        facts = _first_filled(self.count, *_whole(self._facts, len(_FACTS)))
        at, members = _whole(self._members, len(_MEMBERS))
        return Known(dict(zip(_FACTS, facts, strict=True)), at, dict(zip(_MEMBERS, members, strict=True)))


class Known:
    """Every chat: its group address, the other end, the owner; and the members of the groups.

    Args:
        facts: A column per fact, by chat.
        at: Chat of each participant.
        members: A column per fact of a participant.
    """

    def __init__(self, facts: dict[str, pa.Array], at: Ints, members: dict[str, pa.Array]) -> None:
        count = len(facts["ident"])
        order = np.argsort(at, kind="stable")
        self._at, taken = at[order], pa.array(order)
        self._members = {name: column.take(taken) for name, column in members.items()}
        self._facts = facts
        owner = np.asarray(pc.equal(self._members["owner"], "owner"))
        other = ~owner & ~np.asarray(is_system(self._members["party"]))
        others = np.bincount(self._at[other], minlength=count)
        kind, ident = pc.utf8_lower(facts["kind"]), facts["ident"]
        broadcast = pc.or_(pc.equal(kind, "broadcast"), pc.match_substring(ident, "@broadcast"))
        group = pc.or_(pc.equal(kind, "group"), pc.match_substring(ident, "@g.us"))
        by_size = pc.and_(pa.array(others > 1), pc.invert(pc.is_in(kind, pa.array(["oneonone", "one on one"]))))
        group = pc.and_(pc.or_(group, by_size), pc.invert(broadcast))
        address = pairs(first_filled(ident, facts["model"]), facts["app"], _address)
        nothing = pa.scalar("", TEXT)
        self.columns = {
            "group": pc.if_else(group, address, nothing),
            "conversation": first_filled(ident, facts["title"], facts["model"]),
            "owner": self._first("party", owner, count),
            "other": self._alone(self._first("party", other, count), ident, facts["app"]),
            "other_name": self._first("name", other, count),
            "broadcast": pc.if_else(broadcast, "yes", nothing),
            "app": facts["app"],
        }

    @property
    def groups(self) -> bool:
        """Whether any chat is a group."""
        return bool(pc.any(pc.invert(blank(self.columns["group"]))).as_py())

    def links(self) -> pa.RecordBatch:
        """Return a row for each member of a group."""
        groups = np.flatnonzero(~np.asarray(blank(self.columns["group"])))
        system = np.asarray(is_system(self._members["party"]))
        party = first_filled(self._members["party"], self._members["name"])
        at = np.flatnonzero(np.isin(self._at, groups) & ~system)
        chat, index = pa.array(self._at[at]), pa.array(at)
        owner = pc.equal(self._members["owner"].take(index), "owner")
        member = {name: column.take(index) for name, column in self._members.items()}
        fact = {name: column.take(chat) for name, column in self._facts.items()}
        begins = np.searchsorted(self._at, self._at[at])
        tails = pa.array([f", participant {n}" for n in (at - begins + 1).tolist()], TEXT)
        cells = [fact["model"], fact["ident"], fact["title"], fact["app"], fact["started"], *member.values()]
        return pa.RecordBatch.from_pydict(
            {
                "source": pc.if_else(owner, "self", party.take(index)),
                "source_type": pc.if_else(owner, "device", "phone"),
                "target": self.columns["group"].take(chat),
                "target_type": pa.repeat("group", len(at)),
                "target_label": fact["title"],
                "link_type": pa.repeat("member of", len(at)),
                "note": member["admin"],
                "row_ref": pc.binary_join_element_wise("Chat ", fact["model"], tails, ""),
                "raw": pc.binary_join_element_wise(*cells, "\x1f"),
            }
        )

    def finish(self, batch: pa.RecordBatch) -> pa.RecordBatch:
        """Give the messages of chats their ends."""
        chat = batch.column("chat").cast(pa.int64())
        known = {name: column.take(chat) for name, column in self.columns.items()}
        by, size = batch.column("by"), batch.num_rows
        app = first_filled(batch.column("app"), known["app"])
        side = self._side(batch, by, known["owner"])
        unsent = pc.if_else(pc.equal(side, "in"), "", batch.column("unsent"))
        out, inward, in_group = pc.equal(side, "out"), pc.equal(side, "in"), pc.invert(blank(known["group"]))
        nobody = pc.if_else(blank(known["broadcast"]), UNKNOWN, "")
        to = pc.if_else(pc.equal(batch.column("to"), known["conversation"]), "", batch.column("to"))
        other = first_filled(pc.if_else(blank(known["broadcast"]), first_filled(to, known["other"]), ""), nobody)
        called = pc.if_else(out, other, pc.if_else(inward, "", UNKNOWN))
        reached = pc.and_(out, pc.invert(in_group))
        name = first_filled(batch.column("to_name"), known["other_name"])
        fields = {
            "caller": pc.if_else(out, "", first_filled(by, pa.repeat(UNKNOWN, size))),
            "called": pc.if_else(in_group, known["group"], called),
            "contact_name": pc.if_else(inward, batch.column("by_name"), pc.if_else(reached, name, "")),
            "type": types(pc.if_else(blank(app), "sms", "app"), side, unsent),
            "app": app,
            "conversation": known["conversation"],
        }
        kept = (*CHAT_MESSAGES.shown, "id", "extraction", "state", "row_ref", "raw")
        return pa.RecordBatch.from_pydict(
            {name: fields[name] if name in fields else batch.column(name) for name in kept}
        )

    def _side(self, batch: pa.RecordBatch, by: pa.Array, owner: pa.Array) -> pa.Array:
        said, otherwise = batch.column("said"), batch.column("otherwise")
        mine = pc.or_(pc.equal(batch.column("by_owner"), "owner"), pc.and_(pc.invert(blank(by)), pc.equal(by, owner)))
        theirs = pc.and_(pc.invert(blank(by)), pc.or_(pc.invert(blank(owner)), pc.equal(batch.column("marked"), "no")))
        to_other = pc.and_(blank(by), pc.invert(blank(batch.column("to"))))
        otherwise = pc.if_else(pc.and_(blank(otherwise), to_other), "out", otherwise)
        side = pc.if_else(mine, "out", pc.if_else(theirs, "in", first_filled(said, otherwise)))
        return pc.if_else(is_system(by), "", side)

    def _first(self, name: str, mask: np.ndarray, count: int) -> pa.Array:
        """Return a fact of the first of these participants of each chat."""
        rows = np.flatnonzero(mask)[::-1]
        first = np.full(count, -1, np.int64)
        first[self._at[rows]] = rows
        return pc.fill_null(self._members[name].take(pa.array(first, mask=first < 0)), "")

    def _alone(self, other: pa.Array, ident: pa.Array, app: pa.Array) -> pa.Array:
        """A chat that names nobody else is with whom its own id names, if that is an address."""
        address = pc.match_substring_regex(ident, r"^\+?\d[\d ]{5,}$|@(s\.whatsapp\.net|c\.us|lid)$")
        return first_filled(other, pc.if_else(address, pairs(ident, app, words.party), ""))


def _address(ident: str, app: str) -> str:
    return ident if ident.endswith("@g.us") else f"group:{words.service(app or 'sms')}:{ident}"


def _whole(pieces: list[tuple[Ints, list[pa.Array]]], width: int) -> tuple[Ints, list[pa.Array]]:
    at = np.concatenate([np.zeros(0, np.int64), *(numbers for numbers, _ in pieces)])
    columns = [pa.concat_arrays([pa.array([], TEXT), *(cols[i] for _, cols in pieces)]) for i in range(width)]
    return at, columns


def _first_filled(count: int, at: Ints, columns: list[pa.Array]) -> list[pa.Array]:
    """Return each column by chat: the first text that is filled."""
    found = []
    for column in columns:
        filled = np.flatnonzero(~np.asarray(blank(column)))[::-1]
        first = np.full(count, -1, np.int64)
        first[at[filled]] = filled
        found.append(pc.fill_null(column.take(pa.array(first, mask=first < 0)), ""))
    return found


def _make(rows: Rows) -> Made:
    said, otherwise, unsent = states(rows)
    parties = rows.parties("From", "To", "Parties")
    role, owner = parties.columns[ROLE], pc.equal(parties.columns[OWNER], "owner")
    senders = parties.where(pc.equal(role, "from"))
    reached = parties.where(pc.and_(pc.not_equal(role, "from"), pc.invert(owner)))
    marked = pc.utf8_lower(rows.text("FromIsOwner"))
    return Made(
        {
            **content(rows),
            "by": senders.first_of(rows.size, IDENTIFIER),
            "by_name": senders.first_of(rows.size, NAME),
            "by_owner": senders.first_of(rows.size, OWNER),
            "to": reached.first_of(rows.size, IDENTIFIER),
            "to_name": reached.first_of(rows.size, NAME),
            "said": said,
            "otherwise": otherwise,
            "unsent": unsent,
            "marked": pc.if_else(pc.equal(marked, "false"), "no", ""),
        }
    )


CHAT_MESSAGES = Kind(
    name="Chat",
    types=("InstantMessage",),
    normaliser="calls",
    shown={**SHOWN, "conversation": "Chat"},
    titles=("Source", "TimeStamp", "Folder", "Status", "Body"),
    same=(*SAME, "conversation"),
    make=_make,
)
