"""The server of the tests is a real one and is what it says it is."""

from __future__ import annotations

import pytest
from neo4j_server import Neo4jServer

pytestmark = [pytest.mark.neo4j, pytest.mark.xdist_group("neo4j")]


def test_server_answers_with_its_version(neo4j_server: Neo4jServer) -> None:
    with neo4j_server.emptied() as session:
        assert session.version == f"Neo4j/{neo4j_server.version}"
        assert session.read("MATCH (n) RETURN count(n) AS nodes")[1][0]["nodes"] == 0
