"""Readers: one file per input layout, each declares `READER` and turns a file into parts of text columns."""
