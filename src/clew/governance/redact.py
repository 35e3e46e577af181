"""The redact step: the last one before any output. Entity ids become names, or pseudonyms for protected people.

Protected are people under 18, of disputed age, recorded as victim or possible victim, whoever
the safeguarding detector flags, and records that may be of such a person. Their own
identifiers (those that lead to them alone) are masked with them. Text out of an exhibit is
masked unless asked for, and prose is searched for the names and identifiers of protected people.
"""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

import pyarrow as pa

from clew.ledger.view import View
from clew.model.exchange import WITHHELD
from clew.model.table import Table

MASKED_TEXT = "[masked: {length} characters]"

OWN = "('USES', 'SUBSCRIBER_OF', 'LIVES_AT', 'KEEPER_OF', 'HOLDS_ACCOUNT', 'KNOWN_AS', 'DRIVES')"


@dataclass(frozen=True, slots=True)
class Shown:
    """How one entity may be shown."""

    label: str
    name: str
    value: str | None
    protected: bool


class Redactor:
    """Knows how every entity of a view may be shown.

    Args:
        view: The case's view; sealed entities are not in it and are shown as `[sealed]`.
        key: The case's key; pseudonyms are keyed, so two cases cannot be joined by them.
        flagged: People the safeguarding detector flagged, besides those the view's `status` protects.
        unmasked: Entity ids shown by name in this one output, with a reason given and logged by the caller.
        show_raw: Show the text of exhibit rows; asked for explicitly and logged by the caller.
        mask_roles: Show caseworkers, advisers, refuges and other protected roles by role only: for outputs
            that leave the case.
        vulnerable: Entities a finding calls possible vulnerable people (recipients of bulk texts, frequent
            callers of a line): they and the people recorded with them are shown by a code, for such outputs too.
    """

    def __init__(
        self,
        view: View,
        key: bytes,
        *,
        flagged: Iterable[str] = (),
        unmasked: Iterable[str] = (),
        show_raw: bool = False,
        mask_roles: bool = False,
        vulnerable: Iterable[str] = (),
    ) -> None:
        self._key = key
        self.show_raw = show_raw
        self.unmasked = frozenset(unmasked)
        protected = {r["entity_id"] for r in view.sql("SELECT entity_id FROM status WHERE protected").to_pylist()}
        self.protected: frozenset[str] = frozenset(protected | set(flagged))
        hidden = self.protected - self.unmasked
        self._owner = _identifiers_of(view, hidden)
        self._roles = {**_vulnerable(view, frozenset(vulnerable)), **(_protected_roles(view) if mask_roles else {})}
        self._entities = {
            r["entity_id"]: r for r in view.sql("SELECT entity_id, label, kind, name, value FROM entities").to_pylist()
        }
        self._scrub = self._scrubber(view, hidden)

    def hidden(self) -> frozenset[str]:
        """Return the ids that stand for protected people and for their own identifiers: never listed or ranked."""
        return frozenset({*(self.protected - self.unmasked), *self._owner})

    def pseudonym(self, entity_id: str) -> str:
        """Return the stable pseudonym of a protected person in this case."""
        return f"Protected person {self._code(entity_id)}"

    def _code(self, entity_id: str) -> str:
        digest = hashlib.blake2b(f"pseudonym|{entity_id}".encode(), key=self._key, digest_size=5).digest()
        return base64.b32encode(digest).decode()[:6]

    def shown(self, entity_id: str) -> Shown:
        """Return how an entity may be shown; an unknown or sealed one is `[sealed]`."""
        found = self._entities.get(entity_id)
        if found is None:
            return Shown("", "[sealed]", None, True)
        label = str(found["label"])
        if entity_id in self.protected and entity_id not in self.unmasked:
            return Shown(label, self.pseudonym(entity_id), None, True)
        holder = self._owner.get(entity_id)
        if holder is not None:
            return Shown(label, f"{label.lower()} of {self.pseudonym(holder)}", None, True)
        role = self._roles.get(entity_id)
        if role is not None and entity_id not in self.unmasked:
            name = f"{role} {self._code(entity_id)}"
            return Shown(label, name if label == "Person" else f"{label.lower()} of {name}", None, True)
        if str(found["value"]).startswith(WITHHELD):  # whoever sent the record kept the identifier back
            return Shown(label, printable(str(found["name"])), None, True)
        return Shown(label, printable(str(found["name"])), found["value"], entity_id in self.protected)

    def name(self, entity_id: str | None) -> str:
        """Return the name, number or pseudonym an entity may be shown by; empty for none."""
        return "" if entity_id is None else self.shown(entity_id).name

    def text(self, prose: str) -> str:
        """Replace `{entity id}` by what may be shown, then any name or identifier of a protected person."""
        filled = re.sub(r"\{([a-z]{2}-[0-9a-f]{16})\}", lambda m: self.name(m[1]), prose)
        return printable(self.scrub(filled))

    def scrub(self, prose: str) -> str:
        """Replace names and identifiers of protected people in free text by their pseudonym."""
        if self._scrub is None:
            return prose
        pattern, names = self._scrub
        return pattern.sub(lambda m: names[m[0].casefold()], prose)

    def raw(self, text: str | None) -> str:
        """Return text out of an exhibit row, or what stands for it while it is masked."""
        if text is None:
            return ""
        return printable(text.replace("\x1f", " | ")) if self.show_raw else MASKED_TEXT.format(length=len(text))

    def table(self, table: Table) -> Table:
        """Return the table as it may be shown: entity columns named, raw masked, prose scrubbed, sealed rows out."""
        data = table.data
        sealed = 0
        for column in table.columns:
            if column.kind != "entity":
                continue
            values = data[column.name].to_pylist()
            keep = [v is None or v == "" or v in self._entities for v in values]
            sealed += keep.count(False)
            data = data.filter(pa.array(keep, pa.bool_()))
        shows: dict[str, Callable[[Any], str]] = {
            "entity": self.name,
            "entities": self._names,
            "raw": self.raw,
            "free_text": self._prose,
        }
        for index, column in enumerate(table.columns):
            change = shows.get(column.kind)
            if change is not None:
                shown = pa.array([change(v) for v in data[column.name].to_pylist()], pa.string())
                data = data.set_column(index, column.name, shown)
        notes = (f"{sealed} rows left out: sealed",) if sealed else ()
        return Table(self.text(table.title), table.columns, data, (*(self.text(n) for n in table.notes), *notes))

    def _names(self, entities: list[str] | None) -> str:
        return ", ".join(self.name(e) for e in entities or [])

    def _prose(self, value: str | None) -> str:
        return "" if value is None else self.text(value)

    def _scrubber(self, view: View, hidden: frozenset[str]) -> tuple[re.Pattern[str], dict[str, str]] | None:
        names: dict[str, str] = {}
        own = {**self._roles, **self._owner, **{e: e for e in hidden}}
        if not own:
            return None
        view.session.register("masked__arrow", pa.table({"entity_id": sorted(own)}))
        found = (
            view.sql(
                "SELECT entity_id, text FROM search JOIN masked__arrow USING (entity_id)"
                " UNION SELECT entity_id, name FROM entities JOIN masked__arrow USING (entity_id)"
                " UNION SELECT entity_id, value FROM entities JOIN masked__arrow USING (entity_id)"
                " WHERE value IS NOT NULL ORDER BY ALL"
            ).to_pylist()
            if _has_search(view)
            else []
        )
        view.session.unregister("masked__arrow")
        for row in found:
            if row["text"] and len(row["text"]) > 3:
                names[row["text"].casefold()] = self.shown(row["entity_id"]).name
        if not names:
            return None
        longest_first = sorted(names, key=len, reverse=True)
        return re.compile("|".join(rf"(?<!\w){re.escape(n)}(?!\w)" for n in longest_first), re.IGNORECASE), names


