"""One pass over a report: its models become rows of each kind, kept on disk until their part is asked for."""

from __future__ import annotations

import tomllib
from collections import Counter
from collections.abc import Callable, Iterator
from functools import cache
from importlib.resources import files

import numpy as np
import pyarrow as pa

from clew.readers.engine.xmlbytes import XmlBytes
from clew.readers.reader import Part, SetAside, Tally
from clew.readers.ufed.calls import CALLS
from clew.readers.ufed.chats import CHAT_MESSAGES, Chats, Known
from clew.readers.ufed.contacts import ACCOUNTS, CONTACTS
from clew.readers.ufed.device import SIM_DATA
from clew.readers.ufed.facts import Facts
from clew.readers.ufed.kind import HIDDEN, Kind
from clew.readers.ufed.messages import INSTANT, MMS, SMS
from clew.readers.ufed.models import Models
from clew.readers.ufed.names import Names
from clew.readers.ufed.places import LOCATIONS, MASTS, NETWORKS
from clew.readers.ufed.provenance import Provenance
from clew.readers.ufed.rows import Rows
from clew.readers.ufed.spool import Spool
from clew.readers.ufed.stream import Pieces
from clew.readers.ufed.tags import Tags
from clew.readers.ufed.twins import Copies, again, split

#: Kinds in the order of their parts. Kinds in one tuple may hold the same model.
FAMILIES: tuple[tuple[Kind, ...], ...] = (
    (CALLS,), (CHAT_MESSAGES, INSTANT), (SMS,), (MMS,), (CONTACTS,), (ACCOUNTS,), (SIM_DATA,), (LOCATIONS,),
    (MASTS,), (NETWORKS,),
)  # fmt: skip
_KINDS = tuple(kind for family in FAMILIES for kind in family)
#: Models that give no row of their own but are read.
_HOLDERS = ("Chat", "Journey")
_PROFILE = "ufed-xml"
_BROKE_OFF = "the file breaks off inside this model"


