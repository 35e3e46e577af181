"""Find the tables of a grid one after another, each with the profile that explains it best."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from clew.errors import UsageError
from clew.readers.engine import layout, mapping, positions, preamble, propose
from clew.readers.engine.grid import Grid
from clew.readers.engine.layout import Layout
from clew.readers.engine.mapping import Mapping
from clew.readers.engine.profile import Profile, load
from clew.readers.engine.table import Table
from clew.readers.engine.titles import unique
from clew.readers.engine.unknown import UnknownLayoutError
from clew.readers.reader import ReadOptions

_WINDOW_ROWS = layout.WINDOW + 40
_MEASURES = ("duration", "amount", "paid_in", "paid_out", "balance", "azimuth", "beam_width", "confidence")
_TIME_FIELDS = ("start", "date", "time", "end", "end_date", "end_time")


def tables(grid: Grid, options: ReadOptions, where: str) -> Iterator[Table]:
    """Yield the tables of a grid from top to bottom.

    A further table is known only once the one before has been read to its end. When the caller asks
    for the next table without having consumed the last, it is read once more, apart, to find out.

    Raises:
        UnknownLayoutError: the next table fits no profile.
    """
    profiles = load(options.profiles_folder)
    first = 0
    while first >= 0:
        table = _table_at(grid, first, profiles, options, where)
        if table is None:
            return
        yield table
        first = table.next_first
        if not table.finished:
            scout = Table(table.grid, table.profile, table.mapping, table.titles, table.first, dict(table.meta))
            for _ in scout.batches(options.batch_rows):
                pass
            first = scout.next_first


def _table_at(grid: Grid, start: int, profiles: dict[str, Profile], options: ReadOptions, where: str) -> Table | None:
    rows = grid.window(start, _WINDOW_ROWS)
    if not any(cell.strip() for row in rows for cell in row):
        return None
    candidates = [_whole(place, rows) for place in layout.find(rows)]
    found = _chosen(candidates, rows, profiles, options, where)
    if found is None:
        best = candidates[0]
        proposal = propose.propose(best.titles, rows[best.first : best.first + 20])
        raise UnknownLayoutError(
            "no known layout fits this table",
            normaliser=proposal.normaliser,
            first=start,
            where=where,
            hint=proposal.as_hint(best.titles),
        )
    profile, mapped, place = found
    titles = place.titles or unique([""] * _width(rows[place.first :], 0))
    return Table(grid, profile, mapped, titles, start + place.first, _meta(profile, mapped, place))


def _whole(place: Layout, rows: list[list[str]]) -> Layout:
    """Give a header one unique title per column of the data below it."""
    if not place.titles:
        return place
    width = _width(rows[place.first :], len(place.titles))
    titles = [*place.titles, *[""] * (width - len(place.titles))][:width]
    return Layout(place.preamble, unique(titles), place.first)


def _width(rows: list[list[str]], titles: int) -> int:
    """Return how many columns the data has: the commonest record width, where it differs from the header's."""
    widths = Counter(len(row) for row in rows if any(cell.strip() for cell in row))
    return max(titles, widths.most_common(1)[0][0]) if widths else titles


def _chosen(
    candidates: list[Layout], rows: list[list[str]], profiles: dict[str, Profile], options: ReadOptions, where: str
) -> tuple[Profile, Mapping, Layout] | None:
    if options.mapping:
        return propose.by_hand(options.mapping, candidates, rows, where)
    if options.profile:
        if options.profile not in profiles:
            raise UsageError(f"there is no table profile {options.profile!r}", hint=f"one of: {', '.join(profiles)}")
        return _forced(profiles[options.profile], candidates, rows, where)
    best: tuple[Profile, Mapping, Layout] | None = None
    for place in candidates:
        found = mapping.choose(profiles, place.titles, where)
        if found is not None and (best is None or found[1].score > best[1].score):
            best = (*found, place)
    if best is None:
        headless = positions.match(profiles, rows)
        if headless is not None:
            return *headless, Layout((), [], 0)
    return best


def _forced(
    profile: Profile, candidates: list[Layout], rows: list[list[str]], where: str
) -> tuple[Profile, Mapping, Layout]:
    """Apply the profile the user chose, however little of it fits, as long as anything does."""
    headless = positions.match({profile.name: profile}, rows)
    if headless is not None:
        return *headless, Layout((), [], 0)
    mapped = [(mapping.apply(profile, place.titles), place) for place in candidates]
    best, place = max(mapped, key=lambda pair: len(pair[0].columns))
    if not best.columns:
        raise UnknownLayoutError(
            f"the profile {profile.name} knows none of the columns",
            normaliser=profile.normaliser,
            where=where,
            hint=f"the columns are: {', '.join(place.titles[:30]) or 'not named'}; say what they mean with --map FILE",
        )
    return profile, best, place


def _meta(profile: Profile, mapped: Mapping, place: Layout) -> dict[str, str]:
    meta = dict(profile.meta)
    meta.update(preamble.facts(place.preamble, profile))
    for canonical, stated in mapped.stated.items():
        if stated.timezone and canonical in _TIME_FIELDS:
            meta["timezone"] = stated.timezone
        if stated.day_order:
            meta["day_order"] = stated.day_order
        if stated.unit and canonical in _MEASURES:
            meta[f"unit.{canonical}"] = stated.unit
    if profile.timezone:
        meta.setdefault("timezone", profile.timezone)
    if profile.day_order:
        meta.setdefault("day_order", profile.day_order)
    return meta
