"""Each distinct text is cleaned once, across batches."""

from __future__ import annotations

import random

import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from clew.identifiers import distinct as module
from clew.identifiers.distinct import distinct


class Recorder:
    """A cleaner that writes texts backwards and remembers what it was asked."""

    def __init__(self) -> None:
        self.asked: list[str | None] = []

    def __call__(self, texts: pa.Array) -> pa.Table:
        self.asked += texts.to_pylist()
        turned = [None if t is None else t[::-1] for t in texts.to_pylist()]
        return pa.table({"value": pa.array(turned, pa.string())})


def test_a_text_is_cleaned_once_in_a_column_and_once_in_a_file() -> None:
    clean, memo = Recorder(), {}
    first = distinct(pa.array(["ab", "cd", "ab", None]), clean, memo)
    second = distinct(pa.array(["cd", "ef", None, "ef"]), clean, memo)
    assert first["value"].to_pylist() == ["ba", "dc", "ba", None]
    assert second["value"].to_pylist() == ["dc", "fe", None, "fe"]
    assert sorted(clean.asked, key=str) == ["None", "ab", "cd", "ef"] or sorted(map(str, clean.asked)) == [
        "None", "ab", "cd", "ef",
    ]  # fmt: skip


@pytest.mark.parametrize(
    "column",
    [
        pa.chunked_array([["ab"], ["cd", "ab"]]),
        pa.array(["ab", "cd", "ab"]).dictionary_encode(),
        pa.array(["ab", "cd", "ab"], pa.large_string()),
        pa.array(["x", "ab", "cd", "ab"]).slice(1),
    ],
)
def test_columns_of_any_encoding(column: pa.Array) -> None:
    assert distinct(column, Recorder(), {})["value"].to_pylist() == ["ba", "dc", "ba"]


def test_empty_columns() -> None:
    memo: dict[str, object] = {}
    assert distinct(pa.array([], pa.string()), Recorder(), memo).num_rows == 0
    assert distinct(pa.array([""]), Recorder(), memo)["value"].to_pylist() == [""]
    assert distinct(pa.array(["", None, "ab"]), Recorder(), memo)["value"].to_pylist() == ["", None, "ba"]


def test_texts_of_one_hash_are_still_told_apart(monkeypatch: pytest.MonkeyPatch) -> None:
    hashes = module._hashes
    monkeypatch.setattr(module, "_hashes", lambda texts: hashes(texts) % 2)
    memo: dict[str, object] = {}
    for batch in (["ab", "cd", "ef", None], ["ef", "gh", "ab"], ["gh", "", "ef", None, "cd"]):
        assert distinct(pa.array(batch, pa.string()), Recorder(), memo)["value"].to_pylist() == [
            None if t is None else t[::-1] for t in batch
        ]


def test_hashes_part_texts_that_differ_by_one_character() -> None:
    draw = random.Random(7)
    texts = list({f"07700{draw.randrange(10**6):06d}" for _ in range(50_000)} | {"", "a", "aa", "ab", "ba"})
    assert len(set(module._hashes(pa.array(texts)).tolist())) == len(texts)


@given(st.lists(st.lists(st.none() | st.text(st.characters(codec="utf-8"), max_size=8), max_size=20), max_size=6))
def test_any_batches(batches: list[list[str | None]]) -> None:
    memo: dict[str, object] = {}
    for batch in batches:
        got = distinct(pa.array(batch, pa.string()), Recorder(), memo)["value"].to_pylist()
        assert got == [None if t is None else t[::-1] for t in batch]
