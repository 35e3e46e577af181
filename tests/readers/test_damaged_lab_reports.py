"""Reports with bytes flipped, cut, doubled: a clear error or rows set aside, and every row accounted for."""

from __future__ import annotations

import random
from collections.abc import Callable
from pathlib import Path

import pytest

from clew.errors import ClewError
from clew.plugins import discover
from clew.readers.reader import ReadOptions, Source
from clew.synth.devices import axiom, oxygen, ufed_xlsx, xry_text
from clew.synth.devices.telephone import Telephone, invented_telephone

_ODD = (b"\n", b'"', b"\t", b",", b"<", b"\x1f", b"&#0;", b":", b";", b"\0", b"#\t", b"(owner)")


def _ufed_csv(telephone: Telephone, folder: Path) -> Path:
    ufed_xlsx.write_csv(telephone, folder / "Chats.csv", "Chats")
    return folder / "Chats.csv"


def _written(write: Callable[[Telephone, Path], object], name: str) -> Callable[[Telephone, Path], Path]:
    def make(telephone: Telephone, folder: Path) -> Path:
        write(telephone, folder / name)
        return folder / name

    return make


FORMATS: dict[str, tuple[str, Callable[[Telephone, Path], Path]]] = {
    "UFED workbook": ("ufed-xlsx", _written(ufed_xlsx.write, "report.xlsx")),
    "UFED CSV": ("ufed-xlsx", _ufed_csv),
    "AXIOM XML": ("axiom-xml", _written(axiom.write_xml, "export.xml")),
    "AXIOM workbook": ("axiom-sheets", _written(axiom.write_xlsx, "export.xlsx")),
    "XRY messages": ("xry-text", lambda telephone, folder: xry_text.write(telephone, folder)[1]),
    "Oxygen workbook": ("oxygen-sheets", _written(oxygen.write_xlsx, "report.xlsx")),
}


@pytest.mark.parametrize("form", FORMATS)
def test_damage_is_an_error_or_set_aside(tmp_path: Path, form: str) -> None:
    name, make = FORMATS[form]
    whole = make(invented_telephone(calls=5, messages=12, positions=2), tmp_path).read_bytes()
    reader = discover("clew.readers", "READER")[name]
    rng = random.Random(form)
    for number in range(25):
        path = tmp_path / f"damaged {number}"
        path.write_bytes(_damaged(whole, rng))
        try:
            reader.recognise(Source(path).head())
            for part in reader.read(Source(path), ReadOptions()):
                rows = sum(batch.num_rows for batch in part.batches)
                assert part.tally.read == rows + len(part.tally.set_aside)
        except ClewError:
            continue


def _damaged(data: bytes, rng: random.Random) -> bytes:
    damaged = bytearray(data[: rng.randrange(len(data))] if rng.random() < 0.3 else data)
    for _ in range(rng.choice((1, 3, 20))):
        if not damaged:
            break
        at, how = rng.randrange(len(damaged)), rng.random()
        if how < 0.4:
            damaged[at] = rng.randrange(256)
        elif how < 0.6:
            del damaged[at : at + rng.randrange(1, 50)]
        else:
            damaged[at:at] = rng.choice(_ODD)
    return bytes(damaged)
