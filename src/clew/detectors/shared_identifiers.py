"""D9 shared identifiers: one phone, account or address that several unrelated people give as their own.

The missed sign of past cases: wages of many into one account, one telephone number on many application forms. People
in it may be victims. Employers, agents, caseworkers and families share identifiers innocently and are held back,
shown with the reason.
"""

from __future__ import annotations

import math
from dataclasses import asdict, dataclass, field
from itertools import combinations

from clew.detectors.base_rate import base_rate
from clew.detectors.benign import Recorded, held_back_by, reason_for, role_evidence
from clew.detectors.children import children_of
from clew.detectors.components import components
from clew.detectors.coverage_of import held_numbers
from clew.detectors.detector import Detector
from clew.detectors.evidence import cite_records
from clew.detectors.outcome import judge
from clew.detectors.sharing import Shared, shared_identifiers
from clew.detectors.sharing_explanations import explanations
from clew.detectors.sharing_holders import Holding, holdings, tie_records
from clew.detectors.wording import ASSESSMENT, plain
from clew.ledger.view import View
from clew.model.finding import Clause, Coverage, Evidence, Finding, HeldBack, NotAssessable, Role, Run

NAME = "shared-identifiers"
VERSION = "1"


@dataclass(frozen=True, slots=True)
class Settings:
    """Thresholds; defaults to be tuned on synthetic data, none is a published value."""

    persons_min: int = 3  # unrelated people who give one phone, e-mail, account, card, device or vehicle
    address_persons_min: int = 5  # unrelated people who give one dwelling, where nothing else is shared
    types_min: int = 2  # identifier types the same people share: strong
    holder_identifiers_min: int = 2  # of a group's identifiers, on record with one person
    evidence_rows_max: int = 25_000  # rows cited for one group


@dataclass(slots=True)
class Group:
    """Identifiers shared by the same people, or a single one."""

    identifiers: list[Shared] = field(default_factory=list)

    @property
    def types(self) -> list[str]:
        """Distinct types, sorted."""
        return sorted({s.type for s in self.identifiers})

    @property
    def persons(self) -> list[str]:
        """Persons who give any of them or are on record with them, sorted."""
        return sorted({p for s in self.identifiers for p in s.persons})

    @property
    def givers(self) -> set[str]:
        """Persons who gave any of them as their own."""
        return {g.person_id for s in self.identifiers for g in s.givings if g.own}


def detect(view: View, settings: Settings) -> Run:
    """Judge every identifier that people give as their own.

    Returns:
        One finding per group of identifiers the same people share, or per identifier shared alone; addresses without
        a flat number as not assessable; identifiers of recorded roles as held back.
    """
    least = min(settings.persons_min, settings.address_persons_min)
    shared, group_of, examined = shared_identifiers(view, least)
    enough = [s for s in shared if len(s.groups) >= settings.persons_min]
    undivided = [s for s in enough if s.type == "address" and s.precision not in ("", "dwelling")]
    counted = [s for s in enough if s not in undivided]
    roles = {s.identifier_id: held_back_by(view, [s.identifier_id], NAME) for s in counted}
    free = [s for s in counted if roles[s.identifier_id] is None]
    minors = children_of(view)
    findings = []
    for group in grouped(free, settings):
        if len(group.types) == 1 and not _alone_enough(group.identifiers[0], settings):
            continue
        findings.append(_finding(view, group, undivided, group_of, minors, settings))
    held_back = [_held(view, s, role, counted, settings) for s in counted if (role := roles[s.identifier_id])]
    alerted = sum(f.strength in ("partial", "strong") for f in findings)
    return Run(
        detector=NAME,
        detector_version=VERSION,
        settings=asdict(settings),
        findings=tuple(sorted(findings, key=lambda f: f.anchors)),
        not_assessable=tuple(
            NotAssessable(
                s.identifier_id,
                f"{len(s.groups)} unrelated people give this address, but without a flat number it may be many homes",
                "flat number, or property reference of a dwelling",
            )
            for s in undivided
        ),
        held_back=tuple(held_back),
        examined=examined,
        base_rate=base_rate(examined, alerted, "identifiers"),
        notes=("People in these findings may be victims: they are never to be ranked or treated as suspects by this.",),
    )


