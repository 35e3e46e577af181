"""Workbooks as they arrive: numbers that were typed, hidden sheets, far-away cells, passwords, bombs."""

from __future__ import annotations

import datetime as dt
import io
import re
import zipfile
from pathlib import Path

import pytest
import xlsxwriter

from clew.errors import InputError
from clew.readers.engine import xlsxguard

PEOPLE = [["Surname", "Forename", "DOB", "Phone"], ["Example", "Sam", "01/02/1990", "07700 900123"]]


def _xlsx(path: Path, sheets: dict[str, list[list[object]]]) -> Path:
    with xlsxwriter.Workbook(path) as book:
        for name, rows in sheets.items():
            sheet = book.add_worksheet(name)
            for number, row in enumerate(rows):
                sheet.write_row(number, 0, row)
    return path


def test_sheets_are_parts_with_the_rows_a_spreadsheet_shows(read, tmp_path: Path) -> None:
    rows = [["Operation Example"], [], *PEOPLE]
    first, second = read(_xlsx(tmp_path / "x.xlsx", {"Nominals": rows, "More": PEOPLE}))
    assert (first.part.name, first.refs, first.part.profile) == ("Nominals", ["row 4"], "people")
    assert (second.part.name, second.refs) == ("More", ["row 2"])
    assert first.part.meta["preamble"] == "Operation Example"


def test_typed_cells_become_text_that_says_what_was_lost(read_one, tmp_path: Path) -> None:
    path = tmp_path / "x.XLSX"
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, ["A Number", "B Number", "Start", "Duration", "IMEI", "IMSI", "Note"])
        day, moment, clock, long = (
            book.add_format({"num_format": f}) for f in ("dd/mm/yyyy", "dd/mm/yyyy hh:mm", "hh:mm:ss", "[h]:mm:ss")
        )
        sheet.write_row(1, 0, [447700900123, "07700900124"])
        sheet.write_datetime(1, 2, dt.datetime(2026, 6, 1, 14, 3), moment)
        sheet.write_number(1, 3, 72 / 86400, clock)
        sheet.write_number(1, 4, 350000000000017)
        sheet.write_number(1, 5, 1234567890123456)
        sheet.write_row(2, 0, [7700900123, 0.5])
        sheet.write_datetime(2, 2, dt.datetime(2026, 6, 1), day)
        sheet.write_number(2, 3, 1.5, long)
        sheet.write_boolean(2, 6, True)
    found = read_one(path)
    assert found.column("caller") == ["447700900123", "7700900123"]
    assert found.column("called") == ["07700900124", "0.5"]
    assert found.column("start") == ["2026-06-01 14:03:00", "2026-06-01"]
    assert found.column("duration") == ["00:01:12", "36:00:00"]
    assert found.column("imei") == ["350000000000017", ""]
    assert found.column("imsi")[0] == "1.23456789012346E+15"
    assert found.rows[1]["raw"].endswith("TRUE")


def test_a_sheet_that_claims_a_million_rows_ends_after_a_thousand_empty_ones(read_one, tmp_path: Path) -> None:
    path = tmp_path / "x.xlsx"
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet()
        for number, row in enumerate(PEOPLE):
            sheet.write_row(number, 0, row)
        sheet.write(1_048_575, 0, "stray")
    found = read_one(path)
    assert found.refs == ["row 2"]
    assert any("1,000 empty rows" in w for w in found.part.tally.warnings)


def test_a_table_away_from_the_corner_keeps_its_rows_and_columns(read_one, tmp_path: Path) -> None:
    path = tmp_path / "x.xlsx"
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet()
        for number, row in enumerate(PEOPLE):
            sheet.write_row(number + 4, 2, row)
    found = read_one(path)
    assert found.refs == ["row 6"]
    assert found.part.columns[:3] == ("column 1", "column 2", "Surname")


