"""The project speaks of itself alone, layers look one way, and nothing heavy is imported for help."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]

#: Who may import whom: a layer imports only what stands before it.
LAYERS = (
    "errors", "durable", "plugins", "model", "config", "identifiers", "readers", "normalise", "ledger", "corroborate",
    "resolve", "graph", "network", "detectors", "governance", "exporters", "casework", "doctor", "case", "synth",
)  # fmt: skip


def tracked(*patterns: str) -> list[Path]:
    found = subprocess.run(["git", "ls-files", *patterns], cwd=ROOT, capture_output=True, text=True, check=True)
    return [ROOT / line for line in found.stdout.splitlines() if (ROOT / line).exists()]


def test_no_path_of_a_machine_and_no_host_of_a_registry_is_written_down() -> None:
    secret = re.compile(
        r"(?<![\w.])/(?:work|root|home/\w+|tmp)/|\.\./shared|pypi\.org|files\.pythonhosted|registry\.npmjs|repo1?\.maven|"
        r"deb\.debian|index-url\s*="
    )
    wrong = []
    for path in tracked("*.py", "*.md", "*.toml", "*.txt", "*.json", "*.xml", "*.mjs", "*.cypher", "Makefile", ".ci/*"):
        if path == Path(__file__) or "requirements" in path.parts:
            continue
        for number, line in enumerate(path.read_text(encoding="utf-8", errors="replace").splitlines(), start=1):
            if secret.search(line):
                wrong.append(f"{path.relative_to(ROOT)}:{number}: {line.strip()[:80]}")
    assert wrong == []


def test_lock_files_hold_hashes_and_no_host() -> None:
    for path in tracked("requirements/*.txt"):
        text = path.read_text(encoding="utf-8")
        assert "--hash=sha256:" in text
        assert "http" not in text


@pytest.mark.parametrize("layer", LAYERS)
def test_a_layer_imports_only_what_stands_before_it(layer: str) -> None:
    later = set(LAYERS[LAYERS.index(layer) + 1 :])
    home = ROOT / "src" / "clew"
    files = [home / f"{layer}.py"] if (home / f"{layer}.py").exists() else sorted((home / layer).rglob("*.py"))
    wrong = []
    for path in files:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            names = [node.module or ""] if isinstance(node, ast.ImportFrom) else []
            names += [a.name for a in node.names] if isinstance(node, ast.Import) else []
            for name in names:
                parts = name.split(".")
                if parts[0] == "clew_cli" or (parts[0] == "clew" and len(parts) > 1 and parts[1] in later):
                    wrong.append(f"{path.name} imports {name}")
    assert [w for w in wrong if not ALLOWED.search(w)] == []


#: Types named for annotations only, and the façade some casework functions are handed.
ALLOWED = re.compile(
    r"^(reporting|pushing|asking|attributing|doctor)\.py imports clew\.case$|^detector\.py|^exhibit\.py"
)


def test_the_library_never_imports_the_command_line_tools() -> None:
    for path in tracked("src/clew/*.py", "src/clew/**/*.py"):
        text = path.read_text(encoding="utf-8")
        assert not re.search(r"^\s*(import|from) (typer|rich|clew_cli)\b", text, re.MULTILINE), path


def test_no_module_is_named_for_nothing() -> None:
    for path in tracked("src/*.py", "cli/*.py", "src/**/*.py", "cli/**/*.py"):
        assert path.stem not in ("utils", "util", "helpers", "helper", "misc", "common_code", "manager"), path


def test_product_code_never_opens_the_truth() -> None:
    for path in tracked("src/clew/**/*.py", "cli/**/*.py"):
        if "synth" not in path.parts:
            assert "sample_data/truth" not in path.read_text(encoding="utf-8"), path
            assert "truth_" not in path.read_text(encoding="utf-8"), path


HEAVY = ("networkx", "neo4j", "pyvis", "duckdb", "pyarrow", "numpy", "pandas", "scipy", "phonenumbers", "rich")


def test_version_and_help_import_nothing_heavy() -> None:
    code = (
        "import sys, runpy; sys.argv = ['clew', sys.argv[1]]\n"
        "try:\n    from clew_cli.app import main; main()\nexcept SystemExit:\n    pass\n"
        f"print([m for m in {HEAVY!r} if m in sys.modules], file=sys.stderr)"
    )
    for argument in ("--version", "--help"):
        done = subprocess.run([sys.executable, "-c", code, argument], capture_output=True, text=True, check=True)
        allowed = "[]" if argument == "--version" else None
        last = done.stderr.strip().splitlines()[-1]
        assert last == "[]" or (allowed is None and last == "['rich']"), (argument, last)


@pytest.mark.parametrize("script", ["make_commands_page.py", "make_queries_page.py"])
def test_generated_pages_are_up_to_date(script: str) -> None:
    done = subprocess.run([sys.executable, str(ROOT / "docs" / script), "--check"], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr


def test_links_in_the_documents_lead_somewhere() -> None:
    for path in tracked("*.md"):
        for target in re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", path.read_text(encoding="utf-8")):
            assert (path.parent / target).exists(), f"{path.name} links to {target}"
