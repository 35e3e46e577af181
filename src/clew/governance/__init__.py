"""Audit chain, redaction, sealing and handling: what stands before every output."""