def test_a_cell_in_the_last_corner_does_not_end_the_process(read_one, tmp_path: Path) -> None:
    path = tmp_path / "x.xlsx"
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet()
        for number, row in enumerate(PEOPLE):
            sheet.write_row(number, 0, row)
        sheet.write(1_048_575, 16_383, "stray")
    found = read_one(path)
    assert found.refs == ["row 2"]
    assert any("cut off" in w for w in found.part.tally.warnings)


def _with_place(tmp_path: Path, place: bytes, sheet: str = "xl/worksheets/sheet1.xml") -> bytes:
    """Return a workbook whose second cell says that it stands elsewhere than its row does."""
    sound = _xlsx(tmp_path / "sound.xlsx", {"A": PEOPLE})
    target = io.BytesIO()
    with zipfile.ZipFile(sound) as old, zipfile.ZipFile(target, "w") as new:
        for name in old.namelist():
            data = old.read(name).replace(b'r="B2"', b"r=" + place)
            data = data.replace(b"worksheets/sheet1.xml", sheet.removeprefix("xl/").encode())
            new.writestr(sheet if name == "xl/worksheets/sheet1.xml" else name, data)
    return target.getvalue()


def _with_row(tmp_path: Path, row: str) -> bytes:
    """Return a workbook whose second row says that it is another, and whose cells there say nothing."""
    sound = _xlsx(tmp_path / "sound.xlsx", {"A": PEOPLE})
    target = io.BytesIO()
    with zipfile.ZipFile(sound) as old, zipfile.ZipFile(target, "w") as new:
        for name in old.namelist():
            data = old.read(name).replace(b'<row r="2"', f"<row {row}".encode())
            new.writestr(name, re.sub(rb' r="[A-D]2"', b"", data))
    return target.getvalue()


@pytest.mark.parametrize("place", [b'"B2999999999999"', b'"BBBBB2"', b'"B%s"' % (b"9" * 5000)])
def test_a_cell_outside_of_any_sheet_does_not_end_the_process(read, tmp_path: Path, place: bytes) -> None:
    with pytest.raises(InputError, match="outside of any sheet"):
        read(_with_place(tmp_path, place), "x.xlsx")


@pytest.mark.parametrize(
    "place", [b'"B9000000"', b"'XFD1048576'", b' "xfd1048576"', b'"B2"\tr = "XFD1048576"', b'"XFD90000"']
)
@pytest.mark.parametrize("sheet", ["xl/worksheets/sheet1.xml", "xl/another_place", "xl/a/b.xml"])
def test_a_cell_that_stands_far_from_its_row_does_not_end_the_process(read, tmp_path, place: bytes, sheet: str) -> None:
    with pytest.raises(InputError, match="too many to hold"):
        read(_with_place(tmp_path, place, sheet), "x.xlsx")


@pytest.mark.parametrize("row", ['r="900000000"', "r = '4000000000'", 'r ="1048577000000"'])
def test_a_row_outside_of_any_sheet_does_not_end_the_process(read, tmp_path: Path, row: str) -> None:
    with pytest.raises(InputError, match="outside of any sheet"):
        read(_with_row(tmp_path, row), "x.xlsx")


def _with_a_far_row_before_a_wide_one(row: str) -> bytes:
    rows = f'<row {row}><c><v>1</v></c></row><row r="2"><c r="XFD2"/></row>'.encode()
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as book:
        book.writestr("xl/worksheets/sheet1.xml", b"<worksheet><sheetData>" + rows + b"</sheetData></worksheet>")
    return target.getvalue()


def test_a_row_far_below_that_comes_before_others_is_seen() -> None:
    _, notes = xlsxguard.checked(_with_a_far_row_before_a_wide_one("r='1048576'"), "x.xlsx")
    assert notes == {"": ["rows far below the table were cut off"]}
    with pytest.raises(InputError, match="too many to hold"):
        xlsxguard.checked(_with_a_far_row_before_a_wide_one("r = '9000000'"), "x.xlsx")


