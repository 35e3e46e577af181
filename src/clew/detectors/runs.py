"""Runs that detectors share: one that builds on another reads its result with the other's default settings."""

from __future__ import annotations

from clew.detectors.detector import Detector
from clew.ledger.view import View
from clew.model.finding import Run


def run_once(view: View, detector: Detector) -> Run:
    """Return the run of a detector with its default settings over this view, computed once."""
    run: Run = view.once(f"run:{detector.name}", lambda: detector.detect(view, detector.settings()))
    return run
