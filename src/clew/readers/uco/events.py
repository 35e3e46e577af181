"""Calls and messages of a graph: one row each, whoever takes part; several people are a group, never a row each."""

from __future__ import annotations

from collections.abc import Iterator

from clew.readers.engine.groups import group_of
from clew.readers.uco.objects import Object, Objects, Values, first_text, refs
from clew.readers.uco.parties import Parties
from clew.readers.uco.rows import Layout, Row

CALLS = Layout(
    "calls", "calls",
    ("type", "service", "app", "caller", "called", "start", "end", "duration", "status", "conversation", "deleted"),
    # A conference bridge tells no direction; nor does UCO's word for a call both sides could have begun.
    {"type": {"bridge": "voice", "conference": "voice", "unknown": "voice"}},
)  # fmt: skip
MESSAGES = Layout(
    "messages", "calls",
    ("type", "service", "app", "caller", "called", "start", "text", "conversation", "deleted"),
)  # fmt: skip
MEMBERS = Layout(
    "participants", "links", ("source", "source_type", "target", "target_type", "target_label", "link_type", "note")
)

_SMS = ("SMSMessage", "MMSMessage")


class Threads:
    """Message threads: which message belongs to which, and who takes part."""

    def __init__(self, objects: Objects, parties: Parties) -> None:
        self.all: list[Object] = [each for each in objects if each.facet("MessageThreadFacet") is not None]
        self._parties = parties
        self._of: dict[str, Object] = {}
        for thread in self.all:
            facet = thread.facet("MessageThreadFacet")
            for id_ in refs(facet, "messageThread"):
                held = objects.get(id_)
                for message in refs(held.values if held else None, "element", "threadOriginItem"):
                    self._of.setdefault(message, thread)
            for message in refs(facet, "message", "messages", "messageThread"):
                self._of.setdefault(message, thread)

    def of(self, message: str) -> Object | None:
        """Return the thread of a message."""
        return self._of.get(message)

    def participants(self, thread: Object) -> list[str]:
        """Return the parties of a thread, sorted."""
        ids = refs(thread.facet("MessageThreadFacet"), "participant", "participants")
        return sorted({self._parties.text(id_) for id_ in ids})


def name_of(thread: Object) -> str:
    """Return what identifies a thread: its own identifier, else its id in the file."""
    facet = thread.facet("MessageThreadFacet")
    return first_text(facet, "identifier", "threadIdentifier") or thread.id


class Events:
    """Reads calls and messages, and remembers the groups they were made in.

    Args:
        objects: The graph.
        parties: Tells who takes part.
    """

    def __init__(self, objects: Objects, parties: Parties) -> None:
        self._objects = objects
        self._parties = parties
        self._threads = Threads(objects, parties)
        self._groups: dict[str, tuple[Object, list[str], str]] = {}

    def calls(self) -> Iterator[Row]:
        """Yield the calls."""
        for each in self._objects:
            facet = each.facet("CallFacet", "PhoneCallFacet")
            if facet is None:
                continue
            app = self._app(facet)
            caller, called = self._ends(each, facet, "conference")
            kind = first_text(facet, "callType")
            if not refs(facet, "from") and caller:
                kind = "voice"  # both sides are known, but not who began it
            yield Row(
                each,
                {
                    "type": kind,
                    "service": "voice",
                    "app": app,
                    "caller": caller,
                    "called": called,
                    "start": first_text(facet, "startTime"),
                    "end": first_text(facet, "endTime"),
                    "duration": first_text(facet, "duration"),
                    "status": first_text(facet, "callStatus"),
                    "deleted": _deleted(facet),
                },
            )

    def messages(self) -> Iterator[Row]:
        """Yield the messages."""
        for each in self._objects:
            facet = each.facet("MessageFacet", "SMSMessageFacet")
            if facet is None:
                continue
            kind = first_text(facet, "messageType")
            app = self._app(facet)
            is_text = kind.lower() in ("sms", "mms") or any(t in each.types for t in _SMS)
            caller, called = self._ends(each, facet, "message")
            thread = self._threads.of(each.id)
            yield Row(
                each,
                {
                    "type": "" if is_text or kind.lower() not in ("incoming", "outgoing", "draft") else kind,
                    "service": ("mms" if "MMSMessage" in each.types or kind.lower() == "mms" else "sms")
                    if is_text
                    else "chat",
                    "app": "" if is_text else app,
                    "caller": caller,
                    "called": called,
                    "start": first_text(facet, "sentTime") or first_text(facet, "receivedTime"),
                    "text": first_text(facet, "messageText"),
                    "conversation": name_of(thread) if thread else "",
                    "deleted": _deleted(facet),
                },
            )

    def members(self) -> Iterator[Row]:
        """Yield who takes part in each thread, and in each group met in calls and messages before."""
        for thread in self._threads.all:
            parties = self._threads.participants(thread)
            if len(parties) > 2:
                self._remember(thread, parties, self._thread_group(thread))
        for group, (source, parties, title) in self._groups.items():
            for number, party in enumerate(parties, 1):
                yield Row(
                    source,
                    {
                        "source": party,
                        "source_type": "phone",
                        "target": group,
                        "target_type": "group",
                        "target_label": title,
                        "link_type": "member of",
                    },
                    f"participant {number}",
                )

    def threads(self) -> list[Object]:
        """Return the message threads."""
        return self._threads.all

    def _ends(self, each: Object, facet: Values, what: str) -> tuple[str, str]:
        """Return who began it and whom it reached; more than one other is a group."""
        senders = [self._parties.text(id_) for id_ in refs(facet, "from")]
        others = [self._parties.text(id_) for id_ in refs(facet, "to", "participant")]
        thread = self._threads.of(each.id)
        if thread is not None:
            members = self._threads.participants(thread)
            if len(members) > 2:
                return (senders[0] if senders else ""), self._thread_group(thread)
            if not others and senders:
                others = [party for party in members if party != senders[0]]
        if not senders and len(others) == 2 and what == "conference":
            return others[0], others[1]
        if len(others) > 1:
            parties = sorted({*senders, *others})
            group = group_of(parties, what)
            self._remember(each, parties, group)
            return (senders[0] if senders else ""), group
        return (senders[0] if senders else ""), (others[0] if others else "")

    def _thread_group(self, thread: Object) -> str:
        name = name_of(thread)
        return name if name.endswith("@g.us") else f"group:thread:{name}"

    def _remember(self, source: Object, parties: list[str], group: str) -> None:
        title = first_text(source.facet("MessageThreadFacet"), "displayName") or first_text(source.values, "name")
        self._groups.setdefault(group, (source, parties, title))

    def _app(self, facet: Values) -> str:
        return next((name for id_ in refs(facet, "application") if (name := self._parties.application(id_))), "")


def _deleted(facet: Values) -> str:
    status = first_text(facet, "allocationStatus").lower()
    return {"intact": "no", "deleted": "yes"}.get(status, "")
