"""Innocents whose traffic or papers look like a pattern; each module declares one `INNOCENT`."""
