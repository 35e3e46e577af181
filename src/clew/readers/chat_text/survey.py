"""What must be known of a whole chat before its rows are given out: who spoke, its title, whether it is a group."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from clew.readers.chat_text.lines import Entry
from clew.readers.chat_text.wordings import party, plain

#: The largest group holds some thousands; more senders than this are not told apart by the survey.
MOST_SENDERS = 20_000
_GROUP_LINES = frozenset(("created", "title", "added", "joined", "left", "removed", "admin"))


@dataclass(frozen=True, slots=True)
class Survey:
    """A chat as a whole.

    Args:
        senders: Names of those who wrote messages.
        title: Name of the group, or of the other end; empty when nothing gives it.
        is_group: More than two wrote, the app wrote lines of a group, or the title is nobody who wrote.
    """

    senders: frozenset[str]
    title: str
    is_group: bool

    def group(self) -> str:
        """Return the group as `identifiers.party` reads it."""
        return f"group:name:{self.title or 'untitled chat'}"

    def called(self, sender: str) -> str:
        """Return who a message of `sender` reached: the group, else the other of the two, else a word for nobody."""
        if self.is_group:
            return self.group()
        others = self.senders - {sender}
        if len(others) == 1:
            return party(next(iter(others)))
        return party(self.title) if self.title and self.title != sender else "withheld"


def survey(entries: Iterable[Entry], title: str = "") -> Survey:
    """Look at every entry of a chat.

    Args:
        entries: The entries.
        title: Title by the name of the file; a title the app wrote into the chat goes first.
    """
    senders: set[str] = set()
    said_title, marked_title, grouped = "", "", False
    for entry in entries:
        if entry.said is None:
            if entry.sender and len(senders) < MOST_SENDERS:
                senders.add(entry.sender)
            continue
        grouped = grouped or entry.said.kind in _GROUP_LINES
        said_title = plain(entry.said.found.get("title", "")) or said_title
        # On an iPhone the chat itself stands as the sender of the first notice.
        marked_title = marked_title or (entry.sender if entry.said.kind == "notice" else "")
    title = said_title or title or marked_title
    others = title not in senders and len(senders) == 2 and bool(title)
    return Survey(frozenset(senders), title, grouped or len(senders) > 2 or others)
