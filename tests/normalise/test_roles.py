"""The register of ordinary roles."""

from __future__ import annotations

from datetime import UTC, datetime


def test_a_role_is_borne_by_everything_the_row_names(run, records):
    result = run(
        "roles", subject=["Zed Cabs"], organisation=["Zed Cabs Ltd"], phone=["07700900002"], role=["Taxi"],
        from_=["01/06/2024"], evidence=["licence PH-9"],
    )  # fmt: skip

    assert [(r["subject_kind"], r["subject"], r["role"]) for r in records(result, "role")] == [
        ("organisation", "zed cabs", "taxi"), ("phone", "+447700900002", "taxi"),
    ]  # fmt: skip
    assert records(result, "role")[0]["from_utc"] == datetime(2024, 5, 31, 23, tzinfo=UTC)
    assert [(m["a"], m["relation"], m["b"]) for m in records(result, "membership")] == [
        ("zed cabs", "OPERATES", "+447700900002")
    ]


def test_subjects_of_a_stated_kind_and_of_none(run, records):
    result = run(
        "roles", subject=["zx26 abc", "07700900001", "a@example.org", "Tom Fenn"],
        subject_kind=["Vehicle", "", "", "person"], role=["courier"] * 4,
    )  # fmt: skip

    assert [(r["subject_kind"], r["subject"]) for r in records(result, "role")] == [
        ("vehicle", "ZX26ABC"), ("phone", "+447700900001"), ("email", "a@example.org"), ("person", "row:0"),
    ]  # fmt: skip


def test_without_a_role_there_is_nothing_to_record(run):
    assert run("roles", subject=["07700900001"], role=[""]).set_aside.num_rows == 1
