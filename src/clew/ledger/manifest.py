"""Manifests: the file written last that commits a load. What no manifest lists does not exist.

The ledger is read by these lists and never by listing the folder, so a half-written file or a
damaged one cannot enter a case. A newer load of the same bytes (better reader, corrected time
zone) supersedes the older one; nothing is rewritten.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict
from pathlib import Path

from clew.durable import canonical, write_text
from clew.errors import ClewError
from clew.model.exhibit import Exhibit, PartCount


def load_id(sha256: str, **facts: object) -> str:
    """Return the id of a load: same bytes, reader, mapping and zone give the same id, anything else another."""
    return hashlib.sha256(canonical({"sha256": sha256, **facts}).encode()).hexdigest()[:16]


def commit(folder: Path, exhibit: Exhibit) -> None:
    """Write the manifest of a finished load. After this the load exists."""
    text = json.dumps(asdict(exhibit), ensure_ascii=False, indent=1, sort_keys=True)
    write_text(folder / f"{exhibit.exhibit_id}.json", text + "\n")


def read(path: Path) -> Exhibit:
    """Read one manifest.

    Raises:
        ClewError: the file is damaged.
    """
    try:
        facts = json.loads(path.read_text(encoding="utf-8"))
        parts = tuple(
            PartCount(**{**p, "columns": tuple(p["columns"]), "warnings": tuple(p["warnings"])})
            for p in facts.pop("parts")
        )
        facts["supersedes"] = tuple(facts["supersedes"])
        facts["warnings"] = tuple(facts["warnings"])
        return Exhibit(parts=parts, **facts)
    except (ValueError, KeyError, TypeError) as error:
        raise ClewError(
            f"the manifest is damaged: {error}", where=str(path), hint="restore it from a backup or load the file again"
        ) from error


def committed(folder: Path) -> list[Exhibit]:
    """Return every committed load, superseded ones included, sorted by path then id."""
    return sorted((read(p) for p in folder.glob("*.json")), key=lambda e: (e.path, e.exhibit_id))


def in_force(folder: Path) -> list[Exhibit]:
    """Return the loads that no other load supersedes."""
    loads = committed(folder)
    replaced = {old for e in loads for old in e.supersedes}
    return [e for e in loads if e.exhibit_id not in replaced]
