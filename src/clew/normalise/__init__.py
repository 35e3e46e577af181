"""Normalisers: one file per kind of row, each declares `NORMALISER` and turns text columns into typed records."""
