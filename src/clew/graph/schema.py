"""Constraints and indexes: one Cypher file for every engine, one small file for each engine's full text."""

from __future__ import annotations

from importlib.resources import files

from clew.graph.session import GraphSession


def apply_constraints(session: GraphSession) -> None:
    """Make the constraints that are missing. Comes before any data: they make keys unique."""
    for statement in statements("constraints.cypher"):
        session.run(statement)


def apply_indexes(session: GraphSession) -> None:
    """Make the missing indexes, full text included; after a first load, when building them is cheapest.

    Full text answers `CALL db.index.fulltext.queryNodes('Person[name]', $text)` on every engine.
    """
    for statement in statements("indexes.cypher"):
        session.run(statement)
    if session.engine is None:
        for statement in statements("full_text_neo4j.cypher"):
            session.run(statement)
    else:
        for statement in statements("full_text_arcadedb.sql"):
            session.engine.sql(statement)


def statements(file: str) -> list[str]:
    """Return the statements of a file of this package, comment lines left out; each ends in a semicolon."""
    text = (files("clew.graph") / file).read_text(encoding="utf-8")
    lines = [line for line in text.splitlines() if not line.lstrip().startswith(("//", "--"))]
    return [part.strip() for part in "\n".join(lines).split(";") if part.strip()]