class Report:
    """A report read once.

    Args:
        spool: Where the rows go.

    Attributes:
        facts: What the report says of itself.
        warnings: Sentences on the report as a whole.
    """

    def __init__(self, spool: Spool) -> None:
        self.facts = Facts()
        self.warnings: list[str] = []
        self._spool = spool
        self._chats = Chats()
        self._names = Names()
        self._provenance = Provenance(spool)
        self._counts: Counter[str] = Counter()
        self._broken: dict[str, list[SetAside]] = {}
        self._wanted = {"Chat", *(name for kind in _KINDS for name in kind.types)}

    def read(self, bytes_: XmlBytes) -> None:
        """Read the whole report.

        Raises:
            DoctypeError: it brings a document type definition.
        """
        pieces = Pieces(bytes_.repaired())
        for tags in pieces:
            self.facts.take(tags, pieces.opened)
            models = Models(tags, pieces.opened, self._names, self._wanted)
            self._counts.update(models.counted())
            self._rows(models, tags, pieces.broken)
            self._provenance.take(tags, pieces.opened)
            del models, tags  # one piece at a time in memory
        if pieces.broken:
            self.warnings.append(
                f"the file breaks off or is damaged in {pieces.broken}: what stood before is kept, nothing behind it "
                "was read"
            )
        self.warnings += [f"{count:,} {what}" for what, count in sorted(bytes_.repairs.items()) if count]
        self.warnings += self.facts.warnings
        self.warnings += _left_alone(self._counts)

    def parts(self, batch_rows: int) -> Iterator[Part]:
        """Yield the part of the device, which carries the warnings, and a part per kind that has rows."""
        yield self._device()
        known = self._chats.known()
        if known.groups:
            yield self._members(known)
        for family in FAMILIES:
            present = [kind for kind in family if kind.name in self._spool.kinds() or kind.name in self._broken]
            repeated = again([self._spool.identities(kind.name) for kind in present]) if present else []
            for kind, flags in zip(present, repeated, strict=True):
                yield self._part(kind, flags, known, batch_rows)

    def _rows(self, models: Models, tags: Tags, broken: str) -> None:
        chat = self._chats.take(models)
        for kind in _KINDS:
            records = models.of_type(*kind.types)
            if kind in (CHAT_MESSAGES, INSTANT):
                records = records[(chat[records] >= 0) == (kind is CHAT_MESSAGES)]
            if not len(records):
                continue
            if broken:
                places = models.records[records]
                whole = (tags.partner[places] >= 0) | tags.alone[places]
                self._set_apart(kind, models, records[~whole])
                records = records[whole]
            rows = kind.rows(Rows(models, records))
            if kind is CHAT_MESSAGES:
                rows = rows.append_column("chat", pa.array(chat[records]))
            self._spool.add(kind.name, rows)

    def _set_apart(self, kind: Kind, models: Models, records: np.ndarray) -> None:
        if len(records):
            rows = kind.rows(Rows(models, records))
            told = zip(rows.column("row_ref").to_pylist(), rows.column("raw").to_pylist(), strict=True)
            self._broken.setdefault(kind.name, []).extend(SetAside(ref, _BROKE_OFF, raw) for ref, raw in told)

    def _part(self, kind: Kind, repeated: np.ndarray, known: Known, batch_rows: int) -> Part:
        tally = Tally()
        finish = known.finish if kind is CHAT_MESSAGES else _as_they_are
        return Part(
            name=kind.name,
            profile=_PROFILE,
            normaliser=kind.normaliser,
            evidence_type="handset",
            columns=kind.columns,
            fields=dict(kind.shown),
            batches=self._batches(kind, repeated, finish, tally, batch_rows),
            tally=tally,
            meta=self._meta(),
        )

    def _batches(
        self,
        kind: Kind,
        repeated: np.ndarray,
        finish: Callable[[pa.RecordBatch], pa.RecordBatch],
        tally: Tally,
        batch_rows: int,
    ) -> Iterator[pa.RecordBatch]:
        broken = self._broken.get(kind.name, [])
        tally.set_aside += broken
        tally.read += len(broken)
        copies: dict[int, str] = {}
        if len(self.facts.extractions) > 1:
            found = Copies(self._spool, kind.same, self.facts.timezone)
            for rows in self._spool.read(kind.name, batch_rows):
                found.add(self._provenance.shown(finish(rows)))
            copies = found.found(repeated)
        first = 0
        for rows in self._spool.read(kind.name, batch_rows):
            tally.read += rows.num_rows
            kept, aside = split(self._provenance.shown(finish(rows)), first, repeated, copies)
            tally.set_aside += [SetAside(*told) for told in aside]
            first += rows.num_rows
            yield kept.drop_columns(list(HIDDEN))

    def _device(self) -> Part:
        rows = self.facts.devices()
        tally = Tally(warnings=self.warnings)
        return Part(
            name="Device Info",
            profile=_PROFILE,
            normaliser="devices",
            evidence_type="handset",
            columns=("section", "name", "value", "sourceExtraction", "item"),
            fields={"kind": "name", "value": "value", "label": "name", "source": "section"},
            batches=_counted(rows, tally),
            tally=tally,
            meta=self._meta(),
        )

    def _members(self, known: Known) -> Part:
        tally = Tally()
        return Part(
            name="Chat members",
            profile=_PROFILE,
            normaliser="links",
            evidence_type="handset",
            columns=("id", "Id", "Name", "Source", "StartTime", "Participant", "Participant name", "owner", "admin"),
            fields={"source": "Participant", "target": "Id", "target_label": "Name", "note": "admin"},
            batches=_counted(known.links(), tally),
            tally=tally,
            meta=self._meta(),
        )

    def _meta(self) -> dict[str, str]:
        facts = {"timezone": self.facts.timezone, "report_version": self.facts.version}
        return {name: value for name, value in facts.items() if value}


def _counted(rows: pa.RecordBatch, tally: Tally) -> Iterator[pa.RecordBatch]:
    tally.read += rows.num_rows
    if rows.num_rows:
        yield rows


def _as_they_are(rows: pa.RecordBatch) -> pa.RecordBatch:
    return rows


def _left_alone(counts: Counter[str]) -> list[str]:
    """Return a sentence for each type of model that is not read, and one for those left alone on purpose."""
    read = {*_HOLDERS, *(name for kind in _KINDS for name in kind.types)}
    alone = {name: counts[name] for name in _alone() if counts[name]}
    sentences = [
        f"{count:,} models of type {name or '(none)'} not read"
        for name, count in sorted(counts.items())
        if name not in read and name not in alone
    ]
    if alone:
        told = ", ".join(f"{count:,} {name}" for name, count in sorted(alone.items()))
        sentences.append(f"left alone on purpose: {told}")
    return sentences


@cache
def _alone() -> tuple[str, ...]:
    data = tomllib.loads((files("clew.readers") / "data" / "ufed_xml.toml").read_text("utf-8"))
    return tuple(data["left"]["alone"])
