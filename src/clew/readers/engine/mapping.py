"""Map column titles to canonical fields, and choose the profile that explains a header best."""

from __future__ import annotations

from dataclasses import dataclass, field

from clew.errors import InputError
from clew.readers.engine.profile import Profile
from clew.readers.engine.titles import Suffix, normalise, suffix_of, without_suffix

# A title of the profile's own fingerprint weighs more than a title that merely maps.
_DETECT_WEIGHT = 3.0
_SUFFIX_HIT = 0.9
_WHOLE_HEADER = 1000.0


@dataclass(frozen=True, slots=True)
class Mapping:
    """Which column holds which canonical field, and what the titles state besides.

    Args:
        columns: Canonical field -> position of its column.
        stated: Canonical field -> what its title's suffix states.
        score: How well the profile explains the header; 0 when it does not apply.
    """

    columns: dict[str, int]
    stated: dict[str, Suffix] = field(default_factory=dict)
    score: float = 0.0


def apply(profile: Profile, titles: list[str]) -> Mapping:
    """Map titles by a profile: an exact alias first, then an alias with a known suffix (`start utc`, `dur s`)."""
    plain = [normalise(title) for title in titles]
    columns: dict[str, int] = {}
    stated: dict[str, Suffix] = {}
    for position, title in enumerate(plain):
        canonical = profile.aliases.get(title)
        if canonical is not None:
            columns.setdefault(canonical, position)
    for canonical, patterns in profile.patterns.items():
        for position, title in enumerate(titles):
            if any(pattern.fullmatch(title.strip()) for pattern in patterns):
                columns.setdefault(canonical, position)
    exact = len(columns)
    taken = set(columns.values())
    for position, title in enumerate(plain):
        if position in taken or not title:
            continue
        found = _with_suffix(profile, title)
        if found is not None and found[0] not in columns:
            columns[found[0]] = position
            stated[found[0]] = found[1]
    for canonical, position in columns.items():
        stated.setdefault(canonical, _stated_anyway(plain[position]))
    return Mapping(columns, stated, _score(profile, plain, columns, exact + _SUFFIX_HIT * (len(columns) - exact)))


def _with_suffix(profile: Profile, title: str) -> tuple[str, Suffix] | None:
    for alias, suffix in without_suffix(title):
        canonical = profile.aliases.get(alias)
        if canonical is not None:
            return canonical, suffix
    return None


def _stated_anyway(title: str) -> Suffix:
    """A title that is an alias as a whole may still state something: `conndatetime utc`, `dur s`."""
    words = title.split(" ")
    for cut in range(1, len(words)):
        suffix = suffix_of(" ".join(words[cut:]))
        if suffix is not None:
            return suffix
    return Suffix(timezone="UTC") if "utc" in words else Suffix()


def _score(profile: Profile, plain: list[str], columns: dict[str, int], hits: float) -> float:
    if profile.header:
        return _WHOLE_HEADER if tuple(plain) == profile.header else 0.0
    here = set(plain)
    if any(not (choices & here) for choices in profile.detect):
        return 0.0
    if not profile.aliases or any(not (choices & columns.keys()) for choices in profile.require):
        return 0.0
    return hits + _DETECT_WEIGHT * len(profile.detect)


def choose(profiles: dict[str, Profile], titles: list[str], where: str) -> tuple[Profile, Mapping] | None:
    """Return the profile that explains a header best, or None when none applies.

    Raises:
        InputError: two profiles explain it equally well.
    """
    scored = [(apply(profile, titles), profile) for profile in profiles.values()]
    scored = sorted(((m, p) for m, p in scored if m.score > 0), key=lambda pair: -pair[0].score)
    if not scored:
        return None
    if len(scored) > 1 and scored[0][0].score == scored[1][0].score:
        first, second = scored[0][1].name, scored[1][1].name
        raise InputError(
            f"two layouts fit this table equally well: {first} and {second}",
            where=where,
            hint=f"choose one with --as {first} or --as {second}",
        )
    return scored[0][1], scored[0][0]
