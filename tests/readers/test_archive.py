"""Archives are listed, never unpacked; what is unsafe in them is refused with its reason."""

from __future__ import annotations

import contextlib
import errno
import io
import zipfile
from pathlib import Path
from typing import IO

import pytest

from clew.errors import InputError
from clew.readers.archive import examine, members
from clew.readers.reader import Source
from clew.readers.scratch import scratch_in


def _zip(path: Path, entries: dict[str, bytes]) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in entries.items():
            archive.writestr(name, data)
    return path


def _inner() -> bytes:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as archive:
        archive.writestr("a.csv", "a,b\n")
    return data.getvalue()


def test_members_are_streams_and_droppings_are_left_out(tmp_path: Path) -> None:
    path = _zip(
        tmp_path / "x.zip",
        {
            "a/people.csv": b"Surname\n",
            "__MACOSX/a/._people.csv": b"x",
            "a/.DS_Store": b"x",
            "~$b.xlsx": b"x",
            "c/": b"",
        },
    )
    (source,) = members(path)
    assert source.name == "a/people.csv"
    with source.open() as stream:
        assert stream.read() == b"Surname\n"


@pytest.mark.parametrize(
    ("name", "data", "reason"),
    [
        ("../escape.csv", b"x", "leads out"),
        ("a/../../escape.csv", b"x", "leads out"),
        ("..\\escape.csv", b"x", "leads out"),
        ("/etc/people.csv", b"x", "absolute path"),
        ("C:/people.csv", b"x", "drive letter"),
        ("bomb.csv", b"\0" * (80 << 20), "zip bomb"),
    ],
    ids=["up", "up inside", "windows up", "absolute", "drive", "bomb"],
)
def test_an_unsafe_member_is_refused_with_its_reason(tmp_path: Path, name: str, data: bytes, reason: str) -> None:
    path = _zip(tmp_path / "x.zip", {"good.csv": b"a,b\n", name: data})
    with pytest.raises(InputError, match=reason):
        members(path)
    contents = examine(Source(path))
    assert [source.member for source in contents.sources] == ["good.csv"]
    assert [refused for refused, _ in contents.refused] == [name]


def test_a_member_with_a_password_is_refused(tmp_path: Path) -> None:
    path = _zip(tmp_path / "x.zip", {"a.csv": b"a,b\n"})
    data = bytearray(path.read_bytes())
    for mark, place in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        data[data.find(mark) + place] |= 1
    path.write_bytes(data)
    assert "password" in examine(Source(path)).refused[0][1]


def test_a_damaged_archive_is_a_clean_error(tmp_path: Path) -> None:
    path = _zip(tmp_path / "x.zip", {"a.csv": b"a,b\n" * 100})
    path.write_bytes(path.read_bytes()[:60])
    with pytest.raises(InputError, match="damaged"):
        members(path)


@pytest.mark.parametrize("name", ["inner.zip", "renamed.csv"])
def test_an_archive_inside_an_archive_is_opened_as_a_stream(tmp_path: Path, name: str) -> None:
    path = _zip(tmp_path / "x.zip", {name: _inner()})
    (outer,) = members(path)
    (inner,) = examine(outer).sources
    assert inner.member == f"{name}!a.csv"
    with inner.open() as stream:
        assert stream.read() == b"a,b\n"


@pytest.mark.parametrize("method", [zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_a_member_damaged_within_is_a_clean_error_and_the_others_are_read(new_case, tmp_path, method: int) -> None:
    path, rows = tmp_path / "x.zip", "Surname,Forename,Phone\n" + "Example,Sam,07700 900123\n" * 200
    with zipfile.ZipFile(path, "w", method) as archive:
        archive.writestr("people.csv", rows)
        at = archive.getinfo("people.csv").header_offset + 60
    data = bytearray(path.read_bytes())
    data[at : at + 20] = b"\xff" * 20
    path.write_bytes(data)
    (tmp_path / "z.csv").write_text(rows, encoding="utf-8")
    broken, sound = new_case().load([path, tmp_path / "z.csv"], legal_basis="seizure", timezone="UTC")
    assert "damaged" in f"{broken.error}" or "cannot read the file" in f"{broken.error}"
    assert sound.error is None


def _twice(path: Path, names: list[str]) -> Path:
    inner = io.BytesIO()
    with zipfile.ZipFile(inner, "w") as archive:
        for name in names:
            archive.writestr(name, f"{name}\n")
    return _zip(path, {"one.zip": inner.getvalue(), "two.zip": inner.getvalue()})


def test_an_archive_in_an_archive_is_unpacked_once_for_all_its_members(tmp_path: Path) -> None:
    path, scratch = _twice(tmp_path / "x.zip", ["a.csv", "b.csv", "c.csv"]), tmp_path / "scratch"
    copies = []
    with scratch_in(scratch):
        for outer in members(path):
            for inner in examine(outer).sources:
                with inner.open() as stream:
                    assert stream.read() == f"{inner.name}\n".encode()
                copies.append([copy.stat().st_ino for copy in scratch.glob("*/copy")])
    assert [len(set(inodes)) for inodes in copies] == [1] * 6
    assert copies[0] == copies[1] == copies[2]
    assert copies[3] == copies[4] == copies[5]
    assert not scratch.exists()


def test_streams_of_several_members_of_an_archive_in_an_archive_are_open_at_once(tmp_path: Path) -> None:
    path = _twice(tmp_path / "x.zip", ["a.csv", "b.csv"])
    with scratch_in(tmp_path / "scratch"), contextlib.ExitStack() as stack:
        sources = [inner for outer in members(path) for inner in examine(outer).sources]
        streams = [stack.enter_context(source.open()) for source in sources]
        assert [stream.read() for stream in reversed(streams)] == [f"{s.name}\n".encode() for s in reversed(sources)]


def test_a_disk_that_is_full_leaves_no_half_a_copy(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (outer, _) = members(_twice(tmp_path / "x.zip", ["a.csv"]))
    scratch = tmp_path / "scratch"

    def full(self: Source, target: IO[bytes]) -> None:
        target.write(b"PK")
        raise OSError(errno.ENOSPC, "No space left on device")

    with scratch_in(scratch):
        with monkeypatch.context() as patch:
            patch.setattr(Source, "_copy", full)
            with pytest.raises(OSError, match="No space"):
                outer.archive()
        assert not list(scratch.iterdir())
        with outer.archive() as archive:
            assert archive.namelist() == ["a.csv"]


def test_of_a_telephone_only_known_databases_are_looked_at_and_the_rest_is_counted(tmp_path: Path) -> None:
    database = "data/data/com.android.providers.telephony/databases/mmssms.db"
    path = _zip(
        tmp_path / "phone.zip", {database: b"x", f"{database}-wal": b"w", "data/data/x/a.jpg": b"j", "b.jpg": b"k"}
    )
    contents = examine(Source(path))
    assert [source.member for source in contents.sources] == [database]
    assert contents.notes == ("2 other files of the telephone were not looked at: 2 .jpg",)
    beside = contents.sources[0].beside("-wal")
    assert beside is not None
    assert beside.member == f"{database}-wal"


def test_of_all_property_lists_only_the_one_of_a_backup_is_looked_at(tmp_path: Path) -> None:
    app = "private/var/containers/Bundle/Application/X.app/Info.plist"
    path = _zip(tmp_path / "phone.zip", {app: b"x", "backup/Manifest.db": b"m", "backup/Info.plist": b"p"})
    assert [source.member for source in examine(Source(path)).sources] == ["backup/Info.plist"]