@pytest.mark.parametrize("text", [' r="ABCDE1"', ' r="A123456789"', '<c r="ABCDE1">', ' r="XFD1048576"'])
def test_a_text_that_looks_like_a_far_cell_is_a_text(read_one, tmp_path: Path, text: str) -> None:
    people = [PEOPLE[0], ["Example", text, "01/02/1990", "07700 900123"]]
    assert read_one(_xlsx(tmp_path / "x.xlsx", {"A": people})).column("forename") == [text]


def test_a_far_cell_before_a_wide_one_is_seen(tmp_path: Path) -> None:
    rows = b'<row r="1"><c r="A900000"><v>1</v></c></row>' + b" " * (3 << 20) + b'<row r="2"><c r="XFD2"/></row>'
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as book:
        book.writestr("xl/worksheets/sheet1.xml", b"<worksheet><sheetData>" + rows + b"</sheetData></worksheet>")
    with pytest.raises(InputError, match="spans 900,000 rows and 16,384 columns"):
        xlsxguard.checked(target.getvalue(), "x.xlsx")


def test_a_sheet_too_large_to_hold_is_refused(read, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(xlsxguard, "MOST_CELLS", 100)
    with pytest.raises(InputError, match="too many to hold"):
        read(_xlsx(tmp_path / "x.xlsx", {"A": PEOPLE * 20}))


def test_hidden_sheets_are_read_and_said_so(read, tmp_path: Path) -> None:
    path = tmp_path / "x.xlsx"
    with xlsxwriter.Workbook(path) as book:
        for name in ("Shown", "Kept back"):
            sheet = book.add_worksheet(name)
            for number, row in enumerate(PEOPLE):
                sheet.write_row(number, 0, row)
        sheet.hide()
    shown, hidden = read(path)
    assert shown.part.tally.warnings == []
    assert hidden.part.tally.warnings == ["this sheet is hidden in the workbook"]
    assert len(hidden.rows) == 1


def test_a_merged_address_holds_for_the_whole_family(read_one, tmp_path: Path) -> None:
    path = tmp_path / "x.xlsx"
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, ["Surname", "Forename", "Address"])
        for number, name in enumerate(["Sam", "Alex", "Kim"], 1):
            sheet.write_row(number, 0, ["Example", name])
        sheet.merge_range(1, 2, 3, 2, "1 High St, ZX1 2CV")
    found = read_one(path)
    assert found.column("address") == ["1 High St, ZX1 2CV"] * 3
    assert found.part.tally.warnings == ["2 cells below merged cells were given the merged value"]


def test_two_tables_in_one_sheet(read, tmp_path: Path) -> None:
    rows = [
        *PEOPLE,
        [],
        ["Vehicles"],
        ["VRM", "Keeper Name", "Keeper Address"],
        ["ZX26 ABC", "Sam Example", "1 High St"],
    ]
    people, vehicles = read(_xlsx(tmp_path / "x.xlsx", {"All": rows}))
    assert (people.part.profile, people.refs) == ("people", ["row 2"])
    assert (vehicles.part.profile, vehicles.refs) == ("vehicles-keepers", ["row 6"])


def test_a_sheet_no_layout_fits_is_set_aside_whole_beside_one_that_is_read(read, tmp_path: Path) -> None:
    people, notes = read(_xlsx(tmp_path / "x.xlsx", {"People": PEOPLE, "Notes": [["remember the"], [], ["milk"]]}))
    assert len(people.rows) == 1
    assert [ref for ref, _ in notes.aside] == ["row 1", "row 3"]
    assert notes.part.name == "Notes"


def test_ten_thousand_columns_and_a_long_cell(read_one, tmp_path: Path) -> None:
    wide = [["Surname", "Forename", *(f"extra {i}" for i in range(9_998))], ["Example", "Sam", "y" * 32_767]]
    found = read_one(_xlsx(tmp_path / "x.xlsx", {"Wide": wide}))
    assert len(found.part.columns) == 10_000
    assert len(found.rows[0]["raw"]) > 32_767


