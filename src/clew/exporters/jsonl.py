"""The round-trip format: one JSON object a line, a header with schema and hash first, then nodes, then links."""

from __future__ import annotations

import hashlib
import json
import re
from dataclasses import asdict, fields
from datetime import datetime
from pathlib import Path
from typing import Any

from clew.durable import write_text
from clew.errors import InputError
from clew.exporters.chart import Chart, ChartLink, ChartNode, Exporter

#: Grows by additive changes only; a reader refuses what is not this family.
SCHEMA = "clew-chart/1"
_UNSAFE = re.compile("[\u0085\u2028\u2029\ud800-\udfff]")


def write_jsonl(chart: Chart, out: Path) -> tuple[Path, ...]:
    """Write a chart so that `read_jsonl` returns an equal one.

    The header holds the SHA-256 over all following lines, so that a changed or cut file is noticed.

    Raises:
        ClewError: the file cannot be written.
    """
    nodes = [{"record": "node", **asdict(node)} for node in sorted(chart.nodes, key=lambda node: node.id)]
    links = [{"record": "link", **asdict(link)} for link in sorted(chart.links, key=lambda link: link.id)]
    lines = [_line(item) for item in (*nodes, *links)]
    about = {f.name: getattr(chart, f.name) for f in fields(chart) if f.name not in ("nodes", "links")}
    header = {
        "record": "chart",
        "schema": SCHEMA,
        "sha256": _digest(lines),
        "nodes": len(nodes),
        "links": len(links),
        **about,
    }
    write_text(out, "".join(f"{line}\n" for line in (_line(header), *lines)))
    return (out,)


def read_jsonl(path: Path) -> Chart:
    """Read a chart written by `write_jsonl`; its nodes and links come sorted by id.

    Raises:
        InputError: not this format, an unknown schema version, or changed since it was written.
    """
    try:
        lines = path.read_bytes().decode("utf-8").split("\n")
        header = json.loads(lines[0])
        schema = header["schema"]
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise InputError("not a chart file", where=str(path), hint="write one with: clew export --to jsonl") from error
    if schema != SCHEMA:
        raise InputError(f"schema {schema} is not {SCHEMA}", where=str(path), hint="export the chart again")
    body = [line for line in lines[1:] if line]
    if _digest(body) != header["sha256"]:
        raise InputError("the file was changed or cut after it was written", where=str(path), hint="export it again")
    items = [json.loads(line) for line in body]
    return Chart(
        nodes=tuple(_node(item) for item in items if item["record"] == "node"),
        links=tuple(_link(item) for item in items if item["record"] == "link"),
        **_about(header),
    )


def _line(item: dict[str, Any]) -> str:
    """Return one line; other line separators and lone surrogates are escaped: every reader counts lines alike."""
    times = {name: value.isoformat() if isinstance(value, datetime) else value for name, value in item.items()}
    text = json.dumps(times, ensure_ascii=False, separators=(",", ":"))
    return _UNSAFE.sub(lambda found: f"\\u{ord(found[0]):04x}", text)


def _digest(lines: list[str]) -> str:
    return hashlib.sha256("".join(f"{line}\n" for line in lines).encode()).hexdigest()


def _known(item: dict[str, Any], kind: type[Chart | ChartNode | ChartLink]) -> dict[str, Any]:
    names = {f.name for f in fields(kind)}
    return {name: value for name, value in item.items() if name in names}


def _about(header: dict[str, Any]) -> dict[str, Any]:
    about = {k: v for k, v in _known(header, Chart).items() if k not in ("nodes", "links")}
    about["exported_utc"] = datetime.fromisoformat(about["exported_utc"])
    for name in ("left_out", "notes"):
        about[name] = tuple(about[name])
    return about


def _node(item: dict[str, Any]) -> ChartNode:
    return ChartNode(**_known(item, ChartNode))


def _link(item: dict[str, Any]) -> ChartLink:
    values = _known(item, ChartLink)
    for name in ("first_utc", "last_utc"):
        values[name] = None if values[name] is None else datetime.fromisoformat(values[name])
    values["evidence"] = tuple(values["evidence"])
    return ChartLink(**values)


EXPORTER = Exporter("jsonl", "Round-trip file, one JSON object a line, with hash", ".jsonl", write_jsonl)
