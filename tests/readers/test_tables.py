"""Tables as they arrive: preambles, rulers, trailers, odd separators, lost zeros, two tables in a file."""

from __future__ import annotations

from pathlib import Path

import pytest

from clew.errors import InputError, UsageError
from clew.readers.engine.propose import propose, read_mapping, save_profile

PEOPLE = "Surname,Forename,DOB,Phone\nExample,Sam,01/02/1990,07700 900123\nSpecimen,Alex,03/04/1991,07700 900124\n"


def test_a_plain_list_of_people(read_one) -> None:
    found = read_one(PEOPLE)
    assert (found.part.profile, found.part.normaliser, found.part.name) == ("people", "people", "")
    assert found.part.fields["phone"] == "Phone"
    assert found.rows[0] == {
        "surname": "Example",
        "forename": "Sam",
        "birth_date": "01/02/1990",
        "phone": "07700 900123",
        "row_ref": "row 2",
        "raw": "Example\x1fSam\x1f01/02/1990\x1f07700 900123",
    }


def test_unmapped_columns_stay_in_the_row(read_one) -> None:
    found = read_one("Surname,Forename,Favourite colour\nExample,Sam,teal\n")
    assert found.part.columns == ("Surname", "Forename", "Favourite colour")
    assert "Favourite colour" not in found.part.fields.values()
    assert found.rows[0]["raw"].endswith("teal")


def test_operator_result_with_preamble_rulers_and_a_count(read_one) -> None:
    text = (
        "EXAMPLE MOBILE - DISCLOSURE\nSubject Number : 07700900123\nPeriod : 01/06/2026 to 30/06/2026\n"
        "Times are UK local time\n----------------\nCall Type,B Party Number,Call Date,Call Time,Call Duration\n"
        "----------------\nMOC,07700900124,01/06/2026,14:03:11,72\nMTC,07700900125,02/06/2026,09:10:11,0\n"
        "----------------\nCDR COUNT : 2\n*** END OF REPORT ***\n"
    )
    found = read_one(text)
    assert found.refs == ["row 8", "row 9"]
    meta = found.part.meta
    assert (meta["subject"], meta["from"], meta["to"]) == ("07700900123", "01/06/2026", "30/06/2026")
    assert meta["timezone"] == "Europe/London"
    assert "EXAMPLE MOBILE - DISCLOSURE" in meta["preamble"]
    assert found.part.tally.warnings == []
    assert found.aside == []


def test_a_count_that_does_not_agree_is_a_warning(read_one) -> None:
    text = "A Number,B Number,Start\n07700900123,07700900124,2026-06-01 10:00:00\nCDR COUNT : 5\n"
    assert read_one(text).part.tally.warnings == ["the file states 5 records, 1 were read"]
    text = "Total Records : 7\nA Number,B Number,Start\n07700900123,07700900124,2026-06-01 10:00:00\n"
    assert read_one(text).part.tally.warnings == ["the file states 7 records, 1 were read"]


def test_ragged_rows_are_set_aside_with_their_text(read_one) -> None:
    found = read_one(PEOPLE + "Broken,row\nToo,many,cells,in,this,row\nSample,Kim,05/06/1992,07700 900125\n")
    assert found.refs == ["row 2", "row 3", "row 6"]
    assert found.aside == [
        ("row 4", "the row has 2 cells where the header has 4"),
        ("row 5", "the row has 6 cells where the header has 4"),
    ]
    assert [entry.raw for entry in found.part.tally.set_aside] == ["Broken,row", "Too,many,cells,in,this,row"]


def test_header_repeated_on_every_page(read_one) -> None:
    header, *rows = PEOPLE.splitlines()
    found = read_one("\n".join([header, rows[0], "", header, rows[1], "Page 2 of 2"]))
    assert found.refs == ["row 2", "row 5"]
    assert found.part.tally.read == 2


