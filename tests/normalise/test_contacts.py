"""Address books: what a device has saved."""

from __future__ import annotations


def test_each_saved_number_is_an_entry_of_the_device(run, records):
    result = run(
        "contacts", evidence="handset", scope="abc", display_name=["Mum"], phone=["07700 900001\n020 7946 0001"],
        email=["mum@example.org"], messaging=["telegram:@Mum"], organisation=["Home"], deleted=["Yes"],
    )  # fmt: skip

    entries = records(result, "contact")
    assert [(e["id_kind"], e["value"]) for e in entries] == [
        ("phone", "+447700900001"), ("phone", "+442079460001"), ("email", "mum@example.org"),
        ("messaging", "telegram:mum"),
    ]  # fmt: skip
    assert {(e["owner_kind"], e["owner"], e["display_name"], e["deleted"]) for e in entries} == {
        ("device", "abc", "Mum", True)
    }


def test_a_name_saved_without_a_number_is_kept(run, records):
    result = run("contacts", evidence="handset", display_name=["Zed"], phone=["4.477E+11"])

    assert records(result, "contact") == [
        {"row_ref": "row 2", "owner_kind": "device", "owner": "sha", "display_name": "Zed", "value_raw": "4.477E+11"}
    ]


def test_contacts_of_a_stated_number_belong_to_it(run, records):
    result = run("contacts", meta={"subject": "07700900001"}, display_name=["Zed"], phone=["07700900002"])

    assert records(result, "contact")[0]["owner"] == "+447700900001"


def test_short_codes_are_services(run, records):
    result = run("contacts", display_name=["Bank"], phone=["60777"])

    assert records(result, "contact")[0]["id_kind"] == "service"
