"""Every named query says what it answers, and its text keeps to the rules that both engines need."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

FOLDER = Path(__file__).parents[2] / "queries" / "clew_queries"
FILES = sorted(FOLDER.rglob("*.cypher"))
TOPICS = {"people", "phones", "addresses", "vehicles", "money", "network", "quality"}

ONCE = ("title", "question", "innocent", "source", "since")
PARAM = re.compile(r"(\w+) (entity|entities|text|integer|date) (\S+) (\S.*)")
RETURNS = re.compile(r"(\w+) (entity|entities|text|integer|number|utc|date|boolean) (\S.*)")
WRITING = ("CREATE", "MERGE", "SET", "DELETE", "REMOVE", "DROP", "FOREACH", "LOAD", "CALL db", "CALL apoc")
BANNED = (
    "dealer", "trafficker", "criminal", "gang member", "guilty", "associate of", "burner", "illegal", "runner",
    "prostitute",
)  # fmt: skip

queries = pytest.mark.parametrize("file", FILES, ids=lambda f: f"{f.parent.name}/{f.stem}")


def header(file: Path) -> dict[str, list[str]]:
    """The header's values by key, in order; a header is the comment lines the file begins with."""
    found: dict[str, list[str]] = {}
    for line in file.read_text(encoding="utf-8").splitlines():
        match = re.fullmatch(r"// ([a-z]+): (\S.*)", line)
        if match is None:
            break
        found.setdefault(match[1], []).append(match[2])
    return found


def cypher(file: Path) -> str:
    """The query with comments and the insides of strings blanked."""
    text = re.sub(r"//.*", "", file.read_text(encoding="utf-8"))
    return re.sub(r"'[^']*'", "''", text)


def aliases(text: str) -> list[str]:
    """Column names of the last RETURN outside braces: what follows AS, or the bare name."""
    depth, flat = 0, []
    for char in text:
        depth -= char in "}])"
        flat.append(char if depth == 0 or char.isspace() else "")
        depth += char in "{[("
    last = "".join(flat).rpartition("RETURN")[2].partition("ORDER BY")[0]
    return [column.split()[-1] for column in last.split(",")]


def test_every_topic_has_queries_and_nothing_lies_elsewhere() -> None:
    assert {f.parent.name for f in FILES} == TOPICS
    assert all(f.parent.parent == FOLDER and re.fullmatch(r"[a-z_]+", f.stem) for f in FILES)


@queries
def test_header_has_its_keys(file: Path) -> None:
    found = header(file)
    assert {k: len(found.get(k, [])) for k in ONCE} == dict.fromkeys(ONCE, 1)
    assert set(found) - {"hops"} == {*ONCE, "param", "returns"}
    assert found.get("hops", ["2"]) == ["2"]
    assert found["question"][0].endswith("?")
    assert not any(word in file.read_text(encoding="utf-8").lower() for word in BANNED)


def test_titles_differ() -> None:
    titles = [header(f)["title"][0] for f in FILES]
    assert len(set(titles)) == len(titles)


@queries
def test_declared_parameters_are_the_ones_used(file: Path) -> None:
    declared = [PARAM.fullmatch(p) for p in header(file)["param"]]
    assert all(declared)
    names = [d[1] for d in declared if d]
    assert sorted(names) == sorted(set(re.findall(r"\$(\w+)", cypher(file))))
    for d in declared:
        assert d is not None
        assert d[3] == "required" if d[2] in ("entity", "entities") else True
        assert re.fullmatch(r"\d+|required", d[3]) if d[2] == "integer" else True
    assert header(file)["param"][-1].startswith("limit integer 200 ")


@queries
def test_declared_columns_are_the_ones_returned(file: Path) -> None:
    declared = [RETURNS.fullmatch(r) for r in header(file)["returns"]]
    assert all(declared)
    assert [d[1] for d in declared if d] == aliases(cypher(file))
    assert all(d[1].endswith("_utc") == (d[2] == "utc") for d in declared if d)


@queries
def test_text_only_reads(file: Path) -> None:
    words = cypher(file)
    assert [w for w in WRITING if re.search(rf"\b{w}\b", words)] == []


@queries
def test_answer_is_ordered_and_limited(file: Path) -> None:
    assert re.search(r"\nORDER BY [^\n]+\nLIMIT \$limit\n\Z", file.read_text(encoding="utf-8"))


@queries
def test_steps_are_bounded(file: Path) -> None:
    text = cypher(file)
    assert re.findall(r"\[[^\]]*\*(?!\d*\.\.\d|\d)[^\]]*\]", text) == []
    assert re.findall(r"\)\s*(?:[+*]|\{\d*,\s*\})\s*\(", text) == []
    assert "shortest" not in text.lower(), "engines differ: one drops the shortest path after the search, not before"


@queries
def test_named_entities_are_looked_up_by_key(file: Path) -> None:
    """`x.id IN $list` scans a whole label on one engine: lists are unwound and each id matched by its key."""
    text = cypher(file)
    for name, type_ in (p.split()[:2] for p in header(file)["param"]):
        if type_ == "entities":
            assert re.search(
                rf"UNWIND \${name} AS (\w+)\s(?:WITH DISTINCT \1\s)?MATCH \(\w+:[\w|]+ \{{id: \1\}}\)", text
            )
    assert re.search(r"\(\w*\s*\{id:", text) is None, "a label makes the look-up use the key"
