"""A layout nobody knows: propose a mapping, take one by hand, save it as a profile."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping as Map
from dataclasses import dataclass
from pathlib import Path

from clew.errors import UsageError
from clew.readers.engine import mapping
from clew.readers.engine.layout import Layout, headless
from clew.readers.engine.mapping import Mapping
from clew.readers.engine.profile import Profile, built_in
from clew.readers.engine.titles import normalise
from clew.readers.engine.unknown import UnknownLayoutError

#: Keys of a mapping file that are not canonical fields.
STEERING = ("normaliser", "evidence_type", "title", "timezone", "day_order")
_EVIDENCE = {
    "calls": "billing",
    "topups": "billing",
    "payments": "financial",
    "sightings": "anpr",
    "contacts": "handset",
}
_BY_COLUMN = re.compile(r"#(\d+)")

# What a cell looks like, tried in this order, and the fields such a column may hold.
_LOOKS = (
    ("start", re.compile(r"\d{1,4}[-/.]\d{1,2}[-/.]\d{1,4}[ T]\d{1,2}:\d{2}.*")),
    (
        "date",
        re.compile(
            r"\d{1,2}[-/.]\d{1,2}[-/.]\d{2,4}|\d{4}[-/.]\d{1,2}[-/.]\d{1,2}|\d{1,2}[- ][A-Za-z]{3,9}[- ]\d{2,4}"
        ),
    ),
    ("time", re.compile(r"\d{1,2}:\d{2}(:\d{2})?( ?[AaPp][Mm])?")),
    ("email", re.compile(r"[^@\s]+@[^@\s]+\.[A-Za-z]{2,}")),
    ("postcode", re.compile(r"[A-Za-z]{1,2}\d[A-Za-z\d]? ?\d[A-Za-z]{2}")),
    ("vehicle", re.compile(r"[A-Za-z]{2}\d{2} ?[A-Za-z]{3}")),
    ("sort_code", re.compile(r"\d{2}-\d{2}-\d{2}")),
    ("phone", re.compile(r"'?(\+|00|0|44|7)[\d ()-]{9,16}")),
)
_FIELDS_OF: dict[str, dict[str, tuple[str, ...]]] = {
    "calls": {"phone": ("subject", "other"), "start": ("start",), "date": ("date",), "time": ("time",)},
    "people": {"phone": ("phone", "phone_2"), "email": ("email",), "postcode": ("postcode",), "vehicle": ("vehicle",)},
    "sightings": {"vehicle": ("vrm",), "start": ("start",), "date": ("date",), "time": ("time",)},
    "payments": {"sort_code": ("sort_code",), "date": ("date",), "start": ("start",)},
}


@dataclass(frozen=True, slots=True)
class Proposal:
    """A guess at an unknown layout: normaliser and canonical field -> title."""

    normaliser: str
    columns: dict[str, str]

    def as_toml(self) -> str:
        """Return the proposal as the text of a mapping file."""
        lines = [f'normaliser = "{self.normaliser}"', "[columns]"]
        return "\n".join([*lines, *(f"{name} = {_quoted(title)}" for name, title in self.columns.items())]) + "\n"

    def as_hint(self, titles: list[str]) -> str:
        """Return what to type next."""
        if not titles:
            return 'the table has no header: name its columns in a file, such as subject = "#1", and add --map FILE'
        if not self.columns:
            return (
                f"its columns are {', '.join(titles[:12])}; say what they mean with --map FILE, or choose --as PROFILE"
            )
        return "save this as map.toml, correct it, and add --map map.toml:\n" + self.as_toml()


def _quoted(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n") + '"'


def propose(header: list[str], sample: list[list[str]]) -> Proposal:
    """Propose what the columns of an unknown table mean, from their titles and a few rows.

    Titles count most: for each shipped profile, those it knows. What no title explains is guessed from
    the cells' look (time, number plate, postcode, e-mail, telephone number).
    """
    by_normaliser: dict[str, dict[str, str]] = {}
    for profile in built_in().values():
        mapped = mapping.apply(profile, header).columns
        if len(mapped) > len(by_normaliser.get(profile.normaliser, {})):
            by_normaliser[profile.normaliser] = {name: header[place] for name, place in mapped.items()}
    looks = _looks(header, sample)
    best = Proposal("people", {})
    for name in dict.fromkeys([*by_normaliser, *_FIELDS_OF]):
        columns = dict(by_normaliser.get(name, {}))
        for place, look in looks.items():
            free = [f for f in _FIELDS_OF.get(name, {}).get(look, ()) if f not in columns]
            if free and header[place] not in columns.values():
                columns[free[0]] = header[place]
        if len(columns) > len(best.columns):
            best = Proposal(name, columns)
    return best


def _looks(header: list[str], sample: list[list[str]]) -> dict[int, str]:
    looks = {}
    for place in range(len(header)):
        cells = [row[place].strip() for row in sample if place < len(row) and row[place].strip()]
        for look, pattern in _LOOKS:
            if cells and sum(pattern.fullmatch(cell) is not None for cell in cells) >= 0.7 * len(cells):
                looks[place] = look
                break
    return looks


def read_mapping(path: Path) -> dict[str, str]:
    """Read a mapping file (`--map`) into `ReadOptions.mapping`.

    The file is TOML: `normaliser = "calls"` and, if wanted, `evidence_type`, `timezone`, `day_order`; then
    `[columns]` with canonical field = "Title as in the file", or "#3" for the third column of a table without header.

    Raises:
        UsageError: the file is missing, is not TOML, or names no normaliser or no column.
    """
    try:
        data = tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise UsageError(f"the mapping file cannot be read: {error}", where=str(path)) from error
    columns = data.get("columns")
    if not isinstance(columns, dict) or not columns or "normaliser" not in data:
        raise UsageError(
            "the mapping file names no normaliser or no columns",
            where=str(path),
            hint='it looks like: normaliser = "calls", then a line [columns], then lines such as caller = "A Number"',
        )
    return {key: str(data[key]) for key in STEERING if key in data} | {k: str(v) for k, v in columns.items()}


def by_hand(
    wanted: Map[str, str], candidates: list[Layout], rows: list[list[str]], where: str
) -> tuple[Profile, Mapping, Layout]:
    """Apply a mapping given by the user.

    Raises:
        UnknownLayoutError: a title it names is in no row that could be the header.
    """
    columns = {name: title for name, title in wanted.items() if name not in STEERING}
    normaliser = wanted.get("normaliser", "people")
    profile = Profile(
        name="by-hand",
        title=wanted.get("title", "Mapping given by hand"),
        normaliser=normaliser,
        evidence_type=wanted.get("evidence_type", _EVIDENCE.get(normaliser, "report")),
        aliases={normalise(title): name for name, title in columns.items()},
        timezone=wanted.get("timezone", ""),
        day_order=wanted.get("day_order", ""),
    )
    numbered = {name: _BY_COLUMN.fullmatch(title.strip()) for name, title in columns.items()}
    if columns and all(numbered.values()):
        places = {name: int(found.group(1)) - 1 for name, found in numbered.items() if found}
        return profile, Mapping(places, score=1.0), headless(rows)
    for place in [*candidates, *_every_row(rows)]:
        plain = [normalise(title) for title in place.titles]
        if all(normalise(title) in plain for title in columns.values()):
            return profile, mapping.apply(profile, place.titles), place
    seen = next((place.titles for place in candidates if place.titles), [])
    missing = [t for t in columns.values() if normalise(t) not in {normalise(title) for title in seen}]
    raise UnknownLayoutError(
        f"the mapping names columns the table does not have: {', '.join(missing)}",
        normaliser=normaliser,
        where=where,
        hint=f"its columns are: {', '.join(seen[:30])}",
    )


def _every_row(rows: list[list[str]]) -> list[Layout]:
    return [Layout((), [cell.strip() for cell in row], place + 1) for place, row in enumerate(rows)]


def save_profile(
    path: Path, name: str, titles: list[str], wanted: Map[str, str], day_order: str = "", timezone: str = ""
) -> None:
    """Save a mapping as a profile for exactly this header, so that the next such file needs no `--map`.

    Args:
        path: File to write, in the case's profiles folder.
        name: Kebab-case name of the new profile.
        titles: The table's titles in order (`Part.columns`).
        wanted: Mapping as in `ReadOptions.mapping`, steering keys included.
        day_order: `dmy` or `mdy` when the user settled it.
        timezone: IANA zone when the user settled it.
    """
    normaliser = wanted.get("normaliser", "people")
    lines = [
        f"name = {_quoted(name)}",
        f"title = {_quoted(wanted.get('title', name))}",
        f"normaliser = {_quoted(normaliser)}",
        f"evidence_type = {_quoted(wanted.get('evidence_type', _EVIDENCE.get(normaliser, 'report')))}",
        f"header = [{', '.join(_quoted(normalise(title)) for title in titles)}]",
    ]
    for key, value in (
        ("day_order", day_order or wanted.get("day_order", "")),
        ("timezone", timezone or wanted.get("timezone", "")),
    ):
        if value:
            lines.append(f"{key} = {_quoted(value)}")
    lines += ["", "[columns]"]
    lines += [f"{field} = [{_quoted(title)}]" for field, title in wanted.items() if field not in STEERING]
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
