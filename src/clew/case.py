"""A case: a folder, and every verb of Clew as one call on it.

The command line is a thin skin over this class; a notebook makes the same calls. Every call
that reads or writes case data appends to the audit chain. What the methods return still holds
entity ids; `case.redactor()` is the step that turns them into names or pseudonyms, and the
methods that write files (map, report, export, graph) pass through it themselves.
"""

from __future__ import annotations

import getpass
from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from clew.config import CaseSettings, new_settings, read_key, read_settings, write_settings
from clew.errors import ClewError, PolicyError, UsageError
from clew.governance.audit import AuditChain
from clew.governance.decisions import Decisions

if TYPE_CHECKING:
    import networkx as nx

    from clew.casework.evidence import EvidenceRow
    from clew.casework.findings import Findings
    from clew.casework.loading import FileResult, Progress, Stated
    from clew.exporters.chart import Chart
    from clew.governance.redact import Redactor
    from clew.graph.push import PushReport
    from clew.graph.session import GraphSession
    from clew.ledger.view import View
    from clew.model.exhibit import Exhibit
    from clew.model.finding import Finding, Run
    from clew.model.table import Table
    from clew.readers.reader import ReadOptions


def is_possible_victim(role: str, strength: str) -> bool:
    """True when a finding of a telling pattern gives a person the part of a possible victim."""
    return "possible victim" in role and strength in ("strong", "partial")


REVIEWS = ("enquire", "dismiss", "more-needed")