def test_two_tables_in_one_file(read) -> None:
    text = (
        "Voice Usage For: (055)555-0100\n\n"
        "Item,ConnDateTime(UTC),SeizureTime,ET,OriginatingNumber,TerminatingNumber,IMEI,IMSI,CT\n"
        "1,06/01/26 10:00:00,0:05,0:42,0555550100,0555550101,350000000000001,001010000000001,MO\n"
        "2,06/01/26 11:00:00,0:05,0:10,0555550102,0555550100,350000000000001,001010000000001,MT\n\n"
        "SMS Usage For: (055)555-0100\n\n"
        "Item,ConnDateTime(UTC),OriginatingNumber,TerminatingNumber,IMEI,IMSI,Desc\n"
        "1,06/01/26 12:00:00,0555550100,0555550103,350000000000001,001010000000001,SMSO\n"
    )
    voice, sms = read(text)
    assert (voice.part.profile, sms.part.profile) == ("calls-att", "calls-att-sms")
    assert (voice.refs, sms.refs) == (["row 4", "row 5"], ["row 10"])
    assert voice.part.meta["subject"] == sms.part.meta["subject"] == "(055)555-0100"
    assert sms.part.meta["timezone"] == "UTC"
    assert voice.aside == sms.aside == []


def test_two_tables_of_one_width(read) -> None:
    text = (
        "Surname,Forename,DOB\nExample,Sam,01/02/1990\n,,\nVehicles:,,\nVRM,Keeper Name,Keeper Address\n"
        "ZX26 ABC,Sam Example,1 High St\n"
    )
    people, vehicles = read(text)
    assert (people.part.profile, people.refs) == ("people", ["row 2"])
    assert (vehicles.part.profile, vehicles.refs) == ("vehicles-keepers", ["row 6"])


def test_the_next_table_is_found_even_when_the_first_is_left_unread(tmp_path: Path) -> None:
    from clew.readers.reader import ReadOptions, Source
    from clew.readers.tables import READER

    path = tmp_path / "x.csv"
    path.write_text(PEOPLE + "\nVRM,Keeper Name\nZX26 ABC,Sam Example\n")
    parts = list(READER.read(Source(path), ReadOptions()))
    assert [part.profile for part in parts] == ["people", "vehicles-keepers"]
    assert sum(batch.num_rows for batch in parts[0].batches) == 2


@pytest.mark.parametrize(
    ("data", "name"),
    [
        (b"\xef\xbb\xbf" + PEOPLE.encode(), "mark.csv"),
        (PEOPLE.replace(",", "\t").encode("utf-16"), "utf16 tab.csv"),
        (PEOPLE.replace(",", ";").encode(), "semicolon.csv"),
        (PEOPLE.replace(",", "|").encode(), "pipe.txt"),
        (b"sep=;\r\n" + PEOPLE.replace(",", ";").encode(), "stated.csv"),
        (PEOPLE.replace("\n", "\r\n", 1).encode(), "mixed ends.csv"),
        (PEOPLE.replace(",", "\t").encode(), "text.xls"),
        (PEOPLE.replace("Phone\n", "Phone \n").encode(), "blank behind.CSV"),
        (PEOPLE.rstrip("\n").encode(), "no last newline.csv"),
        (PEOPLE.replace("Sam", "S\x00am").encode(), "nul.csv"),
    ],
)
def test_the_same_list_in_many_dresses(read_one, data: bytes, name: str) -> None:
    found = read_one(data, name)
    assert found.column("forename") == ["Sam", "Alex"]
    assert found.column("phone") == ["07700 900123", "07700 900124"]


def test_row_numbers_count_the_line_that_states_the_separator(read_one) -> None:
    assert read_one("sep=;\r\n" + PEOPLE.replace(",", ";")).refs == ["row 3", "row 4"]


def test_apostrophes_around_cells_are_quotes_but_names_keep_theirs(read_one) -> None:
    found = read_one("'A Number','B Number','Start','Note'\n'07700900123','07700900124','2026-06-01 10:00:00','a, b'\n")
    assert found.rows[0]["caller"] == "07700900123"
    assert found.rows[0]["raw"].endswith("a, b")
    assert read_one("Surname,Forename\nO'Brien,Sam\nD'Arcy,Kim\n").column("surname") == ["O'Brien", "D'Arcy"]


