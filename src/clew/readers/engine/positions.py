"""Tables without a header: recognised by what stands in each column."""

from __future__ import annotations

from clew.readers.engine.mapping import Mapping
from clew.readers.engine.profile import Profile

_LOOK_AT_ROWS = 30


def match(profiles: dict[str, Profile], rows: list[list[str]]) -> tuple[Profile, Mapping] | None:
    """Return the headerless profile whose column patterns all of these rows fit, or None."""
    filled = [row for row in rows if any(cell.strip() for cell in row)][:_LOOK_AT_ROWS]
    for profile in profiles.values():
        wanted = profile.positions
        if wanted and filled and all(_fits(profile, row) for row in filled):
            columns = {position.field: place for place, position in enumerate(wanted) if position.field}
            return profile, Mapping(columns, score=float(len(columns)))
    return None


def _fits(profile: Profile, row: list[str]) -> bool:
    return len(row) == len(profile.positions) and all(
        position.pattern.fullmatch(cell.strip()) for position, cell in zip(profile.positions, row, strict=True)
    )
