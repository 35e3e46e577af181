"""Feed an XML file to a parser piece by piece: bytes repaired and counted, document types refused, damage told."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from xml.parsers import expat

from clew.errors import InputError
from clew.readers.engine.xmlbytes import PIECE_BYTES, XmlBytes
from clew.readers.reader import Source
from clew.readers.recognise import where


class StopError(Exception):
    """A handler has seen enough: an element deeper or longer than any real one. What stood before is kept."""


def parse(
    source: Source,
    parser: expat.XMLParserType,
    warnings: list[str],
    kind: str,
    *,
    piece_bytes: int = PIECE_BYTES,
    slice_bytes: int = 0,
) -> Iterator[None]:
    """Parse a file, and stop after each piece so that what its handlers gathered can be given out.

    Args:
        source: The file.
        parser: With its handlers set; a handler may raise `StopError`.
        warnings: Gets where the file breaks off, and how often bytes had to be repaired, before the last stop.
        kind: What the file is, for the hint about document types: `report`, `phone backup`.
        piece_bytes: Bytes read at a time.
        slice_bytes: Bytes parsed between two stops; 0 for a whole piece.

    Raises:
        InputError: the file brings a document type definition.
    """

    def refuse(*_: Any) -> None:
        raise doctype_refused(source, kind)

    parser.buffer_text = True
    parser.StartDoctypeDeclHandler = refuse
    with source.open() as stream:
        filtered = XmlBytes(stream, piece_bytes)
        try:
            for piece in filtered.pieces():
                for place in range(0, len(piece), slice_bytes or len(piece) or 1):
                    parser.Parse(piece[place : place + slice_bytes] if slice_bytes else piece, False)
                    yield
            parser.Parse(b"", True)
        except (expat.ExpatError, StopError) as error:
            why = expat.ErrorString(error.code) if isinstance(error, expat.ExpatError) else str(error)
            warnings.append(
                f"the file breaks off or is damaged in line {parser.CurrentLineNumber} ({why}): "
                "what stood before is kept, nothing behind it was read"
            )
    warnings += [f"{count:,} {what}" for what, count in sorted(filtered.repairs.items()) if count]
    yield


def doctype_refused(source: Source, kind: str) -> InputError:
    """Return the error for a file that brings a document type definition."""
    return InputError(
        "the file brings a document type definition, which can make a parser read other files",
        where=where(source),
        hint=f"no {kind} needs one: have the file examined, or remove the DOCTYPE line from a copy",
    )
