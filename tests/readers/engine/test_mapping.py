"""Titles lead to fields: exactly, or with a unit, a zone or a day order behind them."""

from __future__ import annotations

import pytest

from clew.readers.engine.mapping import apply, choose
from clew.readers.engine.profile import built_in


def test_suffixes_do_not_hide_a_title() -> None:
    found = apply(
        built_in()["calls-generic-uk"], ["A Number", "Start (UTC)", "Duration (mins)", "End Date (DD/MM/YYYY)"]
    )
    assert found.columns == {"caller": 0, "start": 1, "duration": 2, "end_date": 3}
    assert found.stated["start"].timezone == "UTC"
    assert found.stated["duration"].unit == "min"
    assert found.stated["end_date"].day_order == "dmy"


def test_an_exact_title_beats_one_with_a_suffix() -> None:
    found = apply(built_in()["calls-generic-uk"], ["Duration (s)", "Duration"])
    assert found.columns["duration"] == 1


def test_the_second_phone_column_is_the_second_phone() -> None:
    found = apply(built_in()["people"], ["Name", "Phone", "Phone#2"])
    assert found.columns == {"full_name": 0, "phone": 1, "phone_2": 2}


@pytest.mark.parametrize(
    ("titles", "profile"),
    [
        ("Name,DOB,Address,Postcode,Phone", "people"),
        ("SURNAME,Forename / Name,DOB,NI no.,PNC id,Nickname", "people"),
        ("MSISDN,Subscriber Name,Address,Activation Date,Tariff", "subscribers"),
        ("Tenant,DOB,Property Address,Tenancy Start,Tenancy End,Landlord", "addresses-occupancy"),
        ("VRM,Make,Model,Colour,Keeper Name,Keeper Address,Date Acquired", "vehicles-keepers"),
        ("Hirer Name,Hirer DOB,Registration,Hire Start,Hire End,Card", "vehicle-hirers"),
        ("A Number,B Number,Call Type,Start Date,Start Time,Duration", "calls-generic-uk"),
        ("A Number,B Number,Start,Duration,A IMEI,A IMSI,Start Cell ID,End Cell ID", "calls-uk-operator"),
        ("MSISDN,Top Up Date,Amount,Voucher", "topups"),
        ("Cell ID,Site Name,Easting,Northing,Azimuth", "cell-sites"),
        ("Plate,Latitude,Longitude,TimeStamp,DeviceId,Name", "anpr"),
        (
            "Plate,Sighting State,Capture Time,Capture Network,Highway Name,Sighting Location,Direction,Container",
            "anpr",
        ),
        (
            "timestamp,plate,score,dscore,file,box,model_make,color,vehicle,region,source_url,position_sec",
            "anpr-platerecognizer",
        ),
        ("red_VRM,red_Timestamp,Location", "anpr-us-red"),
        ("Date,Description,Money In,Money Out,Balance", "bank"),
        ("Sort Code,Account Number,Transaction Date,Amount,Counterparty Name", "bank"),
        ("Name,DOB,Missing From,Date Returned,Circumstances", "missing-episodes"),
        ("Contact Name,Phone Number,Email", "contacts"),
        (
            "Surname,Forename,DOB,NI Number,Mobile,Sort Code,Account Number,Referee Name,Date Signed",
            "application-forms",
        ),
        ("Patient Surname,Patient Forename,DOB,Address,Phone,Date Registered", "registration-forms"),
        ("Company Name,Company Number,Registered Office,Director", "organisations"),
        ("Licence Number,Licence Type,Licence Holder,Premises Name,Expiry Date", "licences"),
        ("Booking Reference,Passenger Name,Departure Date,From,To,Card", "travel"),
        ("Referral Date,First Responder,Name,Claimed DOB,Exploitation Type", "referrals"),
        ("URN,Date,Source Evaluation,Information Assessment,Handling,Intelligence Text", "intelligence-3x5x2"),
        ("Stop Date,Stop Time,Location,Name,DOB,Grounds,Outcome", "stops"),
        ("source,source_type,target,target_type,link_type,date", "links"),
        ("Subject,Subject Kind,Role,From,To,Evidence", "role-register"),
        ("Subject,Network,From,To,Kinds", "coverage"),
        ("personId:ID(Person),name,:LABEL", "neo4j-nodes"),
        (":START_ID(Person),:END_ID(Phone),:TYPE,since", "neo4j-relationships"),
    ],
)
def test_everyday_headers_find_their_profile(titles: str, profile: str) -> None:
    chosen = choose(built_in(), titles.split(","), "here")
    assert chosen is not None
    assert chosen[0].name == profile


def test_the_tree_of_a_garden_is_no_known_layout() -> None:
    assert choose(built_in(), ["Species", "Height", "Planted"], "here") is None
