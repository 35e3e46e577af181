"""Lists of masts and cameras."""

from __future__ import annotations

import json


def test_a_mast_has_the_key_that_call_records_use(run, records):
    place = run(
        "places", place_id=["101"], lac=["41"], operator=["Northlight"], name=["Hill"], lat=["54.5"], lon=["-1.5"],
        azimuth=["120"],
    )  # fmt: skip
    call = run("calls", meta={"network": "northlight"}, other=["07700900002"], start=["2024-06-13 10:00"],
               cell_first=["101"], lac=["41"])  # fmt: skip
    (mast,) = records(place, "identifier")

    assert mast["value"] == records(call, "event")[0]["cell_first"]
    assert (mast["id_kind"], mast["label"], mast["lat"], mast["lon"]) == ("place", "Hill", 54.5, -1.5)
    assert json.loads(mast["attributes"]) == {"operator": "Northlight", "azimuth": "120", "lac": "41"}


def test_a_global_cell_id_needs_no_operator(run, records):
    result = run("places", place_id=["001-01-4100-10022"], postcode=["ZX1 2CV"])

    assert records(result, "identifier")[0]["value"] == "001-01|4100-10022"


def test_positions_on_the_national_grid_and_none(run, records):
    result = run(
        "places", place_id=["1", "2", "3"], easting=["651409.804", "0", "x"], northing=["313177.450", "0", "1"]
    )

    assert [round(i["lat"], 3) if "lat" in i else None for i in records(result, "identifier")] == [52.658, None, None]


def test_a_place_without_id_or_name_is_set_aside(run):
    assert run("places", place_id=[""], lat=["54.5"], lon=["-1.5"]).set_aside.num_rows == 1
