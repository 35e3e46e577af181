"""Arrow schemas of the typed records in the ledger, one per record kind.

Every record starts with the same columns: which exhibit, which part of it, which row, the
row's text as it stood there, and what was wrong with it. `raw` holds the row's cells joined
by U+001F in the order of the part's `columns` (kept in the exhibit's manifest), so nothing a
reader saw is lost and a row can be shown as it is in the exhibit.

Times are microseconds UTC or null. A party is a pair of columns: its kind (one of
`END_KINDS`) and its canonical value; both null when the exhibit does not name it.
"""

from __future__ import annotations

import pyarrow as pa

RAW_SEPARATOR = "\x1f"

UTC = pa.timestamp("us", tz="UTC")
TEXT = pa.string()

#: What may stand at the end of a link, and the entity label it becomes.
END_KINDS: dict[str, str] = {
    "person": "Person",  # value: record_id of the person record
    "phone": "Phone",  # E.164
    "imei": "Handset",  # first 14 digits
    "imsi": "Sim",  # digits
    "iccid": "Sim",  # digits
    "address": "Address",  # folded key
    "place": "Place",  # camera, mast, area: `operator or exhibit scope|id`
    "vehicle": "Vehicle",  # plate without blanks, upper case
    "account": "Account",  # sort code and number, or IBAN
    "email": "Account",  # folded
    "messaging": "Account",  # service:user
    "group": "Account",  # group chat, service:id; never a person
    "service": "Account",  # short code, alphanumeric sender: never a person
    "device": "Account",  # placeholder for the unnamed owner of an extraction
    "organisation": "Organisation",  # company number, or folded name
    "alias": "Alias",  # folded nickname or handle
    "line": "Line",  # a brand over numbers and time
}

EVENT_KINDS = ("call", "message", "data", "payment", "topup", "sighting", "location", "stop", "missing", "travel")

EVIDENCE_TYPES = ("billing", "handset", "anpr", "financial", "address", "report", "intelligence")

TZ_BASES = ("offset_in_value", "utc_by_format", "stated_in_header", "stated_for_exhibit", "case_default", "unknown")

#: Columns every record begins with.
COMMON: list[pa.Field] = [
    pa.field("record_id", TEXT, nullable=False),  # md5 of sha256, part, row_ref, kind, ordinal
    pa.field("exhibit_id", TEXT, nullable=False),  # load id
    pa.field("part", TEXT, nullable=False),
    pa.field("row_ref", TEXT, nullable=False),  # "row 14", "sms 3": the place in the part
    pa.field("raw", TEXT),
    pa.field("issues", TEXT),  # "column: reason" joined by "; "
    pa.field("grade", TEXT),  # native grading code of the row
    pa.field("handling", TEXT),  # native handling code of the row
]


def _schema(kind: str, fields: list[tuple[str, pa.DataType]]) -> pa.Schema:
    return pa.schema(
        [*COMMON, *(pa.field(name, type_) for name, type_ in fields)],
        metadata={"clew_kind": kind, "clew_schema": "1"},
    )