def test_old_xls(read_one, tmp_path: Path) -> None:
    import xlwt

    book = xlwt.Workbook()
    sheet = book.add_sheet("Old")
    for number, row in enumerate([*PEOPLE, ["Specimen", "Alex", "", 7700900124]]):
        for place, cell in enumerate(row):
            sheet.write(number, place, cell)
    book.save(str(tmp_path / "old.xls"))
    found = read_one(tmp_path / "old.xls")
    assert found.column("phone") == ["07700 900123", "7700900124"]


def test_ods(read_one, tmp_path: Path) -> None:
    from odf.opendocument import OpenDocumentSpreadsheet
    from odf.table import Table, TableCell, TableRow
    from odf.text import P

    book = OpenDocumentSpreadsheet()
    sheet = Table(name="Libre")
    for cells in PEOPLE:
        row = TableRow()
        for cell in cells:
            holder = TableCell(valuetype="string")
            holder.addElement(P(text=cell))
            row.addElement(holder)
        sheet.addElement(row)
    book.spreadsheet.addElement(sheet)
    book.save(str(tmp_path / "x.ods"))
    found = read_one(tmp_path / "x.ods")
    assert (found.part.name, found.column("surname")) == ("Libre", ["Example"])


def test_xls_that_is_a_web_page(read_one) -> None:
    page = (
        "<html><body><script>alert(1)</script><table><tr><td colspan=3>Report</td></tr>"
        "<tr><th>Surname</th><th>Forename</th><th>DOB</th></tr>"
        "<tr><td>Example</td><td>Sam<br>Q.</td><td>01/02/1990</td></tr></table></body></html>"
    )
    found = read_one(page, "report.xls")
    assert (found.column("surname"), found.refs) == (["Example"], ["row 3"])


def test_a_protected_workbook_asks_for_a_copy(read, tmp_path: Path) -> None:
    data = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 504 + "EncryptedPackage".encode("utf-16-le") + b"\0" * 4096
    with pytest.raises(InputError, match="protected by a password") as caught:
        read(data, "secret.xlsx")
    assert "copy" in caught.value.hint


