"""What is neither an event nor a link: people, organisations, contacts, accounts, devices, sites, positions."""

from __future__ import annotations

from collections.abc import Iterator

from clew.readers.uco.objects import Object, Objects, Values, first_text, refs
from clew.readers.uco.parties import ACCOUNTS, Parties, address_text, cell_id
from clew.readers.uco.rows import Layout, Row

PEOPLE = Layout("people", "people", ("node_id", "full_name", "forename", "surname", "birth_date", "alias"))
ORGANISATIONS = Layout("organisations", "organisations", ("organisation", "company_number", "note"))
CONTACTS = Layout(
    "contacts", "contacts", ("display_name", "organisation", "phone", "email", "messaging", "note", "deleted")
)
ACCOUNT = Layout("accounts", "things", ("kind", "value", "shown_name", "issuer"))
DEVICE = Layout("device", "devices", ("kind", "value", "label", "source"))
HARDWARE = Layout("hardware", "things", ("kind", "value", "make", "model", "serial", "iccid", "imsi"))
SITES = Layout("cell sites", "places", ("place_id", "name", "place_type", "lat", "lon", "azimuth"))
ADDRESSES = Layout("addresses", "things", ("kind", "value", "name", "lat", "lon"))
POSITIONS = Layout("positions", "locations", ("start", "lat", "lon", "basis", "name", "source", "note"))

_DEVICE_PROPERTIES = {
    "manufacturer": "make", "model": "model", "deviceType": "device_type", "serialNumber": "serial",
    "IMEI": "imei", "ICCID": "iccid", "IMSI": "imsi", "MSISDN": "phone", "phoneNumber": "phone",
    "bluetoothDeviceName": "device_name", "ESN": "esn", "androidID": "android_id", "clockSetting": "device_clock",
    "storageCapacity": "storage", "storageCapacityInBytes": "storage", "carrier": "carrier", "SIMForm": "sim_form",
    "SIMType": "sim_type", "simForm": "sim_form", "simType": "sim_type", "addressValue": "mac",
    "phoneActivationTime": "activated",
}  # fmt: skip
DEVICES = ("MobileDeviceFacet", "DeviceFacet")
_SIM = "SIMCardFacet"


def people(objects: Objects) -> Iterator[Row]:
    """Yield persons and identities."""
    for each in objects:
        if not {"Person", "Identity"} & set(each.types):
            continue
        name = each.facet("SimpleNameFacet")
        birth = first_text(each.facet("BirthInformationFacet"), "birthdate")
        values = {
            "node_id": each.id,
            "full_name": first_text(each.values, "name"),
            "forename": first_text(name, "givenName"),
            "surname": first_text(name, "familyName"),
            "birth_date": birth[:10],  # written as a moment; a birth has a day
            "alias": first_text(each.values, "alias"),
        }
        yield Row(each, values)


def organisations(objects: Objects, used: set[str]) -> Iterator[Row]:
    """Yield organisations; one without a name that something else refers to (an issuer) gives no row."""
    for each in objects:
        if "Organization" in each.types and (first_text(each.values, "name") or each.id not in used):
            yield Row(
                each,
                {
                    "organisation": first_text(each.values, "name"),
                    "note": first_text(each.values, "description"),
                },
            )


def contacts(objects: Objects, parties: Parties) -> Iterator[Row]:
    """Yield saved contacts with the numbers and addresses they are saved with."""
    for each in objects:
        facet = each.facet("ContactFacet")
        if facet is None:
            continue
        found: dict[str, list[str]] = {"phone": [], "email": [], "messaging": []}
        for names, kind in (
            (("phoneNumber", "contactPhone", "phone"), "phone"),
            (("emailAddress", "contactEmail", "email"), "email"),
            (("screenName", "contactMessaging", "contactAccount"), "messaging"),
        ):
            for name in names:
                found[kind] += [v for v in facet.get(name, []) if isinstance(v, str) and v.strip()]
            for id_ in refs(facet, *names):
                party = parties.of(id_)
                if party is not None and party.kind in found:
                    found[party.kind].append(party.value)
        whole = " ".join(t for t in (first_text(facet, "firstName"), first_text(facet, "lastName")) if t)
        notes = [first_text(facet, "nickname"), first_text(facet, "contactNote", "note")]
        firms = [first_text(facet, "contactOrganization", "organization", "organisation")]
        yield Row(
            each,
            {
                "display_name": first_text(facet, "displayName", "contactName") or whole,
                "organisation": firms[0],
                "note": "; ".join(text for text in notes if text),
                "deleted": {"deleted": "yes", "intact": "no"}.get(first_text(facet, "allocationStatus").lower(), ""),
                **{kind: "\n".join(dict.fromkeys(values)) for kind, values in found.items()},
            },
        )


