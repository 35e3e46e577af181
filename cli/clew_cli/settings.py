"""Where a command's settings come from: option, then environment, then ./clew.toml, then the user's own file."""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from clew.errors import UsageError

if TYPE_CHECKING:
    from clew.case import Case

#: Keys a settings file may hold, and what each means.
KEYS: dict[str, str] = {
    "case": "case folder",
    "graph": "address of a Neo4j server, neo4j:// or bolt://; empty for the embedded graph",
    "graph_user": "user name at the server",
    "format": "output format of tables: table, json, jsonl, csv or tsv",
    "color": "auto, always or never",
}
DEFAULTS = {"case": "", "graph": "", "graph_user": "neo4j", "format": "", "color": "auto"}


@dataclass(frozen=True, slots=True)
class Session:
    """What one run of the command line knows. `origins` says where each setting came from."""

    values: dict[str, str]
    origins: dict[str, str]
    quiet: bool = False
    progress: bool = True
    debug: bool = False
    extra: dict[str, Any] = field(default_factory=dict)

    def case_folder(self, given: str = "") -> Path:
        """Return the case folder: given, set, or the current folder when it is a case.

        Raises:
            UsageError: there is none.
        """
        if given or self.values["case"]:
            return Path(given or self.values["case"])
        here = Path.cwd()
        if (here / "case.toml").exists():
            return here
        raise UsageError(
            "no case is named", hint="add --case FOLDER, set CLEW_CASE, or make one: clew init FOLDER --owner NAME"
        )

    def open_case(self, given: str = "") -> Case:
        """Open the case the user means."""
        from clew.case import Case

        return Case.open(self.case_folder(given))


def user_file() -> Path:
    """Return the path of the user's own settings file: CLEW_CONFIG, or the platform's configuration folder."""
    from platformdirs import user_config_dir

    return Path(os.environ.get("CLEW_CONFIG") or Path(user_config_dir("clew")) / "config.toml")


def session_from(*, case: str, quiet: bool, no_progress: bool, color: str, debug: bool) -> Session:
    """Collect the settings of one run.

    Raises:
        UsageError: a settings file is not TOML or has a key Clew does not know.
    """
    values, origins = dict(DEFAULTS), dict.fromkeys(DEFAULTS, "default")
    for path in (user_file(), Path("clew.toml")):
        for key, value in _read(path).items():
            values[key], origins[key] = str(value), str(path)
    for key in KEYS:
        stated = os.environ.get(f"CLEW_{key.upper()}")
        if stated:
            values[key], origins[key] = stated, f"environment CLEW_{key.upper()}"
    if os.environ.get("NO_COLOR"):
        values["color"], origins["color"] = "never", "environment NO_COLOR"
    for key, value in (("case", case), ("color", "" if color == "auto" else color)):
        if value and value != os.environ.get(f"CLEW_{key.upper()}"):
            values[key], origins[key] = value, "option"
    if values["color"] not in ("auto", "always", "never"):
        raise UsageError(f"unknown colour setting {values['color']!r}", hint="use auto, always or never")
    return Session(values, origins, quiet, not no_progress and not quiet, debug)


def _read(path: Path) -> dict[str, Any]:
    if not path.exists():
        return {}
    import tomllib

    try:
        stated = tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, OSError) as error:
        raise UsageError(f"the settings file cannot be read: {error}", where=str(path), hint="correct it") from error
    unknown = sorted(set(stated) - set(KEYS))
    if unknown:
        raise UsageError(f"unknown setting {unknown[0]!r}", where=str(path), hint=f"known: {', '.join(KEYS)}")
    return stated