def _has_search(view: View) -> bool:
    return bool(view.sql("SELECT count(*) AS n FROM duckdb_views() WHERE view_name = 'search'").to_pylist()[0]["n"])


def _identifiers_of(view: View, hidden: frozenset[str]) -> dict[str, str]:
    """Return identifier -> protected person, for identifiers that lead to that person and no other protected one.

    A phone leads to whoever is recorded as using it, whoever the subscriber is (a parent, say); a home
    leads to the protected person who lives there, with family or alone. What several protected people
    share is no one's own and stays readable: it is what an investigator must be able to ask about.
    """
    if not hidden:
        return {}
    rows = view.sql(
        f"SELECT b_id, h.label AS kind, list({{'who': a_id, 'how': type}}) AS holders FROM links"
        f" JOIN entities p ON p.entity_id = a_id JOIN entities h ON h.entity_id = b_id"
        f" WHERE type IN {OWN} AND p.label = 'Person' GROUP BY ALL"
    ).to_pylist()
    same = _same_person(view)
    owner = {}
    for row in rows:
        using = [h["who"] for h in row["holders"] if h["how"] == "USES"]
        holders = using or [h["who"] for h in row["holders"]]
        protected = [h for h in holders if h in hidden]
        others_may_hold = row["kind"] == "Address"
        if not protected or (len(protected) < len(holders) and not others_may_hold):
            continue
        if len({same.get(h, h) for h in protected}) == 1:
            owner[row["b_id"]] = min(protected)
    return owner


def _vulnerable(view: View, named: frozenset[str]) -> dict[str, str]:
    """Return the named entities and the people recorded with them -> how they are shown."""
    if not named:
        return {}
    people = view.sql(
        "SELECT DISTINCT a_id FROM links WHERE list_contains($named, b_id) AND a_id LIKE 'pe-%'"
        " AND type IN ('USES', 'SUBSCRIBER_OF')",
        named=sorted(named),
    )
    return dict.fromkeys(sorted(named | set(people["a_id"].to_pylist())), "possible vulnerable person")


def _protected_roles(view: View) -> dict[str, str]:
    """Return entity -> title of its protected role (caseworker, refuge, ...), through its holder too."""
    from clew.detectors.benign import recorded_roles

    return {
        entity: next(r.role.title for r in roles if r.role.protected)
        for entity, roles in recorded_roles(view).items()
        if any(r.role.protected for r in roles)
    }


def _same_person(view: View) -> dict[str, str]:
    """Return person -> the smallest id of those it is possibly the same as: several records, one person."""
    import networkx as nx

    graph = nx.Graph()
    for row in view.sql("SELECT a_id, b_id FROM links WHERE type = 'POSSIBLY_SAME_AS'").to_pylist():
        graph.add_edge(row["a_id"], row["b_id"])
    return {member: min(group) for group in nx.connected_components(graph) for member in group}


def printable(text: str) -> str:
    """Drop control characters, terminal escapes and text-direction marks: data is never a command."""
    return "".join(c if c in "\n\t" or c.isprintable() else "\N{REPLACEMENT CHARACTER}" for c in text)
