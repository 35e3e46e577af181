"""The graph: one Bolt session, to an embedded engine or a Neo4j server, with the same Cypher."""