class Case:
    """One case folder. Open it with `Case.open`, make one with `Case.create`."""

    def __init__(self, folder: Path, settings: CaseSettings, key: bytes) -> None:
        self.folder = folder
        self.settings = settings
        self.key = key
        self.audit = AuditChain(folder / "audit", settings.case_id)
        self.decisions = Decisions(folder / "decisions")
        self._view: dict[tuple[str, bool], View] = {}

    @classmethod
    def create(cls, folder: str | Path, owner: str, **given: str) -> Case:
        """Make a new case folder.

        Raises:
            UsageError: the folder already is a case or is not empty, or a setting is unknown.
        """
        home = Path(folder)
        if home.exists() and any(home.iterdir()):
            raise UsageError("the folder is not empty", where=str(home), hint="choose a new folder for the case")
        home.mkdir(parents=True, exist_ok=True)
        write_settings(home, new_settings(given.pop("name", "") or home.name, owner, **given))
        case = cls.open(home)
        case.audit.append("settings", "init", parameters={"timezone": case.settings.timezone})
        return case

    @classmethod
    def open(cls, folder: str | Path) -> Case:
        """Open a case folder.

        Raises:
            StoreError: it is no case, or damaged.
        """
        home = Path(folder)
        return cls(home, read_settings(home), read_key(home))

    # -- exhibits ---------------------------------------------------------------------------------

    def load(
        self,
        paths: Iterable[str | Path],
        stated: Stated | None = None,
        options: ReadOptions | None = None,
        progress: Progress | None = None,
        **facts: str,
    ) -> list[FileResult]:
        """Load evidence files or folders of them; each file is committed on its own.

        Args:
            paths: Files and folders.
            stated: What is stated of all of them; or give `legal_basis=...` and the like as keywords.
            options: Profile or mapping for tables.
            progress: Callbacks for a progress bar.

        Raises:
            PolicyError: a file has no legal basis.
        """
        from clew.casework.loading import Stated, load_paths
        from clew.readers.reader import ReadOptions

        stated = stated or Stated(**facts)
        options = options or ReadOptions()
        if options.profiles_folder is None:
            from dataclasses import replace

            options = replace(options, profiles_folder=self.folder / "profiles")
        results = load_paths(self.folder, self.settings, [Path(p) for p in paths], stated, options, progress)
        for result in results:
            if result.exhibit is not None and result.is_new:
                e = result.exhibit
                self.audit.append(
                    "collect",
                    "load",
                    objects=[e.exhibit_id],
                    parameters={"sha256": e.sha256, "legal_basis": e.legal_basis, "supersedes": list(e.supersedes)},
                    result_count=e.kept,
                )
            elif result.exhibit is not None:
                self.audit.append("collect", "load again: nothing added", objects=[result.exhibit.exhibit_id])
            else:
                self.audit.append("collect", "load refused", parameters={"error": type(result.error).__name__})
        return results

    def exhibits(self) -> list[Exhibit]:
        """Return the loads in force, by path."""
        from clew.ledger.manifest import in_force

        return in_force(self.folder / "exhibits")

    def files(self) -> dict[str, str]:
        """Return exhibit id -> file name."""
        return {e.exhibit_id: Path(e.path).name for e in self.exhibits()}

    def set_aside(self, exhibit: str = "") -> Table:
        """List the rows set aside, of one exhibit (id, or part of its path) or of all, with reason and raw text."""
        from clew.casework.exhibits import set_aside

        found = set_aside(self.folder, self.exhibits(), exhibit)
        self.audit.append("consult", "set-aside", result_count=len(found))
        return found

    # -- the view and the redact step -------------------------------------------------------------

    def state(self) -> str:
        """Return the hash of the loads in force: what every answer depends on."""
        from clew.resolve.build import state_hash

        return state_hash(self.exhibits())

    def view(self, *, released: bool = False) -> View:
        """Return the view detectors and measures read; built when the ledger has changed.

        Args:
            released: Leave out rows whose handling code forbids release.
        """
        from clew.ledger.open_view import open_view
        from clew.resolve.build import build

        exhibits = self.exhibits()
        sealed = self.sealed()
        derived = build(self.folder, exhibits, self.key)
        name = (f"{derived.name} {','.join(sorted(sealed))}", released)
        if name not in self._view:
            self._view[name] = open_view(derived, sealed, released=released)
        return self._view[name]

    def redactor(
        self, *, unmask: Iterable[str] = (), reason: str = "", show_raw: bool = False, released: bool = False
    ) -> Redactor:
        """Return the redact step of this case.

        Args:
            unmask: Entity ids to show by name in this one output.
            reason: Why; required with `unmask` and `show_raw`, and logged.
            show_raw: Show the text of exhibit rows.
            released: For outputs that leave the case.

        Raises:
            PolicyError: `unmask` or `show_raw` without a reason.
        """
        from clew.governance.redact import Redactor

        wanted = list(unmask)
        if (wanted or show_raw) and not reason.strip():
            raise PolicyError("showing masked content needs a recorded reason", hint='add --reason "..."')
        if wanted or show_raw:
            self.audit.append("unmask", "unmask", objects=wanted, reason=reason, parameters={"raw": show_raw})
        view = self.view(released=released)
        return Redactor(
            view,
            self.key,
            flagged=self.flagged(),
            unmasked=wanted,
            show_raw=show_raw,
            mask_roles=released,
            vulnerable=self.vulnerable() if released else (),
        )

    def flagged(self) -> set[str]:
        """Return the people the last runs flag for safeguarding or call possible victims in a telling pattern."""
        return {
            role.entity_id
            for run in self.findings().latest()
            for finding in run.findings
            for role in finding.roles
            if role.entity_id.startswith("pe-")
            and (("exposed" in role.role and finding.safeguarding) or is_possible_victim(role.role, finding.strength))
        }

    def vulnerable(self) -> set[str]:
        """Return the entities the last runs call possible vulnerable people and give no other part in a finding."""
        parts = [r for run in self.findings().latest() for f in run.findings for r in f.roles]
        others = {r.entity_id for r in parts if "possible vulnerable person" not in r.role}
        return {r.entity_id for r in parts} - others

    def sealed(self) -> set[str]:
        """Return the entity ids under seal."""
        return {s for s, d in self.decisions.in_force("seals").items() if d["decision"] == "sealed"}

    def seal(self, entity: str, reason: str, *, lift: bool = False) -> None:
        """Seal an entity out of every output, path and graph, or lift the seal.

        Raises:
            PolicyError: no reason.
        """
        if not reason.strip():
            raise PolicyError("sealing needs a recorded reason", hint='add --reason "..."')
        self.decisions.append("seals", entity, "lifted" if lift else "sealed", reason)
        self.audit.append("seal", "lift seal" if lift else "seal", objects=[entity], reason=reason)
        self._view.clear()

    # -- looking ----------------------------------------------------------------------------------

    def entity(self, text: str) -> str:
        """Return the id of the one entity a number, plate, name or id means."""
        from clew.casework.lookup import one

        return one(self.view(), text, self.settings.region)

    def find(self, text: str, limit: int = 50) -> Table:
        """Find entities by a number in any spelling, a plate, an account, a name or an id."""
        from clew.casework.lookup import find

        found = find(self.view(), text, self.settings.region, limit)
        self.audit.append("consult", "find", objects=found.data["id"].to_pylist(), result_count=len(found))
        return found

    def links(self, entity: str, limit: int = 200) -> Table:
        """List every link of an entity."""
        from clew.casework.entity import links

        found = links(self.view(), entity, limit)
        self.audit.append("consult", "show", objects=[entity], result_count=len(found))
        return found

    def timeline(self, entity: str, limit: int = 1000) -> Table:
        """List the events an entity takes part in, oldest first."""
        from clew.casework.entity import timeline

        found = timeline(self.view(), self.files(), entity, limit)
        self.audit.append("consult", "timeline", objects=[entity], result_count=len(found))
        return found

    def clocks(self) -> Table:
        """List how each handset's clock ran, measured by the calls it shares with other exhibits."""
        from clew.casework.clocks import clocks

        found = clocks(self.view(), self.files())
        self.audit.append("consult", "clocks", result_count=len(found))
        return found

    def compare(self, one: str, other: str, limit: int = 200) -> tuple[Table, Table]:
        """Compare two exhibits (id, reference or file name): facts, and what only one of them has and why that may be.

        Raises:
            UsageError: a text means no exhibit or several, or an exhibit holds no calls and messages.
        """
        from clew.casework import comparing

        exhibits = self.exhibits()
        first, second = comparing.chosen(exhibits, one), comparing.chosen(exhibits, other)
        facts, only = comparing.compare(self.view(), first, second, limit)
        self.audit.append("consult", "compare", objects=[first.exhibit_id, second.exhibit_id], result_count=len(only))
        return facts, only

    # -- the graph --------------------------------------------------------------------------------

    def graph(self, address: str = "", prompt: Callable[[], str] | None = None) -> GraphSession:
        """Open the graph: a server when an address is given or set for the case, else the embedded one."""
        from clew.graph.session import open_graph

        return open_graph(address or self.settings.graph or None, self.folder, prompt=prompt)

    def push(self, session: GraphSession, progress: Callable[[str, int, int], None] | None = None) -> PushReport:
        """Write the redacted network to the graph; nothing to do when it has not changed since the last push."""
        from clew.casework.pushing import push_case

        report = push_case(self, session, progress)
        self.audit.append(
            "disclose", "graph push", recipients=[session.address], parameters={"state": report.state_hash}
        )
        return report

    def query(self, session: GraphSession, name: str, *, reason: str = "", **parameters: Any) -> Table:
        """Run a named query; entity parameters may be numbers, plates or names and become ids here."""
        from clew.casework.asking import run_named

        return run_named(self, session, name, parameters, reason)

    # -- detectors --------------------------------------------------------------------------------

    def findings(self) -> Findings:
        """Return the store of detector runs."""
        from clew.casework.findings import Findings

        return Findings(self.folder / "findings", self.decisions)

    def detect(self, *names: str, settings: dict[str, dict[str, Any]] | None = None) -> list[Run]:
        """Run detectors by name or group (all when none is named) and keep their runs.

        Raises:
            UsageError: an unknown detector, group or setting.
        """
        from clew.casework.detecting import run_detectors

        runs = run_detectors(self.view(), names, settings or {}, self.confirmed_numbers())
        state = self.state()
        for run in runs:
            self.findings().save(run, state)
            self.audit.append(
                "detect",
                f"detect {run.detector}",
                objects=[f.finding_id for f in run.findings],
                parameters=run.settings,
                result_count=len(run.findings),
            )
        return runs

    def confirmed_numbers(self) -> tuple[str, ...]:
        """Return the numbers of findings of the line profile a person has chosen to follow."""
        chosen = {i for i, d in self.decisions.in_force("reviews").items() if d["decision"] == "enquire"}
        return tuple(
            sorted(
                {
                    anchor
                    for run in self.findings().latest()
                    if run.detector == "line-profile"
                    for finding in run.findings
                    if finding.finding_id in chosen
                    for anchor in finding.anchors
                }
            )
        )

    def explain(self, finding_id: str) -> tuple[Finding, list[EvidenceRow]]:
        """Return a finding and the rows it rests on, as they stand in their exhibits; what else saw them comes last."""
        from clew.casework.evidence import also_seen, rows

        finding = self.findings().get(finding_id)
        evidence = (*finding.evidence, *also_seen(self.view(), finding.evidence))
        found = rows(self.folder, self.exhibits(), evidence)
        self.audit.append("consult", "explain", objects=[finding.finding_id], result_count=len(found))
        return finding, found

    def review(self, finding_id: str, decision: str, reason: str) -> None:
        """Record a person's decision on a finding; earlier decisions stay in the file.

        Raises:
            UsageError: an unknown decision or finding.
            PolicyError: no reason.
        """
        if decision not in REVIEWS:
            raise UsageError(f"unknown decision {decision!r}", hint=f"use one of {', '.join(REVIEWS)}")
        if not reason.strip():
            raise PolicyError("a review needs a reason", hint='add --reason "..."')
        finding = self.findings().get(finding_id)
        self.decisions.append("reviews", finding.finding_id, decision, reason)
        self.audit.append("review", f"review {decision}", objects=[finding.finding_id], reason=reason)

    # -- the whole network ------------------------------------------------------------------------

    def network(self, layer: str = "contacts") -> nx.Graph:
        """Return one layer of the case as a NetworkX graph."""
        from clew.network.build import network

        return network(self.view(), layer)

    def measure(self, graph: nx.Graph, name: str, limit: int = 25) -> Table:
        """Rank the entities of a layer; protected people are never listed."""
        from clew.network.measures import measure

        found = measure(self.view(), graph, name, self.redactor().hidden(), limit)
        self.audit.append("consult", f"measures {name}", result_count=len(found))
        return found

    def groups(self, graph: nx.Graph, limit: int = 50) -> Table:
        """Find densely connected groups of a layer."""
        from clew.network.measures import groups

        found = groups(graph, limit=limit)
        self.audit.append("consult", "groups", result_count=len(found))
        return found

    # -- files that leave -------------------------------------------------------------------------

    def chart(
        self,
        *,
        finding: str = "",
        focus: str = "",
        hops: int = 1,
        reason: str = "",
        unmask: Iterable[str] = (),
        exported_utc: datetime | None = None,
    ) -> Chart:
        """Return the redacted chart of a finding, of the neighbourhood of an entity, or of the whole case."""
        from clew.casework import charting

        view = self.view(released=True)
        redactor = self.redactor(unmask=unmask, reason=reason, released=True)
        only: set[str] | None = None
        groups: dict[str, str] = {}
        title = f"{self.settings.name}: network"
        if finding:
            chosen = self.findings().get(finding)
            only = charting.of_finding(view, chosen)
            groups = {r.entity_id: r.role for r in chosen.roles}
            title = f"{chosen.finding_id}: {chosen.title}"
        elif focus:
            only = charting.around(view, focus, hops, reason)
            title = f"{{{focus}}} and {hops} {'hop' if hops == 1 else 'hops'} around"
        return charting.draw(
            view, redactor, self.files(), self.header(exported_utc), title=title, only=only, groups=groups
        )

    def header(self, exported_utc: datetime | None = None) -> Any:
        """Return what stands on every page of an output: case, marking, exporter, time, hashes."""
        from clew.casework.charting import Header

        return Header(
            case=self.settings.name,
            marking=self.settings.marking,
            exported_by=getpass.getuser(),
            data_hash=self.state(),
            audit_head=str(self.audit.head()),
            exported_utc=exported_utc or datetime.now(UTC),
        )

    def export(self, chart: Chart, to: str, out: str | Path, reason: str = "", **options: Any) -> tuple[Path, ...]:
        """Write a chart in a format of `clew.exporters` (map, csv, i2-csv, xlsx, graphml, jsonl).

        Raises:
            UsageError: an unknown format.
            ClewError: the file cannot be written.
        """
        from clew.plugins import discover

        exporters = discover("clew.exporters", "EXPORTER")
        if to not in exporters:
            raise UsageError(f"no format is named {to!r}", hint=f"formats: {', '.join(exporters)}")
        try:
            written: tuple[Path, ...] = exporters[to].write(chart, Path(out), **options)
        except OSError as error:
            raise ClewError(f"cannot write: {error.strerror}", where=str(out), hint="choose another folder") from error
        self.audit.append(
            "export",
            f"export {to}",
            reason=reason,
            parameters={"nodes": len(chart.nodes), "links": len(chart.links), "data": chart.data_hash},
            recipients=[p.name for p in written],
        )
        return written

    def map(self, finding: str = "", out: str | Path = "map.html", **choice: Any) -> tuple[Path, ...]:
        """Write the interactive map of a finding, of a neighbourhood or of the case."""
        return self.export(self.chart(finding=finding, **choice), "map", out, choice.get("reason", ""))

    def report(self, out: str | Path = "report.html", *, unmask: Iterable[str] = (), reason: str = "") -> Path:
        """Write the report: findings, evidence, exhibits, rows set aside, limits, the head of the audit chain."""
        from clew.casework.reporting import write

        path = write(self, Path(out), unmask=unmask, reason=reason)
        self.audit.append("export", "report", reason=reason, recipients=[path.name])
        return path