def test_cells_are_left_as_they_stand(read_one) -> None:
    cells = [
        '="07700900123"',
        "'07700900123",
        "4.477E+11",
        "7700900123",
        "=cmd|'/c calc'!A1",
        "<b>Sam</b>",
        "\x1b[31mred",
    ]
    text = "Name,Phone\n" + "".join(f'"{cell.replace(chr(34), chr(34) * 2)}",x\n' for cell in cells)
    assert read_one(text).column("full_name") == cells


def test_zone_and_unit_stated_in_titles(read_one) -> None:
    found = read_one("A Number,B Number,Start (UTC),Dur (s)\n07700900123,07700900124,2026-06-01 10:00:00,7\n")
    assert found.part.meta["timezone"] == "UTC"
    assert found.part.meta["unit.duration"] == "s"


def test_repeated_titles_are_told_apart(read_one) -> None:
    found = read_one("Name,Phone,Phone\nSam Example,07700 900123,07700 900124\n")
    assert found.part.columns == ("Name", "Phone", "Phone#2")
    assert found.rows[0]["phone_2"] == "07700 900124"


def test_records_without_header_are_known_by_their_columns(read_one) -> None:
    text = "1;11;07700900123;07700900124;2026-06-01 07:30:30;12;42.39;-71.57\n" * 3
    found = read_one(text)
    assert found.part.profile == "calls-bandicoot-headerless"
    assert found.refs == ["row 1", "row 2", "row 3"]
    assert found.part.values["service"]["11"] == "voice"


def test_rows_with_more_columns_than_titles_keep_their_cells(read_one) -> None:
    found = read_one("Surname,Forename\nExample,Sam,note\nSpecimen,Alex,other\n")
    assert found.part.columns == ("Surname", "Forename", "column 3")
    assert found.rows[0]["raw"] == "Example\x1fSam\x1fnote"


def test_names_that_look_like_trailers_are_people(read_one) -> None:
    found = read_one("Surname,Forename,DOB\nCount,Sam,01/02/1990\nTotal,Alex,03/04/1991\nRecord,Kim,05/06/1992\n")
    assert found.column("surname") == ["Count", "Total", "Record"]