def accounts(objects: Objects, parties: Parties) -> Iterator[Row]:
    """Yield accounts: numbers, e-mail addresses, accounts of applications."""
    for each in objects:
        party = parties.of(each.id) if each.facet(*ACCOUNTS) is not None else None
        if party is None or each.facet("ContactFacet", *DEVICES, _SIM) is not None:
            continue
        issuer = next((each_.text("name") for each_ in _issuers(objects, each)), "")
        shown = first_text(each.facet("DigitalAccountFacet"), "displayName") or first_text(
            each.facet("PhoneAccountFacet"), "displayName"
        )
        yield Row(each, {"kind": party.kind, "value": party.value, "shown_name": shown, "issuer": issuer})


def _issuers(objects: Objects, account: Object) -> list[Object]:
    found = [objects.get(id_) for id_ in refs(account.facet("AccountFacet"), "accountIssuer")]
    return [each for each in found if each is not None]


def device(objects: Objects, one: Object) -> Iterator[Row]:
    """Yield what the file says of the one telephone it is about, and of the SIMs in it."""
    for each in objects:
        if each is not one and each.facet(_SIM) is None:
            continue
        for name, values in each.facets.items():
            for property_, texts in values.items():
                for number, text in enumerate(_spelt(objects, texts)):
                    known = _DEVICE_PROPERTIES.get(property_)
                    if known is None and name not in (*DEVICES, _SIM, "OperatingSystemFacet"):
                        continue  # facets of other kinds stay in the row of the object
                    label = f"{name}.{property_}"
                    yield Row(
                        each,
                        {"kind": known or property_, "value": text, "label": label, "source": name},
                        label if number == 0 else f"{label} {number + 1}",
                    )


def hardware(objects: Objects) -> Iterator[Row]:
    """Yield handsets and SIMs of a file that is about several telephones."""
    for each in objects:
        for names, kinds in ((DEVICES, ("IMEI",)), ((_SIM,), ("ICCID", "IMSI"))):
            facet: Values = {}
            for name in names:
                facet = {**facet, **(each.facet(name) or {})}
            if not facet:
                continue
            value, kind = next(((t, k) for k in kinds if (t := first_text(facet, k))), ("", kinds[0]))
            makers = _spelt(objects, facet.get("manufacturer", []))
            yield Row(
                each,
                {
                    "kind": kind.lower(),
                    "value": value,
                    "make": makers[0] if makers else "",
                    "model": first_text(facet, "model"),
                    "serial": first_text(facet, "serialNumber"),
                    "imsi": first_text(facet, "IMSI") if kind == "ICCID" else "",
                },
            )


def cell_sites(objects: Objects) -> Iterator[Row]:
    """Yield masts."""
    for each in objects:
        facet = each.facet("CellSiteFacet")
        if facet is None:
            continue
        lat, lon = position(each)
        yield Row(
            each,
            {
                "place_id": cell_id(facet),
                "name": first_text(each.values, "name"),
                "place_type": "mast",
                "lat": lat,
                "lon": lon,
                "azimuth": first_text(facet, "antennaHeading", "azimuth"),
            },
        )


def addresses(objects: Objects) -> Iterator[Row]:
    """Yield locations with an address."""
    for each in objects:
        if (text := address_text(each)) and not each.facet("ContactFacet", "CellSiteFacet"):
            lat, lon = position(each)
            yield Row(
                each,
                {"kind": "address", "value": text, "name": first_text(each.values, "name"), "lat": lat, "lon": lon},
            )


def positions(objects: Objects) -> Iterator[Row]:
    """Yield positions: entries of a device's location log are measured, other coordinates only mentioned."""
    logged = set()
    for each in objects:
        facet = each.facet("GeoLocationEntryFacet")
        if facet is None:
            continue
        ids = refs(facet, "location")
        logged.update(ids)
        places = [found for id_ in ids if (found := objects.get(id_)) is not None] or [each]
        lat, lon = position(places[0])
        yield Row(
            each,
            {
                "start": first_text(facet, "observableCreatedTime", "createdTime", "startTime"),
                "lat": lat,
                "lon": lon,
                "basis": "measured",
                "name": first_text(places[0].values, "name"),
                "note": first_text(each.values, "description"),
            },
        )
    for each in objects:
        lat, lon = position(each)
        if each.id in logged or address_text(each) or each.facet("CellSiteFacet", "GeoLocationEntryFacet"):
            continue
        if lat or lon:
            yield Row(each, {"lat": lat, "lon": lon, "basis": "mentioned", "name": first_text(each.values, "name")})


def position(each: Object) -> tuple[str, str]:
    """Return latitude and longitude of an object, empty where it has none."""
    facet = each.facet("LatLongCoordinatesFacet")
    return first_text(facet, "latitude"), first_text(facet, "longitude")


def _spelt(objects: Objects, values: list[object]) -> list[str]:
    """Return values as texts; an object by its name."""
    texts = []
    for value in values:
        if isinstance(value, str):
            texts.append(value)
        elif (found := objects.get(value.id)) is not None:  # type: ignore[attr-defined]
            texts.append(found.text("name"))
    return [text for text in texts if text]