def grouped(shared: list[Shared], settings: Settings) -> list[Group]:
    """Join identifiers of different types that the same people share; the others stand alone."""
    pairs = [
        (a, b)
        for a, b in combinations(range(len(shared)), 2)
        if shared[a].type != shared[b].type
        and shared[a].identifier_id != shared[b].identifier_id
        and len(shared[a].groups & shared[b].groups) >= settings.persons_min
    ]
    first_of = components(range(len(shared)), pairs)
    groups: dict[int, Group] = {}
    for i, identifier in enumerate(shared):
        groups.setdefault(first_of[i], Group()).identifiers.append(identifier)
    return list(groups.values())


def _alone_enough(shared: Shared, settings: Settings) -> bool:
    least = settings.address_persons_min if shared.type == "address" else settings.persons_min
    return len(shared.groups) >= least


def _held(view: View, shared: Shared, role: Recorded, counted: list[Shared], s: Settings) -> HeldBack:
    with_others = [
        other for other in counted
        if other.type != shared.type and len(other.groups & shared.groups) >= s.persons_min
        and other.identifier_id != shared.identifier_id
    ]  # fmt: skip
    tested = f"{len(shared.groups)} unrelated people give it as {shared.type}"
    cited: tuple[Evidence, ...] = ()
    if not role.role.protected:
        cited = (*role_evidence(view, role), *cite_records(view, _records([shared]), f"given as {shared.type}"))
    strength = "strong" if with_others else "weak"
    return HeldBack(shared.identifier_id, role.role.title, reason_for(role, tested), strength, cited)


def _records(identifiers: list[Shared]) -> list[str]:
    return sorted({r for s in identifiers for g in s.givings for r in g.records})


def _finding(
    view: View, group: Group, undivided: list[Shared], group_of: dict[str, str], minors: set[str], s: Settings
) -> Finding:
    strength = "strong" if len(group.types) >= s.types_min else "weak"
    holders = holdings(view, [x.identifier_id for x in group.identifiers], NAME)
    evidence = _evidence(view, group, holders, s)
    benign, explained = explanations(view, group.identifiers, evidence, group_of)
    given = [row for row in evidence if row.field.startswith("given as")]
    verdict = judge(strength, given, explained_by=explained if strength == "weak" else ())
    children = [p for p in group.persons if p in minors]
    unrelated = {x for i in group.identifiers for x in i.groups}
    return plain(
        Finding(
            detector=NAME,
            detector_version=VERSION,
            anchors=tuple(sorted({x.identifier_id for x in group.identifiers})),
            title=f"{len(unrelated)} unrelated people give the same {' and '.join(group.types)}: "
            f"{verdict.strength} pattern",
            summary=_summary(group, holders, s, verdict.reasons),
            outcome=verdict.outcome,
            strength=verdict.strength,
            roles=_roles(group, holders, children, s),
            clauses=_clauses(group, undivided, holders, len(set(group_of.values())), s),
            evidence=evidence,
            benign=benign,
            coverage=Coverage(None, None, len(held_numbers(view)), (), _missing(group, undivided)),
            settings=asdict(s),
            could_disprove=(
                "An employer, agent, adviser or family member gave their own details for everybody.",
                "The records are copies of one form, or a clerk's default entry.",
                "The people did not use the identifier at the same time.",
            ),
            next_checks=(
                "Check the identifiers against registers of employers, agents, landlords and advisers.",
                "Compare the handwriting, author and dates of the forms already held.",
                "Ask the bank or network, under authority, who opened and uses the account or number.",
                "Plan any approach with a caseworker and an independent interpreter, never through what is shared.",
            ),
            safeguarding=f"{len(children)} of the people are or may be under 18: safeguarding review"
            if children
            else "",
            limits=(
                ASSESSMENT,
                "The people named may be victims; who holds an identifier on record is a fact and nothing more.",
                "Only recorded family ties are known; records that may be of one person are counted once.",
            ),
        )
    )


