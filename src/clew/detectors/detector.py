"""What a detector is: a rule over the case's views that answers with a `Run`."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from clew.ledger.view import View
from clew.model.finding import Run


@dataclass(frozen=True, slots=True)
class Detector:
    """A detector plug-in.

    Args:
        name: Kebab-case name of the observation, never of a role: `bulk-texts`.
        code: Its number in the catalogue: `D1`.
        version: Raised whenever the rule would answer differently.
        title: One line for people.
        group: `county-lines` or `trafficking`; `both` for those that serve either.
        settings: A frozen dataclass type; every field has a default, a unit in its name and a comment.
        detect: The rule. Reads the view only, prints nothing, same in same out.
    """

    name: str
    code: str
    version: str
    title: str
    group: str
    settings: type[Any]
    detect: Callable[[View, Any], Run]
