"""People, organisations, addresses, vehicles, accounts and identity papers as rows."""

from __future__ import annotations

from collections.abc import Iterator

from clew.readers.followthemoney import schemata
from clew.readers.followthemoney.dates import earliest, latest
from clew.readers.followthemoney.lines import Item, Lines
from clew.readers.followthemoney.rows import Layout, Row

PEOPLE = Layout(
    "people", "people",
    (
        "node_id", "full_name", "title", "forename", "middle_name", "surname", "birth_date", "alias", "phone", "email",
        "address", "passport", "national_id", "note",
    ),
)  # fmt: skip
ORGANISATIONS = Layout(
    "organisations", "organisations",
    ("organisation", "company_number", "phone", "email", "address", "from", "to", "note"),
)  # fmt: skip
THINGS = Layout("things", "things", ("kind", "value", "shown_name", "issuer", "make", "model", "lat", "lon", "note"))
PAPERS = Layout(
    "papers", "people", ("node_id", "full_name", "passport", "national_id", "national_id_kind", "birth_date")
)


def people(lines: Lines) -> Iterator[Row]:
    """Yield persons. Nationality, sex, religion and the like stay in the row's text."""
    for item in lines.of(*schemata.PEOPLE):
        names = item.all("name")
        apart = item.first("lastName") and item.first("firstName") and not names
        yield Row(
            item,
            {
                "node_id": item.id,
                "full_name": names[0] if names else "",
                "title": item.first("title") if apart else "",
                "forename": item.first("firstName") if apart else "",
                "middle_name": item.first("middleName") if apart else "",
                "surname": item.first("lastName") if apart else "",
                "birth_date": item.first("birthDate"),
                "alias": "; ".join([*names[1:], *item.all("alias", "weakAlias", "previousName")]),
                "phone": "\n".join(item.all("phone")),
                "email": "\n".join(item.all("email")),
                "address": item.first("address"),
                "passport": item.first("passportNumber"),
                "national_id": item.first("idNumber", "socialSecurityNumber"),
                "note": "; ".join(item.all("notes", "position", "summary")),
            },
        )


def organisations(lines: Lines) -> Iterator[Row]:
    """Yield organisations, companies and public bodies."""
    for item in lines.of(*schemata.ORGANISATIONS):
        yield Row(
            item,
            {
                "organisation": item.first("name"),
                "company_number": item.first("registrationNumber"),
                "phone": "\n".join(item.all("phone")),
                "email": "\n".join(item.all("email")),
                "address": item.first("address"),
                "from": earliest(item.first("incorporationDate")),
                "to": latest(item.first("dissolutionDate")),
                "note": "; ".join(item.all("notes", "summary")),
            },
        )


def things(lines: Lines) -> Iterator[Row]:
    """Yield addresses, vehicles and accounts; a user account gives one row for each way it is known by."""
    for item in lines.of(*schemata.THINGS):
        shown = {
            "shown_name": item.first("name") if item.schema in ("UserAccount", "BankAccount") else "",
            "issuer": item.first("bankName", "service"),
            "make": item.first("make"),
            "model": item.first("model", "type"),
            "lat": item.first("latitude"),
            "lon": item.first("longitude"),
            "note": "; ".join(item.all("notes", "summary")),
        }
        ends = _ways(item) or [("", "")]
        for number, (kind, value) in enumerate(ends, 1):
            yield Row(item, {"kind": kind, "value": value, **shown}, "" if number == 1 else f"way {number}")


def _ways(item: Item) -> list[tuple[str, str]]:
    end = schemata.end_of(item)
    found = [(end.kind, end.value)] if end else []
    if item.schema == "UserAccount":
        found += [("email", address) for address in item.all("email") if ("email", address) not in found]
        found += [("phone", number) for number in item.all("number") if ("phone", number) not in found]
    return found


def papers(lines: Lines) -> Iterator[Row]:
    """Yield passports and other identity papers as what is known of their holders."""
    for item in lines.of(*schemata.PAPERS):
        number = item.first("passportNumber", "number")
        is_passport = item.schema == "Passport" or "passport" in item.first("type").lower()
        for count, holder in enumerate(item.all("holder") or [""], 1):
            end = lines.ends.get(holder)
            yield Row(
                item,
                {
                    "node_id": holder,
                    "full_name": end.name if end and end.kind == "person" else "",
                    "passport": number if is_passport else "",
                    "national_id": "" if is_passport else number,
                    "national_id_kind": "" if is_passport else item.first("type"),
                    "birth_date": item.first("birthDate"),
                },
                "" if count == 1 else f"holder {count}",
            )
