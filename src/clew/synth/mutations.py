"""Damage a file as transfers, tools and hostile hands do: bytes flipped, cut, doubled, fields swapped for odd ones.

The damage knows the structure of a file where it can: members of a zip, cells of a database, elements of XML, values
of JSON, fields of lines. The same dice give the same damage.
"""

from __future__ import annotations

import io
import json
import re
import sqlite3
import tempfile
import warnings
import zipfile
from collections.abc import Callable
from pathlib import Path
from random import Random
from typing import Any

#: Values that readers tend not to expect.
ODD = (
    "", " ", "0", "-1", "1", "9" * 400, "1e308", "NaN", "-0.0", "0x1F", "1.5e-320", "null", "true", "[]", "{}", "=1+1",
    "\x00", "\u202e", "\ufeff", "\u0660\u0661", "😂", "../../outside", "/etc/outside", "C:\\outside", "A" * 70_000,
    "a\nb\nc", "\x1f", "\t", "0001-01-01T00:00:00Z", "9999-12-31T23:59:59.999Z", "31/02/2024 25:61:61",
    "2024-10-27 01:30:00", "99999999999", "4294967296", "9223372036854775808", "-9223372036854775809", "group:",
    "x:", "@", "@g.us", "+",
    "name:", "geo:", ",", ";", "||", '"', "'", "<", "&",
)  # fmt: skip
_XML_ODD = (b"&#0;", b"&#xD800;", b"&nope;", b"<![CDATA[", b"]]>", b"<!-- ", b"</x>", b"<a>" * 300, b"<?x?>", b"\x0c")
_SAMPLES = 8


def damaged(data: bytes, dice: Random) -> bytes:
    """Return a file with one to three pieces of damage.

    Args:
        data: A sound file.
        dice: Decides what happens; the same state gives the same damage.
    """
    for _ in range(dice.choice((1, 1, 1, 2, 3))):
        kinds = _kinds(data)
        data = dice.choice(kinds)(data, dice)
    return data


def _kinds(data: bytes) -> list[Callable[[bytes, Random], bytes]]:
    """Return the ways to damage a file of this content, those that know its structure more often."""
    plain: list[Callable[[bytes, Random], bytes]] = [_flip, _cut, _remove, _double, _swap, _insert]
    if data.startswith(b"PK\x03\x04"):
        return [*plain, *[_in_zip] * 10]
    if data.startswith(b"SQLite format 3"):
        return [*plain, *[_in_database] * 10]
    start = data[:400].lstrip(b"\xef\xbb\xbf \r\n\t")
    if start.startswith(b"<"):
        return [*plain, _odd_text, *[_in_xml] * 6]
    if start.startswith((b"{", b"[")):
        return [*plain, _odd_text, *[_in_json] * 8]
    return [*plain, *[_odd_text] * 6]


def _flip(data: bytes, dice: Random) -> bytes:
    changed = bytearray(data)
    for _ in range(dice.choice((1, 2, 8, 64))):
        if changed:
            changed[dice.randrange(len(changed))] ^= 1 << dice.randrange(8)
    return bytes(changed)


def _cut(data: bytes, dice: Random) -> bytes:
    return data[: dice.randrange(len(data) + 1)]


def _remove(data: bytes, dice: Random) -> bytes:
    start, end = _range(data, dice)
    return data[:start] + data[end:]


def _double(data: bytes, dice: Random) -> bytes:
    start, end = _range(data, dice)
    return data[:end] + data[start:end] * dice.choice((1, 1, 5)) + data[end:]


def _swap(data: bytes, dice: Random) -> bytes:
    (a, b), (c, d) = sorted((_range(data, dice), _range(data, dice)))
    return data if c < b else data[:a] + data[c:d] + data[b:c] + data[a:b] + data[d:]


def _insert(data: bytes, dice: Random) -> bytes:
    at = dice.randrange(len(data) + 1)
    return data[:at] + dice.choice((dice.choice(ODD).encode(), dice.randbytes(16), dice.choice(_XML_ODD))) + data[at:]


def _range(data: bytes, dice: Random) -> tuple[int, int]:
    start = dice.randrange(len(data) + 1)
    return start, min(len(data), start + dice.choice((1, 4, 32, 512, 4096)))


_FIELD = re.compile(rb"[^\x00-\x20,;:=<>/\"'|\[\](){}]+")


def _odd_text(data: bytes, dice: Random) -> bytes:
    """Put an odd value in the place of a field, or another field of the file."""
    fields = [m.span() for m in _FIELD.finditer(data)]
    if not fields:
        return _insert(data, dice)
    start, end = dice.choice(fields)
    other = dice.choice(fields)
    new = dice.choice((dice.choice(ODD).encode(), data[other[0] : other[1]]))
    return data[:start] + new + data[end:]


_ELEMENT = re.compile(rb"<[^<>]{1,4000}>")
_ATTRIBUTE = re.compile(rb'="[^"]*"')


def _in_xml(data: bytes, dice: Random) -> bytes:
    """Remove, double or swap tags, or put an odd value into an attribute or between tags."""
    tags = [m.span() for m in _ELEMENT.finditer(data)]
    attributes = [m.span() for m in _ATTRIBUTE.finditer(data)]
    if not tags:
        return _insert(data, dice)
    start, end = dice.choice(tags)
    what = dice.randrange(6)
    if what == 0:
        return data[:start] + data[end:]
    if what == 1:
        return data[:end] + data[start:end] * 2 + data[end:]
    if what == 2:
        other = dice.choice(tags)
        return data[:start] + data[other[0] : other[1]] + data[end:]
    if what == 3 or not attributes:
        return data[:end] + dice.choice(_XML_ODD) + data[end:]
    start, end = dice.choice(attributes)
    if what == 4:
        other = dice.choice(attributes)
        return data[:start] + data[other[0] : other[1]] + data[end:]
    odd = dice.choice(ODD).replace("&", "&amp;").replace("<", "&lt;").replace('"', "&quot;").encode()
    return data[:start] + b'="' + odd + b'"' + data[end:]


