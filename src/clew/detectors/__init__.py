"""Detectors: one file per pattern, each declares `DETECTOR` and answers with findings that carry their rows."""
