"""Run detectors over a view, by name or group, in the order of their code."""

from __future__ import annotations

from dataclasses import fields
from difflib import get_close_matches
from typing import Any

from clew.detectors.detector import Detector
from clew.detectors.runs import run_once
from clew.errors import UsageError
from clew.ledger.view import View
from clew.model.finding import Run
from clew.plugins import discover


def chosen(names: tuple[str, ...]) -> list[Detector]:
    """Return the detectors meant by names, codes (`D1`) or groups; all when none is given.

    Raises:
        UsageError: an unknown name, with the nearest known one.
    """
    known: dict[str, Detector] = discover("clew.detectors", "DETECTOR")
    if not names:
        return sorted(known.values(), key=lambda d: d.code)
    found: dict[str, Detector] = {}
    groups = sorted({d.group for d in known.values()})
    for name in names:
        matches = [
            d for d in known.values() if name in (d.name, d.code, d.group) or (d.group == "both" and name in groups)
        ]
        if not matches:
            words = [*known, *groups]
            near = get_close_matches(name, words, 1)
            raise UsageError(
                f"no detector or group is named {name!r}",
                hint=f"did you mean {near[0]}?" if near else f"known: {', '.join(words)}",
            )
        found.update({d.name: d for d in matches})
    return sorted(found.values(), key=lambda d: d.code)


def settings_of(detector: Detector, given: dict[str, Any]) -> Any:
    """Build a detector's settings from its defaults and what the user changed.

    Raises:
        UsageError: a setting it does not have, or a value of another type.
    """
    known = {f.name: f for f in fields(detector.settings)}
    for name, value in given.items():
        if name not in known:
            near = get_close_matches(name, known, 1)
            raise UsageError(
                f"{detector.name} has no setting {name!r}",
                hint=f"did you mean {near[0]}?" if near else f"it has {', '.join(known)}",
            )
        default = known[name].default
        if not isinstance(value, type(default)) and not (isinstance(default, float) and isinstance(value, int)):
            raise UsageError(f"{name} of {detector.name} must be a {type(default).__name__}, not {value!r}")
    return detector.settings(**given)


def run_detectors(
    view: View, names: tuple[str, ...], settings: dict[str, dict[str, Any]], confirmed: tuple[str, ...]
) -> list[Run]:
    """Run the chosen detectors over one view.

    Args:
        view: The case's view.
        names: Names, codes or groups; all detectors when empty.
        settings: Detector name -> setting -> value.
        confirmed: Numbers a person has confirmed, for the detectors that ask for them.
    """
    runs = []
    for detector in chosen(names):
        given = dict(settings.get(detector.name, {}))
        if "confirmed_numbers" in {f.name for f in fields(detector.settings)}:
            given.setdefault("confirmed_numbers", confirmed)
        chosen_settings = settings_of(detector, given)
        if chosen_settings == detector.settings():
            runs.append(run_once(view, detector))
        else:
            runs.append(detector.detect(view, chosen_settings))
    return runs
