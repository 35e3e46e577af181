"""The header is found below titles, rulers and facts, over one row or two."""

from __future__ import annotations

from clew.readers.engine.layout import find

DATA = [["Example", "Sam", "01/02/1990"], ["Example", "Alex", "03/04/1991"]]


def test_header_in_the_first_row() -> None:
    best = find([["Surname", "Forename", "DOB"], *DATA])[0]
    assert (best.titles, best.first, best.preamble) == (["Surname", "Forename", "DOB"], 1, ())


def test_header_in_row_eleven_below_facts_and_rulers() -> None:
    rows = [
        ["Operator X"],
        [],
        *[[f"Key {i} : value {i}"] for i in range(6)],
        ["-" * 40],
        [],
        ["Surname", "Forename", "DOB"],
    ]
    best = find([*rows, ["-" * 40], *DATA])[0]
    assert best.titles == ["Surname", "Forename", "DOB"]
    assert best.first == 12
    assert ("Key 5 : value 5",) in best.preamble
    assert not any("---" in line[0] for line in best.preamble)


def test_header_over_two_rows_is_offered_joined() -> None:
    rows = [["Item", "Conn", "Seizure", ""], ["", "Date", "Time", "ET"], ["1", "01/02/26", "0:05", "0:42"]]
    assert ["Item", "Conn Date", "Seizure Time", "ET"] in [place.titles for place in find(rows)]


def test_groups_above_a_header_are_offered_joined() -> None:
    rows = [["Caller", "", "First Cell", ""], ["Number", "IMEI", "Lat", "Lon"], ["07700900123", "1", "54.1", "2.2"]]
    titles = [place.titles for place in find(rows)]
    assert ["Caller Number", "Caller IMEI", "First Cell Lat", "First Cell Lon"] in titles


def test_unknown_words_over_even_rows_are_a_header() -> None:
    best = find([["Colour of hat", "Shoe", "Mood"], ["red", "9", "calm"], ["blue", "8", "glad"]])[0]
    assert best.titles == ["Colour of hat", "Shoe", "Mood"]


def test_rows_of_data_alone_have_no_header() -> None:
    best = find([["1", "07700900123", "2026-01-02 10:00:00"], ["2", "07700900124", "2026-01-02 11:00:00"]])[0]
    assert (best.titles, best.first) == ([], 0)