def test_a_damaged_workbook_is_a_clean_error(read, tmp_path: Path) -> None:
    data = bytearray(_xlsx(tmp_path / "good.xlsx", {"A": PEOPLE * 50}).read_bytes())
    data[600:700] = b"\xff" * 100
    with pytest.raises(InputError):
        read(bytes(data), "damaged.xlsx")
    with pytest.raises(InputError):
        read(bytes(data[:500]), "cut.xlsx")
    with pytest.raises(InputError):
        read(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x01" * 3000, "damaged.xls")


def test_a_binary_workbook_asks_for_a_copy(read, tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "x.xlsb", "w") as book:
        book.writestr("[Content_Types].xml", "<Types/>")
        book.writestr("xl/workbook.bin", b"\x83\x01\x00")
    with pytest.raises(InputError, match="binary form") as caught:
        read(tmp_path / "x.xlsb")
    assert "XLSX" in caught.value.hint


@pytest.mark.parametrize("method", [zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_a_part_packed_by_another_method_and_damaged_is_a_clean_error(read, tmp_path: Path, method: int) -> None:
    target = io.BytesIO()
    with (
        zipfile.ZipFile(_xlsx(tmp_path / "sound.xlsx", {"A": PEOPLE * 50})) as old,
        zipfile.ZipFile(target, "w") as new,
    ):
        for name in old.namelist():
            new.writestr(name, old.read(name), method)
        at = new.getinfo("xl/worksheets/sheet1.xml").header_offset + 70
    data = bytearray(target.getvalue())
    data[at : at + 40] = b"\xff" * 40
    with pytest.raises(InputError, match="damaged"):
        read(bytes(data), "x.xlsx")


def test_a_zip_bomb_in_a_workbook_is_refused(read, tmp_path: Path) -> None:
    path = _xlsx(tmp_path / "x.xlsx", {"A": PEOPLE})
    with zipfile.ZipFile(path, "a", zipfile.ZIP_DEFLATED) as book:
        book.writestr("xl/media/image1.png", b"\0" * (100 << 20))
    with pytest.raises(InputError, match="zip bomb"):
        read(tmp_path / "x.xlsx")


def test_a_lie_about_the_size_of_a_part_is_noticed(tmp_path: Path) -> None:
    data = bytearray(_xlsx(tmp_path / "x.xlsx", {"A": PEOPLE * 100}).read_bytes())
    place = data.rfind(b"PK\x01\x02", 0, data.find(b"xl/worksheets/sheet1.xml", data.find(b"PK\x01\x02")))
    data[place + 24 : place + 28] = (10).to_bytes(4, "little")
    with pytest.raises(InputError, match="damaged"):
        xlsxguard.checked(bytes(data), "x.xlsx")


def test_formulas_are_values_and_never_run(read_one, tmp_path: Path) -> None:
    path = tmp_path / "x.xlsx"
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, ["Surname", "Forename", "Phone"])
        sheet.write_row(1, 0, ["Example", "Sam"])
        sheet.write_formula(1, 2, '=HYPERLINK("http://example.org","x")', None, "07700900123")
        sheet.write_string(2, 0, "=1+1")
    found = read_one(path)
    assert found.column("phone") == ["07700900123", ""]
    assert found.column("surname")[1] == "=1+1"


def test_a_workbook_inside_an_archive(tmp_path: Path) -> None:
    from clew.readers.archive import members
    from clew.readers.reader import ReadOptions
    from clew.readers.recognise import choose

    inner = _xlsx(tmp_path / "x.xlsx", {"A": PEOPLE}).read_bytes()
    with zipfile.ZipFile(tmp_path / "all.zip", "w") as archive:
        archive.writestr("case/x.xlsx", inner)
    (source,) = members(tmp_path / "all.zip")
    (part,) = choose(source).read(source, ReadOptions())
    assert sum(batch.num_rows for batch in part.batches) == 1


def test_guard_leaves_a_sound_workbook_alone(tmp_path: Path) -> None:
    data = _xlsx(tmp_path / "x.xlsx", {"A": PEOPLE}).read_bytes()
    assert xlsxguard.checked(data, "x.xlsx") == (data, {"A": [], "": []})
    assert zipfile.is_zipfile(io.BytesIO(data))


def test_a_mapping_that_fits_one_sheet_leaves_the_others_set_aside(read, tmp_path: Path) -> None:
    path = _xlsx(tmp_path / "x.xlsx", {"A": [["Ring A", "Moment"], ["07700900123", "2026-06-01 10:00"]], "B": PEOPLE})
    calls, people = read(path, mapping={"normaliser": "calls", "caller": "Ring A", "start": "Moment"})
    assert len(calls.rows) == 1
    assert [ref for ref, _ in people.aside] == ["row 1", "row 2"]


def test_dates_counted_from_1904(read_one, tmp_path: Path) -> None:
    path = tmp_path / "x.xlsx"
    with xlsxwriter.Workbook(path, {"date_1904": True}) as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, ["Surname", "Forename", "DOB"])
        sheet.write_row(1, 0, ["Example", "Sam"])
        sheet.write_datetime(1, 2, dt.datetime(1990, 2, 1), book.add_format({"num_format": "dd/mm/yyyy"}))
    assert read_one(path).column("birth_date") == ["1990-02-01"]


def test_hidden_rows_and_columns_are_read_and_said_so(read, tmp_path: Path) -> None:
    path = tmp_path / "x.xlsx"
    with xlsxwriter.Workbook(path) as book:
        for name in ("Plain", "Partly hidden"):
            sheet = book.add_worksheet(name)
            for number, row in enumerate(PEOPLE):
                sheet.write_row(number, 0, row)
        sheet.set_row(1, None, None, {"hidden": True})
        sheet.set_column(3, 3, None, None, {"hidden": True})
    plain, hidden = read(path)
    assert plain.part.tally.warnings == []
    assert hidden.part.tally.warnings == ["columns are hidden and were read", "rows are hidden and were read"]
    assert hidden.column("phone") == ["07700 900123"]