def _in_json(data: bytes, dice: Random) -> bytes:
    """Replace, remove, double or move a value somewhere in JSON, or in one line of JSON lines."""
    text = data.decode("utf-8-sig", "replace")
    try:
        value = json.loads(text)
    except (ValueError, RecursionError):
        lines = data.split(b"\n")
        at = dice.randrange(len(lines))
        try:
            line = json.loads(lines[at])
        except (ValueError, RecursionError):
            return _odd_text(data, dice)
        _change(line, dice)
        lines[at] = json.dumps(line).encode()
        return b"\n".join(lines)
    _change(value, dice)
    return json.dumps(value, ensure_ascii=dice.random() < 0.5).encode("utf-8", "surrogatepass")


def _change(value: Any, dice: Random) -> None:
    """Change one place below a value, in place."""
    places: list[tuple[Any, Any]] = []
    waiting = [value]
    while waiting:
        each = waiting.pop()
        keys = list(each) if isinstance(each, dict) else range(len(each)) if isinstance(each, list) else ()
        for key in keys:
            places.append((each, key))
            waiting.append(each[key])
    if not places:
        return
    holder, key = dice.choice(places)
    what = dice.randrange(5)
    if what == 0:
        holder[key] = _odd_json(dice)
    elif what == 1:
        del holder[key]
    elif what == 2:
        other, name = dice.choice(places)
        holder[key] = json.loads(json.dumps(other[name]))
    elif what == 3 and isinstance(holder, dict):
        holder[dice.choice(ODD)] = holder.pop(key)
    else:
        holder[key] = [json.loads(json.dumps(holder[key]))] * dice.choice((0, 1, 3))


def _odd_json(dice: Random) -> Any:
    deep: Any = "x"
    for _ in range(200):
        deep = [deep]
    return dice.choice((dice.choice(ODD), None, True, 0, -1, 10**400, 1e308, 0.1, [], {}, "\ud800", deep, {"@id": "x"}))


def _in_zip(data: bytes, dice: Random) -> bytes:
    """Damage, remove, rename or double one member of a zip."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            members = [(info.filename, archive.read(info)) for info in archive.infolist()]
    except Exception:  # already damaged beyond unpacking, in whichever way
        return _flip(data, dice)
    if not members:
        return _flip(data, dice)
    at = dice.randrange(len(members))
    name, body = members[at]
    what = dice.randrange(10)
    if what == 0:
        del members[at]
    elif what == 1:
        members[at] = (
            dice.choice(("../outside", "/outside", "C:\\outside", "x/" * 50, name.upper(), "\x00", "")),
            body,
        )
    elif what == 2:
        members.append((name, body))
    else:
        members[at] = (name, dice.choice(_kinds(body))(body, dice) if body else b"x")
    packed = io.BytesIO()
    with warnings.catch_warnings(), zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        warnings.simplefilter("ignore")  # two members of one name are meant
        for member, content in members:
            archive.writestr(zipfile.ZipInfo(member or "x", (1980, 1, 1, 0, 0, 0)), content)
    return packed.getvalue()


def _in_database(data: bytes, dice: Random) -> bytes:
    """Put odd values into cells, or drop or rename a table or a column."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "x.db"
        path.write_bytes(data)
        try:
            connection = sqlite3.connect(path)
            try:
                _change_database(connection, dice)
                connection.commit()
            finally:
                connection.close()
        except (sqlite3.Error, ValueError, OverflowError):
            return _flip(data, dice)
        return path.read_bytes()


def _change_database(connection: sqlite3.Connection, dice: Random) -> None:
    tables = [row[0] for row in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name")]
    table = dice.choice(tables or ["x"]).replace('"', '""')
    columns = [row[1] for row in connection.execute(f'PRAGMA table_info("{table}")')]
    column = dice.choice(columns or ["x"]).replace('"', '""')
    what = dice.randrange(12)
    if what == 0:
        connection.execute(f'DROP TABLE "{table}"')
    elif what == 1:
        connection.execute(f'ALTER TABLE "{table}" DROP COLUMN "{column}"')
    elif what == 2:
        connection.execute(f'ALTER TABLE "{table}" RENAME COLUMN "{column}" TO "other"')
    elif what == 3:
        connection.execute(f'CREATE TABLE keep AS SELECT * FROM "{table}"')
        connection.execute(f'DROP TABLE "{table}"')
        connection.execute(f'CREATE VIEW "{table}" AS SELECT * FROM keep')
    else:
        odd: Any = dice.choice(
            (
                dice.choice(ODD),
                None,
                dice.randbytes(20),
                -1,
                0,
                2**63 - 1,
                -(2**63),
                1e308,
                float("inf"),
                0.5,
                b"\xff\xfe",
            )
        )
        rows = [row[0] for row in connection.execute(f'SELECT rowid FROM "{table}"')]
        for row in dice.sample(rows, min(len(rows), dice.choice((1, 1, _SAMPLES)))):
            connection.execute(f'UPDATE "{table}" SET "{column}" = ? WHERE rowid = ?', (odd, row))
