"""No command, map or report reaches for a network; only the graph may, and the embedded one stays on this machine."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

GUARD = """
import socket, sys

def refuse(what):
    def blocked(*arguments, **more):
        raise AssertionError(f"reached for the network: {what} {arguments[:1]}")
    return blocked

real = socket.socket
class Guarded(real):
    def connect(self, address):
        if LOOPBACK and self.family != getattr(socket, "AF_UNIX", -1) and address[0] in ("127.0.0.1", "::1"):
            return super().connect(address)
        refuse("connect")(address)
    def connect_ex(self, address):
        if LOOPBACK and address[0] in ("127.0.0.1", "::1"):
            return super().connect_ex(address)
        refuse("connect")(address)
    def sendto(self, *arguments):
        refuse("sendto")(arguments[-1])
socket.socket = Guarded
lookup = socket.getaddrinfo
def look_up(host, *arguments, **more):
    if LOOPBACK and host in ("127.0.0.1", "::1", None):
        return lookup(host, *arguments, **more)
    refuse("name")(host)
socket.getaddrinfo = look_up
socket.create_connection = refuse("create_connection") if not LOOPBACK else socket.create_connection
"""

JOB = """
from pathlib import Path
from clew.case import Case
home = Path(sys.argv[1])
case = Case.create(home / "case", owner="DS Example")
results = case.load([sys.argv[2], sys.argv[3]], legal_basis="comms-data", timezone="Europe/London")
assert all(r.error is None for r in results)
case.detect()
case.find("07700900101"); case.links(case.entity("07700900101")); case.timeline(case.entity("07700900101"))
graph = case.network(); case.measure(graph, "degree"); case.groups(graph)
chart = case.chart()
for name in ("map", "csv", "i2-csv", "xlsx", "graphml", "jsonl"):
    case.export(chart, name, home / f"out.{name}")
case.report(home / "r.html")
assert case.audit.verify() == []
print("done")
"""

PUSH = """
from clew.case import Case
case = Case.open(sys.argv[1] + "/case")
store = case.graph()
report = case.push(store)
print(store.read("MATCH (n) RETURN count(n) AS n")[1][0]["n"] > 0 and "done")
store.close()
"""


def run(job: str, loopback: bool, *arguments: str) -> subprocess.CompletedProcess[str]:
    code = f"LOOPBACK = {loopback}\n{GUARD}\n{job}"
    return subprocess.run([sys.executable, "-c", code, *arguments], capture_output=True, text=True, timeout=180)


def test_the_guard_can_fail(tmp_path: Path) -> None:
    done = run("import urllib.request; urllib.request.urlopen('http://192.0.2.1/', timeout=3)", False)
    assert done.returncode != 0
    assert "reached for the network" in done.stderr


def test_the_whole_job_runs_with_every_socket_blocked_and_the_graph_stays_on_this_machine(
    tmp_path: Path, calls_file: Path, people_file: Path
) -> None:
    done = run(JOB, False, str(tmp_path), str(calls_file), str(people_file))
    assert done.stdout.strip() == "done", done.stderr[-2000:]
    done = run(PUSH, True, str(tmp_path))
    assert "done" in done.stdout, done.stderr[-2000:]


def test_no_output_names_another_machine(tmp_path: Path, small_case) -> None:  # type: ignore[no-untyped-def]
    small_case.detect()
    small_case.export(small_case.chart(), "map", tmp_path / "map.html")
    small_case.report(tmp_path / "report.html")
    import re

    for name in ("map.html", "report.html"):
        text = (tmp_path / name).read_text(encoding="utf-8")
        assert not re.search(r"""(?:src|href|action)\s*=\s*["']?\s*(?:https?:)?//""", text), name
        policy = re.search(r'http-equiv="Content-Security-Policy" content="([^"]*)"', text)
        assert policy is not None
        assert "default-src &#39;none&#39;" in policy[1] or "default-src 'none'" in policy[1]