@pytest.mark.parametrize(
    ("header", "row", "profile", "subject"),
    [
        (
            (
                "Call Details of Mobile No '0900000001' from '01/06/2026' to '30/06/2026'\n"
                "Target No,Call Type,TOC,B Party No,Date,Time,Dur(s),First CGI Lat/Long,First CGI,IMEI,IMSI"
            ),
            "'0900000001','IN','PRE','0900000002','01/06/2026','14:03:11','72','21.2/72.8','404-98-1-2','1','2'",
            "calls-airtel",
            "0900000001",
        ),
        (
            (
                "Ticket Number :,X1\nInput Value :,0900000001\nTotal Records :,1\n"
                "Calling Party Telephone Number,Called Party Telephone Number,Call Forwarding,LRN Called No,Call Date,"
                "Call Time,Call Termination Time,Call Duration,First Cell ID,Last Cell ID,Call Type,IMEI,IMSI"
            ),
            "0900000001,0900000002,,,01/06/2026,10:00:00,10:01:00,60,4058570000001,4058570000001,a_out,1,2",
            "calls-jio",
            "0900000001",
        ),
        (
            (
                "MSISDN : - 0900000001\n-----\n"
                "Target /A PARTY NUMBER,CALL_TYPE,Type of Connection,B PARTY NUMBER,LRN- B Party Number,Call date,"
                "Call Initiation Time,Call Duration,First BTS Location,First Cell Global Id,IMEI,IMSI,In TG ,Port No"
            ),
            "00900000001,MOC,PRE,00900000002,,01-06-2026,10:00:00,60,Somewhere,404-1-2-3,8.68964E+14,2,,",
            "calls-vodafone-idea",
            "0900000001",
        ),
        (
            (
                "Search Criteria : MSISDN : 0900000001\n"
                "Search Value,B Party No,Call Type,Call Date,Call Time,Duration,First CGI,First Cell Desc,IMEI,IMSI"
            ),
            "0900000001,0900000002,MOC,01/06/2026,10:00:00,60,404-1-2-3,Mast; Lat-22.39; Long-88.43,1,2",
            "calls-bsnl",
            "0900000001",
        ),
        (
            "PAN_NO,TARGET_NO,CALL_TYPE,TOC,B_PARTY,LRN_NO,LRN_TSP,CALL_TIME,DURATION,FIRST_CGI,FIRST_LAT,FIRST_LON,IMEI,IMSI",
            "1,0900000001,MO,VOICE,0900000002,,,2026-06-01 09:28:25,60,404-1-2-3,21.2,72.8,1,2",
            "calls-india-normalised",
            "",
        ),
        (
            "SL_NO,Mobile_No,Other_Party_No,Call_Date,Call_Initiation_Time(CIT),Call_Duration,First_LAT,First_Long",
            "1,0900000001,0900000002,01/06/2026,10:00:00,60,21.2,72.8",
            "calls-jio-cells",
            "",
        ),
        (
            (
                "Network Element Name,Mobile Directory Number,Dialed Digit Number,Call Direction,Seizure Dt Tm,"
                "Seizure Duration,First Serving Cell Site,Calling Party Number"
            ),
            "SWITCH1,0555550100,0555550101,1,06/01/2026 10:00:00,60,12,0555550100",
            "calls-verizon",
            "",
        ),
        (
            "Date,(UTC) Time,Duration,Call Type,Direction,Calling Number,Called Number,IMSI,IMEI,1st Cell ID",
            "06/01/2026,10:00:00,60,Voice,Outgoing,0555550100,0555550101,1,2,77",
            "calls-tmobile-us",
            "",
        ),
        (
            "interaction,direction,correspondent_id,datetime,call_duration,antenna_id",
            "call,out,c_1,2026-06-01 10:00:00,60,a_1",
            "calls-bandicoot",
            "",
        ),
        (
            "txn_type,caller_id,recipient_id,timestamp,duration,caller_antenna,recipient_antenna,international",
            "CALL,A1,B1,2026-06-01 10:00:00,60,x,y,N",
            "calls-cider",
            "",
        ),
        (
            "id,owner,device,timestamp,cellinfo.wgs84.lon,cellinfo.wgs84.lat,cellinfo.azimuth_degrees,cell",
            "0,A,B,2026-06-01 10:00:00+00:00,4.3,52.0,180,0-0-0",
            "calls-telcell",
            "",
        ),
    ],
)
def test_layouts_of_the_operators(read_one, header: str, row: str, profile: str, subject: str) -> None:
    found = read_one(f"{header}\n{row}\n")
    assert found.part.profile == profile
    assert len(found.rows) == 1
    assert found.part.meta.get("subject", "") == subject


def test_day_order_and_zone_a_layout_fixes(read_one) -> None:
    found = read_one(
        "Date,(UTC) Time,Calling Number,Called Number,1st Cell ID\n06/01/2026,10:00:00,0555550100,0555550101,7\n"
    )
    assert (found.part.meta["day_order"], found.part.meta["timezone"]) == ("mdy", "UTC")


UNKNOWN = "Mystery,Ring A,Ring B,Moment\n1,07700900123,07700900124,2026-06-01 10:00:00\n"


def test_an_unknown_layout_comes_with_a_proposal(read) -> None:
    with pytest.raises(InputError) as caught:
        read(UNKNOWN)
    assert caught.value.what == "no known layout fits this table"
    assert "--map" in caught.value.hint
    assert 'start = "Moment"' in caught.value.hint


def test_a_proposal_reads_titles_and_cells() -> None:
    proposal = propose(["Ring A", "Ring B", "Moment"], [["07700900123", "07700900124", "2026-06-01 10:00:00"]])
    assert proposal.normaliser == "calls"
    assert proposal.columns == {"subject": "Ring A", "other": "Ring B", "start": "Moment"}


def test_a_mapping_by_hand_is_applied_and_saved(read_one, tmp_path: Path) -> None:
    file = tmp_path / "map.toml"
    file.write_text('normaliser = "calls"\n[columns]\ncaller = "Ring A"\ncalled = "Ring B"\nstart = "Moment"\n')
    wanted = read_mapping(file)
    found = read_one(UNKNOWN, mapping=wanted)
    assert (found.part.normaliser, found.part.evidence_type) == ("calls", "billing")
    assert found.rows[0]["called"] == "07700900124"
    save_profile(tmp_path / "profiles" / "ring.toml", "ring", list(found.part.columns), wanted, "dmy")
    again = read_one(UNKNOWN, "again.csv", profiles_folder=tmp_path / "profiles")
    assert (again.part.profile, again.part.meta["day_order"]) == ("ring", "dmy")
    assert again.rows[0]["start"] == "2026-06-01 10:00:00"