SCHEMAS: dict[str, pa.Schema] = {
    "person": _schema(
        "person",
        [
            ("name_raw", TEXT),
            ("name", TEXT),  # tidied for display
            ("name_key", TEXT),  # folded, order-free
            ("forenames", TEXT),
            ("surname", TEXT),
            ("birth_raw", TEXT),
            ("birth_date", TEXT),  # YYYY, YYYY-MM or YYYY-MM-DD: only what is known
            ("age_years", pa.int16()),  # as recorded
            ("age_on", pa.date32()),  # the day the recorded age refers to; null when not stated
            ("age_disputed", pa.bool_()),
            ("categories", pa.list_(TEXT)),  # suspect, convicted, victim, potential_victim, witness, other, protected
            ("vulnerability", TEXT),
            ("strong_ids", pa.list_(TEXT)),  # "nino:QQ123456C", "pesel:...", "passport:..."
            ("aliases", pa.list_(TEXT)),
            ("role_raw", TEXT),
            ("note", TEXT),
        ],
    ),
    "identifier": _schema(
        "identifier",
        [
            ("id_kind", TEXT),  # an END_KINDS key
            ("value", TEXT),
            ("value_raw", TEXT),
            ("label", TEXT),
            ("status", TEXT),  # valid, reserved, possible, ...
            ("attributes", TEXT),  # JSON object
            ("lat", pa.float64()),
            ("lon", pa.float64()),
        ],
    ),
    "membership": _schema(
        "membership",
        [
            ("relation", TEXT),  # a link type of model.entities
            ("as_own", pa.bool_()),  # the person gave the identifier as their own
            ("capacity", TEXT),  # next_of_kin, referee, interpreter, hirer, payer, ...
            ("a_kind", TEXT),
            ("a", TEXT),
            ("b_kind", TEXT),
            ("b", TEXT),
            ("b_raw", TEXT),
            ("from_utc", UTC),
            ("to_utc", UTC),
            ("note", TEXT),
            # Of a link that sums up events the exhibit does not list: how many, and from when to when.
            ("records", pa.int64()),
            ("calls", pa.int64()),
            ("messages", pa.int64()),
            ("payments", pa.int64()),
            ("sightings", pa.int64()),
            ("first_utc", UTC),
            ("last_utc", UTC),
        ],
    ),
    "contact": _schema(
        "contact",
        [
            ("owner_kind", TEXT),
            ("owner", TEXT),
            ("display_name", TEXT),
            ("id_kind", TEXT),
            ("value", TEXT),
            ("value_raw", TEXT),
            ("organisation", TEXT),
            ("note", TEXT),
            ("deleted", pa.bool_()),
        ],
    ),
    "event": _schema(
        "event",
        [
            ("event_kind", TEXT),  # EVENT_KINDS
            ("subject_kind", TEXT),  # whose records these are (the billed number, the account)
            ("subject", TEXT),
            ("a_kind", TEXT),  # initiator: caller, sender, payer, the vehicle or person seen
            ("a", TEXT),
            ("a_raw", TEXT),
            ("b_kind", TEXT),  # recipient: called, payee, the place
            ("b", TEXT),
            ("b_raw", TEXT),
            ("third_kind", TEXT),  # forwarded to, reporter, companion
            ("third", TEXT),
            ("direction", TEXT),  # out, in, missed, rejected, blocked, voicemail, forward, unknown
            ("service", TEXT),  # voice, sms, mms, data, app
            ("status", TEXT),
            ("start_utc", UTC),
            ("end_utc", UTC),
            ("time_raw", TEXT),
            ("tz_basis", TEXT),  # TZ_BASES
            ("ambiguous", pa.bool_()),
            ("duration_s", pa.int64()),
            ("imei", TEXT),  # handset and SIM of the subject
            ("imsi", TEXT),
            ("cell_first", TEXT),
            ("cell_last", TEXT),
            ("place", TEXT),
            ("lat", pa.float64()),
            ("lon", pa.float64()),
            ("position_kind", TEXT),  # cell, device, inferred, camera, place
            ("accuracy_m", pa.float64()),  # radius the device states for its own position
            ("amount_minor", pa.int64()),  # pence
            ("currency", TEXT),
            ("channel", TEXT),  # ATM, BACS, FPO, voucher, card
            ("text", TEXT),
            ("conversation", TEXT),
            ("deleted", pa.bool_()),
        ],
    ),
    "coverage": _schema(
        "coverage",
        [
            ("subject_kind", TEXT),
            ("subject", TEXT),
            ("from_utc", UTC),
            ("to_utc", UTC),
            ("event_kinds", TEXT),  # comma list of EVENT_KINDS
            ("basis", TEXT),  # stated, inferred
            ("network", TEXT),
        ],
    ),
    "role": _schema(
        "role",
        [
            ("subject_kind", TEXT),
            ("subject", TEXT),
            ("role", TEXT),  # key of the benign role register
            ("from_utc", UTC),
            ("to_utc", UTC),
            ("evidence", TEXT),
        ],
    ),
    "statement": _schema(
        "statement",
        [
            ("reference", TEXT),
            ("source_grade", TEXT),  # 1, 2, 3
            ("information_grade", TEXT),  # A to E
            ("action_code", TEXT),  # A1, A2, A3
            ("sanitisation_code", TEXT),  # S1, S2
            ("origin_country", TEXT),
            ("stated_utc", UTC),
            ("time_raw", TEXT),
            ("subject_kind", TEXT),
            ("subject", TEXT),
            ("text", TEXT),
        ],
    ),
    "note": _schema("note", [("about_kind", TEXT), ("about", TEXT), ("written_utc", UTC), ("text", TEXT)]),
}


def empty(kind: str) -> pa.Table:
    """Return a table of a record kind with no rows.

    Raises:
        KeyError: `kind` is no key of `SCHEMAS`.
    """
    return SCHEMAS[kind].empty_table()
