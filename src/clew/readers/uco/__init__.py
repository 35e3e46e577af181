"""CASE/UCO JSON-LD: objects, what they are, and the rows they give."""
