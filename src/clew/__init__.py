"""Clew: link analysis for investigators of county lines and human trafficking."""

from __future__ import annotations

__version__ = "0.1.0"
