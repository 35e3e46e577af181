"""The command line as an officer meets it: exit codes, errors with a next step, data on stdout alone."""

from __future__ import annotations

import csv
import io
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from clew.case import Case

CLEW = [sys.executable, "-c", "from clew_cli.app import main; main()"]


def clew(*arguments: str, folder: Path | None = None, **environment: str) -> subprocess.CompletedProcess[str]:
    # Kept compiled modules make each of these many starts several times quicker.
    unwanted = ("PYTHONDONTWRITEBYTECODE",)
    variables = {k: v for k, v in os.environ.items() if not k.startswith("CLEW_") and k not in unwanted}
    return subprocess.run(
        [*CLEW, *arguments],
        capture_output=True,
        text=True,
        cwd=folder,
        env={**variables, "CLEW_CONFIG": "/nonexistent/clew.toml", **environment},
        timeout=180,
    )


def test_no_case_says_what_to_type(tmp_path: Path) -> None:
    done = clew("exhibits", folder=tmp_path)
    assert done.returncode == 2
    assert done.stdout == ""
    assert done.stderr.startswith("error: no case is named")
    assert "clew init" in done.stderr


def test_errors_are_json_when_json_is_asked_for(tmp_path: Path) -> None:
    done = clew("exhibits", "--format", "json", folder=tmp_path)
    assert json.loads(done.stderr)["error"]["code"] == 2


def test_a_load_without_legal_basis_leaves_with_5(small_case: Case, calls_file: Path) -> None:
    done = clew("load", str(calls_file), "--case", str(small_case.folder))
    assert done.returncode == 5
    assert "--legal-basis" in done.stderr


def test_rows_set_aside_leave_with_3_and_a_summary(tmp_path: Path, calls_file: Path) -> None:
    assert clew("init", str(tmp_path / "op"), "--owner", "DS Example").returncode == 0
    done = clew("load", str(calls_file), "--case", str(tmp_path / "op"), "--legal-basis", "comms-data")
    assert done.returncode == 3
    (row,) = csv.DictReader(io.StringIO(done.stdout), delimiter="\t")
    assert (row["read"], row["kept"], row["duplicate"], row["set_aside"]) == ("6", "4", "1", "1")
    assert "no time zone stated, read as Europe/London" in done.stderr
    again = clew("load", str(calls_file), "--case", str(tmp_path / "op"), "--legal-basis", "comms-data")
    assert "nothing added" in again.stdout


def test_exhibits_as_jsonl_hold_the_documented_keys(small_case: Case) -> None:
    done = clew("exhibits", "--format", "jsonl", "--case", str(small_case.folder))
    rows = [json.loads(line) for line in done.stdout.splitlines()]
    assert len(rows) == 2
    for row in rows:
        assert {"exhibit_id", "path", "reader", "read", "kept", "duplicate", "set_aside"} <= set(row)
        assert row["read"] == row["kept"] + row["duplicate"] + row["set_aside"]


def test_a_number_is_found_in_any_spelling(small_case: Case) -> None:
    ids = set()
    for spelling in ("07700900101", "+44 7700 900101", "0044 (0)7700-900101", "7700900101"):
        done = clew("find", spelling, "--format", "json", "--case", str(small_case.folder))
        ids |= {row["id"] for row in json.loads(done.stdout)}
    assert len(ids) == 1


@pytest.mark.parametrize(
    ("arguments", "code", "word"),
    [
        (["show", "nobody at all"], 2, "clew find"),
        (["show", "Example Road"], 2, "clew find"),
        (["find", "x", "--format", "yaml"], 2, "table, json, jsonl, csv, tsv"),
        (["detect", "bulk-text"], 2, "did you mean bulk-texts"),
        (["detect", "bulk-texts", "--set", "bulk-texts.nonsense=3"], 2, "no setting"),
        (["explain", "F-nothing"], 2, "clew detect"),
        (["measures", "importance"], 2, "degree, betweenness"),
        (["map", "--focus", "07700900101", "--hops", "2"], 5, "--reason"),
        (["map", "--focus", "07700900101", "--hops", "3"], 2, "--hops"),
        (["set-aside", "--raw"], 5, "--reason"),
        (["find", "Eve Other", "--unmask", "Eve Other"], 5, "--reason"),
        (["export", "--to", "pdf"], 2, "formats"),
        (["query", "nothing/like/it"], 2, "clew query --list"),
        (["load", "no-such-file.csv", "--legal-basis", "consent"], 3, "no such file"),
        (["load", ".", "--legal-basis", "nonsense"], 2, "legal basis"),
    ],
)
def test_mistakes_get_an_exit_code_and_a_next_step(
    small_case: Case, arguments: list[str], code: int, word: str
) -> None:
    done = clew(*arguments, "--case", str(small_case.folder), folder=small_case.folder.parent)
    assert done.returncode == code, done.stderr
    assert "Traceback" not in done.stderr
    assert word in done.stderr.replace("\n", " ")


