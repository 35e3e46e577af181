"""Databases out of telephones: opened as copies, read as hostile data."""
