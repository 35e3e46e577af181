"""Identifiers: one file each — clean (vectorised, on distinct texts), check, show."""
