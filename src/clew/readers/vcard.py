"""vCard address books: 2.1, 3.0 and 4.0, mixed in one file as phones write them."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pyarrow as pa

from clew.errors import InputError
from clew.readers.engine import cards
from clew.readers.engine.content import is_text, plain_start
from clew.readers.engine.encoding import open_utf8, survey
from clew.readers.engine.textrows import MOST_ROWS, TextRows
from clew.readers.reader import Head, Part, Reader, ReadOptions, SetAside, Source, Tally
from clew.readers.recognise import where

COLUMNS = ("FN", "N", "ORG", "TEL", "EMAIL", "IMPP", "ADR", "NOTE", "further properties")
FIELDS = {
    "display_name": "FN",
    "organisation": "ORG",
    "phone": "TEL",
    "email": "EMAIL",
    "messaging": "IMPP",
    "address": "ADR",
    "note": "NOTE",
}


def recognise(head: Head) -> float:
    """Score a file: text that begins with a card."""
    return 0.95 if is_text(head.data) and re.match(r"begin\s*:\s*vcard", plain_start(head.data)) else 0.0


def read(source: Source, options: ReadOptions) -> Iterator[Part]:
    """Yield the address book as one part.

    Raises:
        InputError: there is no card in the file.
    """
    if not recognise(source.head()):
        raise InputError("there is no card in this file", where=where(source), hint="a card begins with BEGIN:VCARD")
    encoding = survey(source)
    tally = Tally(warnings=list(encoding.warnings))

    def batches() -> Iterator[pa.RecordBatch]:
        rows = TextRows(tuple(FIELDS))
        with open_utf8(source, encoding) as stream:
            for number, block in enumerate(cards.blocks(stream), 1):
                tally.read += 1
                if not block.ended:
                    tally.warnings.append(f"card {number} has no END:VCARD")
                card = cards.parse(block.lines)
                if card is None:
                    tally.set_aside.append(SetAside(f"card {number}", "nothing in the card can be read", block.text))
                    continue
                rows.add(f"card {number}", card.raw, card.values)
                if len(rows) >= min(options.batch_rows, MOST_ROWS):
                    yield rows.batch()
        if len(rows):
            yield rows.batch()

    yield Part(
        name="",
        profile="vcard",
        normaliser="contacts",
        evidence_type="handset",
        columns=COLUMNS,
        fields=dict(FIELDS),
        batches=batches(),
        tally=tally,
    )


READER = Reader(
    name="vcard",
    version="1",
    title="vCard address books",
    recognise=recognise,
    read=read,
)
