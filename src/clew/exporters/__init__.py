"""Exporters: one file per format, each declares `EXPORTER` and writes what the redact step has let through."""
