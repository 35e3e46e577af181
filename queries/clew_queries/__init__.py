"""Named Cypher queries, one file each."""
