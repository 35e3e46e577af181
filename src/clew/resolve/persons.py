"""Which person records are one person: only by two strong independent identifiers and no contradiction.

Full name with full birth date counts as one strong identifier (a 01/01 birth date is a year
only and never counts), each national number, passport or similar as another. Everything weaker
becomes a possible match with its reason and is never merged. A victim is never merged with a
suspect, nor a child with an adult (domain rules of merging).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import combinations, pairwise

#: Groups larger than this share something too common to suggest that two records are one person.
LARGEST_GROUP = 40

VICTIM = frozenset({"victim", "potential_victim"})
SUSPECT = frozenset({"suspect", "convicted"})


@dataclass(slots=True)
class PersonRecord:
    """What identity needs of one person record. `shared` holds weaker identifiers such as `phone:+44...`."""

    record_id: str
    name_key: str
    birth_date: str
    strong_ids: tuple[str, ...]
    categories: frozenset[str]
    is_child: bool | None
    shared: tuple[str, ...] = ()

    def tokens(self) -> Iterator[str]:
        """Yield the strong identifiers of this record, each prefixed by its independent kind."""
        if self.name_key and is_full_birth_date(self.birth_date):
            yield f"name and birth date={self.name_key}|{self.birth_date}"
        for strong in self.strong_ids:
            kind, _, value = strong.partition(":")
            yield f"{kind}={value}"


@dataclass(slots=True)
class Cluster:
    """Records already held to be one person, and the facts another record must not contradict."""

    members: list[str]
    birth_dates: set[str] = field(default_factory=set)
    ids: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    categories: set[str] = field(default_factory=set)
    is_child: set[bool] = field(default_factory=set)


@dataclass(frozen=True, slots=True)
class PossibleMatch:
    """Two records that may be one person, with why, and why they were not merged when that is the reason."""

    left: str
    right: str
    reason: str


def is_full_birth_date(birth_date: str) -> bool:
    """True for a birth date known to the day; 01/01 arrives as a year only."""
    return len(birth_date) == 10


def same_person(records: Iterable[PersonRecord]) -> tuple[dict[str, str], list[PossibleMatch]]:
    """Return record id -> founding record id, and the possible matches between what stays apart.

    The founding record is the smallest record id of its cluster, so the order of loading changes nothing.
    """
    by_id = {r.record_id: r for r in sorted(records, key=lambda r: r.record_id)}
    clusters = {r.record_id: _cluster(r) for r in by_id.values()}
    owner = {record_id: record_id for record_id in by_id}
    possible: dict[tuple[str, str], set[str]] = defaultdict(set)
    for (left, right), kinds in sorted(_shared_tokens(by_id.values()).items()):
        a, b = owner[left], owner[right]
        if a == b:
            continue
        conflict = contradiction(clusters[a], clusters[b])
        if len(kinds) >= 2 and not conflict:
            first, second = min(a, b), max(a, b)
            _join(clusters[first], clusters.pop(second), owner, first)
        else:
            reason = f"same {' and '.join(sorted(kinds))}" + (f", but {conflict}" if conflict else "")
            possible[left, right].add(reason)
    for left, right, reason in _weaker(by_id.values()):
        possible[left, right].add(reason)
    return owner, _between_clusters(possible, owner)


def contradiction(a: Cluster, b: Cluster) -> str:
    """Return why two clusters cannot be one person, in words; empty when nothing speaks against it."""
    if a.birth_dates and b.birth_dates and not any(_agree(x, y) for x in a.birth_dates for y in b.birth_dates):
        return "the birth dates differ"
    for kind in sorted(set(a.ids) & set(b.ids)):
        if not a.ids[kind] & b.ids[kind]:
            return f"the {kind} numbers differ"
    both = a.categories | b.categories
    if both & VICTIM and both & SUSPECT:
        return "one record is of a possible victim and the other of a suspect"
    if len(a.is_child | b.is_child) == 2:
        return "one record is of a child and the other of an adult"
    return ""


def _agree(x: str, y: str) -> bool:
    return x.startswith(y) or y.startswith(x)


def _cluster(record: PersonRecord) -> Cluster:
    cluster = Cluster([record.record_id])
    if record.birth_date:
        cluster.birth_dates.add(record.birth_date)
    for strong in record.strong_ids:
        kind, _, value = strong.partition(":")
        cluster.ids[kind].add(value)
    cluster.categories |= record.categories
    if record.is_child is not None:
        cluster.is_child.add(record.is_child)
    return cluster


def _join(kept: Cluster, gone: Cluster, owner: dict[str, str], founder: str) -> None:
    kept.members += gone.members
    kept.birth_dates |= gone.birth_dates
    for kind, values in gone.ids.items():
        kept.ids[kind] |= values
    kept.categories |= gone.categories
    kept.is_child |= gone.is_child
    for member in gone.members:
        owner[member] = founder


def _shared_tokens(records: Iterable[PersonRecord]) -> dict[tuple[str, str], set[str]]:
    groups: dict[str, list[str]] = defaultdict(list)
    for record in records:
        for token in set(record.tokens()):
            groups[token].append(record.record_id)
    pairs: dict[tuple[str, str], set[str]] = defaultdict(set)
    for token, members in groups.items():
        kind = token.partition("=")[0]
        for left, right in _pairs(members):
            pairs[left, right].add(kind)
    return pairs


def _weaker(records: Iterable[PersonRecord]) -> Iterator[tuple[str, str, str]]:
    """Yield pairs with the same name and something else in common that is no strong identifier."""
    groups: dict[tuple[str, str], list[str]] = defaultdict(list)
    birth, nodes = {}, {}
    for record in records:
        if not record.name_key:
            continue
        nodes[record.record_id] = next((i for i in record.strong_ids if i.startswith("node ")), "")
        birth[record.record_id] = record.birth_date
        for shared in set(record.shared):
            groups[record.name_key, shared].append(record.record_id)
        if record.birth_date:
            groups[record.name_key, f"birth year:{record.birth_date[:4]}"].append(record.record_id)
    for (_, shared), members in sorted(groups.items()):
        if len(members) > LARGEST_GROUP:
            continue
        kind = shared.partition(":")[0]
        for left, right in _pairs(members):
            told_apart = _two_nodes(nodes.get(left), nodes.get(right))
            if not told_apart and (not (birth[left] and birth[right]) or _agree(birth[left], birth[right])):
                yield left, right, f"same name and {kind}"


def _two_nodes(one: str | None, other: str | None) -> bool:
    """Tell whether one exhibit lists two persons under different ids of its own: it says itself that they are two."""
    return bool(one and other) and one != other and str(one).partition(":")[0] == str(other).partition(":")[0]


def _pairs(members: list[str]) -> Iterator[tuple[str, str]]:
    ordered = sorted(set(members))
    if len(ordered) <= LARGEST_GROUP:
        yield from combinations(ordered, 2)
    else:  # too many to pair each with each: a chain keeps them connected
        yield from pairwise(ordered)


def _between_clusters(possible: dict[tuple[str, str], set[str]], owner: dict[str, str]) -> list[PossibleMatch]:
    reasons: dict[tuple[str, str], set[str]] = defaultdict(set)
    for (left, right), why in possible.items():
        a, b = sorted((owner[left], owner[right]))
        if a != b:
            reasons[a, b] |= why
    return [PossibleMatch(a, b, "; ".join(sorted(why))) for (a, b), why in sorted(reasons.items())]