def _evidence(view: View, group: Group, holders: list[Holding], s: Settings) -> tuple[Evidence, ...]:
    cited: dict[str, Evidence] = {}
    for shared in sorted(group.identifiers, key=lambda x: (x.type, x.identifier_id)):
        for row in cite_records(view, _records([shared]), f"given as {shared.type}"):
            cited.setdefault(row.record_id, row)
    for holding in holders:
        for row in cite_records(view, holding.records, holding.words):
            cited.setdefault(row.record_id, row)
    for row in cite_records(view, tie_records(view, group.persons), "counted once"):
        cited.setdefault(row.record_id, row)
    return tuple(cited.values())[: s.evidence_rows_max]


def _roles(group: Group, holders: list[Holding], children: list[str], s: Settings) -> tuple[Role, ...]:
    roles = [Role(x.identifier_id, f"shared {x.type}") for x in group.identifiers]
    for person in group.persons:
        if person not in group.givers:
            continue
        exposed = "person exposed, under 18: " if person in children else ""
        roles.append(Role(person, f"{exposed}gave these as own (possible victim)"))
    for holding in holders:
        many = (
            f" of {len(holding.identifiers)} of these" if len(holding.identifiers) >= s.holder_identifiers_min else ""
        )
        roles.append(Role(holding.person_id, f"{holding.words}{many}"))
    return tuple(roles)


def _clauses(
    group: Group, undivided: list[Shared], holders: list[Holding], people: int, s: Settings
) -> tuple[Clause, ...]:
    users = [
        Clause(f"shared-{x.type.replace(' ', '-')}", f"unrelated people who give {{{x.identifier_id}}} as {x.type} at "
               "one time", len(x.groups), s.persons_min, True)
        for x in group.identifiers
    ]  # fmt: skip
    same = _in_most(group, s)
    weight = -sum(math.log(len(x.groups) / people) for x in group.identifiers)
    most = max((len(h.identifiers) for h in holders), default=0)
    everyone = {one for x in group.identifiers for one in x.groups}
    blurred = [(u, len(u.groups & everyone)) for u in undivided if len(u.groups & everyone) >= s.persons_min]
    return (
        *users,
        Clause("types", f"identifier types the same people share: {', '.join(group.types)}", len(group.types),
               s.types_min, len(group.types) >= s.types_min),
        Clause("same-people", f"people who share {s.types_min} types or more", len(same), s.persons_min,
               len(same) >= s.persons_min),
        Clause("weight", f"sum of -ln(share of the {people} people examined who give it); no threshold",
               round(weight, 3), None, None),
        Clause("recorded-holder", "most of these identifiers recorded to one person who is no registered provider",
               most, s.holder_identifiers_min, most >= s.holder_identifiers_min),
        *(Clause("address-without-flat", f"{{{u.identifier_id}}} is given by {n} of them, without a flat number: not "
                 "counted", n, s.persons_min, None) for u, n in blurred),
    )  # fmt: skip


def _in_most(group: Group, s: Settings) -> set[str]:
    """Return the unrelated people who give identifiers of enough types of the group."""
    types: dict[str, set[str]] = {}
    for shared in group.identifiers:
        for one in shared.groups:
            types.setdefault(one, set()).add(shared.type)
    return {one for one, kinds in types.items() if len(kinds) >= s.types_min}


def _missing(group: Group, undivided: list[Shared]) -> tuple[str, ...]:
    people = {x for s in group.identifiers for x in s.groups}
    blurred = any(u.groups & people for u in undivided)
    return ("flat numbers of addresses these people give",) if blurred else ()


def _summary(group: Group, holders: list[Holding], s: Settings, reasons: tuple[str, ...]) -> str:
    parts = [
        f"{{{x.identifier_id}}} is given as {x.type} by {len(x.groups)} unrelated people" for x in group.identifiers
    ]
    for holding in holders:
        if holding.person_id not in group.givers or len(holding.identifiers) >= s.holder_identifiers_min:
            many = f"{len(holding.identifiers)} of these"
            parts.append(f"{{{holding.person_id}}} is recorded as {holding.words} ({many})")
    return f"{'; '.join(parts)}. They may be victims. Outcome: {'; '.join(reasons)}."


DETECTOR = Detector(
    name=NAME,
    code="D9",
    version=VERSION,
    title="Phones, accounts and addresses that several unrelated people give as their own",
    group="trafficking",
    settings=Settings,
    detect=detect,
)