def test_a_map_and_a_report_are_written_and_logged(small_case: Case, tmp_path: Path) -> None:
    home = str(small_case.folder)
    assert clew("detect", "--case", home).returncode == 0
    assert clew("map", "--case", home, "-o", str(tmp_path / "m.html")).returncode == 0
    assert clew("report", "--case", home, "-o", str(tmp_path / "r.html")).returncode == 0
    assert str(small_case.audit.head()).split(":")[0] in clew("audit", "verify", "--case", home).stdout
    lines = small_case.audit.lines()
    report = (tmp_path / "r.html").read_text(encoding="utf-8")
    assert any(f"{line['number']}:{line['hash'][:16]}" in report for line in lines), "the report shows no head"
    commands = [line["command"] for line in small_case.audit.lines()]
    assert {"export map", "report"} <= set(commands)
    names = {word for line in small_case.audit.lines() for word in json.dumps(line).split()}
    assert not names & {"Sample", "Eve", "07700900101"}


def test_every_command_that_reads_case_data_leaves_a_line_in_the_chain(small_case: Case) -> None:
    home = str(small_case.folder)
    for arguments in (
        ["find", "Adam"], ["show", "Adam Sample"], ["timeline", "07700900101"], ["exhibits"], ["set-aside"],
        ["detect"], ["measures", "degree"], ["groups"], ["audit", "show"],
    ):  # fmt: skip
        before = small_case.audit.head().count
        assert clew(*arguments, "--case", home).returncode == 0, arguments
        assert small_case.audit.head().count > before, arguments


def test_two_exhibits_are_compared_and_a_machine_gets_the_rows_alone(small_case: Case, tmp_path: Path) -> None:
    home = str(small_case.folder)
    again = tmp_path / "again.csv"
    text = Path(small_case.exhibits()[0].path).read_text(encoding="utf-8")
    again.write_text(text.replace("15/03/2026", "16/03/2026"), encoding="utf-8")
    assert small_case.load([again], legal_basis="comms-data", timezone="Europe/London")[0].error is None
    done = clew("compare", "calls.csv", "again.csv", "--format", "jsonl", "--case", home)
    assert done.returncode == 0, done.stderr
    assert "both have: 2 calls, 0 messages" in done.stderr
    assert {row["only_in"] for row in map(json.loads, done.stdout.splitlines())} == {"calls.csv", "again.csv"}
    assert small_case.audit.lines()[-1]["command"] == "compare"
    assert clew("clocks", "--format", "json", "--case", home).stdout.strip() == "[]"
    wrong = clew("compare", "calls.csv", "people.csv", "--case", home)
    assert (wrong.returncode, "no calls and messages" in wrong.stderr) == (2, True)


def test_a_tampered_chain_leaves_with_3(small_case: Case) -> None:
    path = small_case.folder / "audit" / "chain.jsonl"
    path.write_text(path.read_text(encoding="utf-8").replace("comms-data", "consent"), encoding="utf-8")
    done = clew("audit", "verify", "--case", str(small_case.folder))
    assert done.returncode == 3
    assert "was changed" in done.stdout


def test_csv_output_disarms_formulas(tmp_path: Path, new_case) -> None:  # type: ignore[no-untyped-def]
    path = tmp_path / "people.csv"
    path.write_text('Surname,Forename,Mobile\n"=HYPERLINK(""x"")",Ann,07700900110\n', encoding="utf-8")
    case = new_case("formulas")
    case.load([path], legal_basis="consent")
    done = clew("find", "07700900110", "--format", "csv", "--case", str(case.folder))
    assert "\n=" not in done.stdout
    assert not any(cell.startswith(("=", "@")) for row in csv.reader(io.StringIO(done.stdout)) for cell in row)


def test_settings_say_where_they_come_from(tmp_path: Path) -> None:
    (tmp_path / "clew.toml").write_text('graph = "bolt://127.0.0.1:7687"\n', encoding="utf-8")
    done = clew("config", "--format", "json", folder=tmp_path, CLEW_FORMAT="json")
    rows = {r["setting"]: r for r in json.loads(done.stdout)}
    assert rows["graph"]["from"].endswith("clew.toml")
    assert rows["format"]["from"] == "environment CLEW_FORMAT"


def test_help_names_every_command_with_an_example() -> None:
    listed = clew("--help").stdout
    commands = Path(__file__).resolve().parents[2] / "cli" / "clew_cli" / "commands"
    for path in sorted(commands.glob("[a-z]*.py")):
        name = path.stem.replace("_", "-")
        assert name in listed
        text = path.read_text(encoding="utf-8")
        assert "Examples:" in text, f"{name} has no example"


def test_doctor_finds_this_machine_fit(small_case: Case) -> None:
    done = clew("doctor", "--case", str(small_case.folder), "--format", "json", PYTHONUTF8="1")
    rows = json.loads(done.stdout)
    assert [r["check"] for r in rows if not r["ok"]] == []