def test_columns_of_a_headerless_table_are_named_by_number(read_one) -> None:
    found = read_one(
        "07700900123,07700900124,2026-06-01 10:00:00\n" * 2,
        mapping={"normaliser": "calls", "caller": "#1", "called": "#2", "start": "#3"},
    )
    assert found.refs == ["row 1", "row 2"]
    assert found.rows[0]["caller"] == "07700900123"


def test_a_mapping_of_titles_that_are_not_there_names_them(read) -> None:
    with pytest.raises(InputError, match="Ring C") as caught:
        read(UNKNOWN, mapping={"normaliser": "calls", "caller": "Ring C"})
    assert "Ring A" in caught.value.hint


def test_a_mapping_file_that_says_too_little_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "map.toml"
    file.write_text('caller = "A"\n')
    with pytest.raises(UsageError, match="no normaliser"):
        read_mapping(file)
    with pytest.raises(UsageError, match="cannot be read"):
        read_mapping(tmp_path / "none.toml")


def test_a_profile_can_be_forced(read_one, read) -> None:
    text = "Name,Phone,DOB\nSam Example,07700 900123,01/02/1990\n"
    assert read_one(text, profile="subscribers").part.profile == "subscribers"
    with pytest.raises(UsageError, match="no table profile"):
        read(text, profile="nonsense")


@pytest.mark.parametrize("text", ["just one line\n", "a\n", "a,b\n", "Dear Sir,\n\nplease find attached.\n"])
def test_text_that_is_no_table_is_a_clean_error(read, text: str) -> None:
    with pytest.raises(InputError) as caught:
        read(text)
    assert caught.value.hint


def test_a_header_without_rows_gives_an_empty_part(read_one) -> None:
    found = read_one("Surname,Forename,DOB\n")
    assert (found.rows, found.part.tally.read) == ([], 0)


def test_ten_thousand_columns(read_one) -> None:
    header = ["Surname", "Forename", *(f"extra {i}" for i in range(9_998))]
    found = read_one(",".join(header) + "\nExample,Sam," + ",".join(["x"] * 9_998) + "\n")
    assert len(found.part.columns) == 10_000
    assert found.rows[0]["forename"] == "Sam"


def test_a_cell_of_a_megabyte(read_one) -> None:
    found = read_one(f'Surname,Forename,Note\nExample,Sam,"{"x" * 1_000_000}"\nSpecimen,Alex,short\n')
    assert [len(note) for note in found.column("note")] == [1_000_000, 5]


def test_words_that_are_titles_elsewhere_stay_data(read_one) -> None:
    rows = "Sam Example,person,Red Fox,alias,name\nKim Sample,person,Blue Van,vehicle,keeper\n" * 3
    found = read_one("source,source_type,target,target_type,link_type\n" + rows)
    assert len(found.rows) == 6


def test_a_second_table_nobody_knows_is_set_aside_whole(read) -> None:
    people, rest = read(PEOPLE + "\nColour,Make,Model,Size of hat\nred,X,bowler,7\nblue,Y,top,8\n")
    assert len(people.rows) == 2
    assert people.aside == []
    assert [ref for ref, _ in rest.aside] == ["row 5", "row 6", "row 7"]


def test_the_sign_that_joins_raw_cells_cannot_come_from_a_file(read_one) -> None:
    found = read_one("Surname,Forename\nExa\x1fmple,Sam\n" + "Specimen,Alex\n" * 5)
    assert found.rows[0]["raw"] == "Exa mple\x1fSam"
    assert any("U+001F" in w for w in found.part.tally.warnings)


def test_a_plural_in_brackets_is_no_unit(read_one) -> None:
    assert "unit.forename" not in read_one("Surname,Forename(s)\nExample,Sam\n").part.meta
