"""WhatsApp's own `CallHistory.sqlite` as listings: `ZWACDCALLEVENT` and its participants.

The direction is `ZINCOMING` of the aggregate a call belongs to; where that table is missing, a call is incoming when
its creator is its participant, as other parsers read it. Participants hang on the call (`Z1PARTICIPANTS` is the
call's `Z_PK`), as Core Data names the other side of a relation.
"""

from __future__ import annotations

from clew.readers.database.listed import Listing
from clew.readers.database.opened import Database
from clew.readers.database.whole import further
from clew.readers.ios.sql import CORE_DATA, unix_micros

_SHOWN = (
    "z_pk", "zdate", "zduration", "zoutcome", "zcallidstring", "zgroupcallcreatoruserjidstring", "zgroupjidstring",
    "z1callevents",
)  # fmt: skip
_OUTCOMES = {1: "missed ", 4: "rejected "}


class WhatsappCalls:
    """Builds the listings of one database, out of the tables and columns it has."""

    def __init__(self, database: Database) -> None:
        self._db = database
        self._e = {name: database.column("ZWACDCALLEVENT", name, alias="e") for name in _SHOWN}
        self.has_participants = database.has("ZWACDCALLEVENTPARTICIPANT", "Z1PARTICIPANTS", "ZJIDSTRING")
        self._has_aggregate = database.has("ZWAAGGREGATECALLEVENT", "Z_PK", "ZINCOMING") and database.has(
            "ZWACDCALLEVENT", "Z1CALLEVENTS"
        )

    def calls(self) -> Listing:
        """Return the calls; a group call is with its group, never one row per participant."""
        e, jid = self._e, "p.jid" if self.has_participants else "NULL"
        creator = e["zgroupcallcreatoruserjidstring"]
        out, outcome = self._outgoing, e["zoutcome"]
        video, missed = (
            self._db.column("ZWAAGGREGATECALLEVENT", n, alias="a") if self._has_aggregate else "NULL"
            for n in ("ZVIDEO", "ZMISSED")
        )
        said = " ".join(f"WHEN {code} THEN '{word}'" for code, word in _OUTCOMES.items())
        unanswered = f"CASE WHEN {out} OR {missed} = 1 THEN 'missed ' ELSE '' END"
        duration = f"CAST(round(COALESCE({e['zduration']}, 0)) AS INTEGER)"
        person = (
            f"CASE WHEN {self._many} > 1 THEN NULLIF({creator}, '') ELSE COALESCE({jid}, NULLIF({creator}, '')) END"
        )
        return Listing(
            table="ZWACDCALLEVENT",
            rowid="e.Z_PK",
            columns={
                **{name.upper(): sql for name, sql in e.items()},
                "participants": "p.jids" if self.has_participants else "NULL", "video": video, "missed": missed,
                "further fields": further(self._db, "ZWACDCALLEVENT", "e", (*_SHOWN, *CORE_DATA)),
            },
            fields={
                "caller": f"CASE WHEN NOT {out} THEN {person} END",
                "called": f"CASE WHEN {self._is_group} THEN {self._group} WHEN {out} THEN {person} END",
                "type": f"CASE WHEN {video} = 1 THEN 'video ' ELSE 'voice ' END || CASE WHEN {duration} > 0 THEN ''"
                f" ELSE CASE {outcome} {said} ELSE {unanswered} END END || CASE WHEN {out} THEN 'out' ELSE 'in' END",
                "app": "'WhatsApp'",
                "start": unix_micros(e["zdate"]),
                "duration": duration,
            },
            source=f"{self._source} ORDER BY e.Z_PK",
        )  # fmt: skip

    def participants(self) -> Listing:
        """Return who took part in each group call."""
        return Listing(
            table="ZWACDCALLEVENTPARTICIPANT",
            rowid="k.rowid",
            columns={
                "row": "k.rowid", "call": "e.Z_PK", "date": self._e["zdate"], "account": "k.ZJIDSTRING",
                "further fields": further(
                    self._db, "ZWACDCALLEVENTPARTICIPANT", "k", ("zjidstring", "z1participants", *CORE_DATA)
                ),
            },
            fields={
                "source": "account",
                "source_type": "'phone'",
                "target": self._group,
                "target_type": "'group'",
                "link_type": "'participant of'",
                "start": unix_micros(self._e["zdate"]),
                "note": "'took part in a group call'",
            },
            source=f"{self._source} JOIN ZWACDCALLEVENTPARTICIPANT k ON k.Z1PARTICIPANTS = e.Z_PK"
            f" WHERE {self._is_group} ORDER BY k.rowid",
        )  # fmt: skip

    def note(self) -> str:
        """Return a sentence on calls whose direction rests on the rule of other parsers alone, empty when none do."""
        if self._has_aggregate:
            return ""
        return "the table that tells incoming from outgoing is missing: a call is incoming when its creator took part"

    @property
    def _many(self) -> str:
        return "COALESCE(p.many, 0)" if self.has_participants else "0"

    @property
    def _is_group(self) -> str:
        return f"({self._many} > 1 OR {self._e['zgroupjidstring']} <> '')"

    @property
    def _group(self) -> str:
        chat, call = f"NULLIF({self._e['zgroupjidstring']}, '')", f"NULLIF({self._e['zcallidstring']}, '')"
        return f"COALESCE({chat}, 'group:whatsapp:call-' || COALESCE({call}, e.Z_PK))"

    @property
    def _outgoing(self) -> str:
        """True when the telephone's user called: the aggregate says so, else nobody among the participants did."""
        jid = "p.jids" if self.has_participants else "NULL"
        creator = self._e["zgroupcallcreatoruserjidstring"]
        by_creator = f"NOT COALESCE(instr({jid}, NULLIF({creator}, '')) > 0, 0)"
        rule = f"CASE WHEN a.ZINCOMING IS NOT NULL THEN a.ZINCOMING = 0 ELSE {by_creator} END"
        return f"({rule if self._has_aggregate else by_creator})"

    @property
    def _source(self) -> str:
        pieces = ["FROM ZWACDCALLEVENT e"]
        if self._has_aggregate:
            pieces.append(f"LEFT JOIN ZWAAGGREGATECALLEVENT a ON a.Z_PK = {self._e['z1callevents']}")
        if self.has_participants:
            pieces.append(
                "LEFT JOIN (SELECT Z1PARTICIPANTS AS call, count(DISTINCT ZJIDSTRING) AS many, min(ZJIDSTRING) AS jid,"
                " group_concat(ZJIDSTRING, ' ') AS jids FROM ZWACDCALLEVENTPARTICIPANT GROUP BY Z1PARTICIPANTS) p"
                " ON p.call = e.Z_PK"
            )
        return " ".join(pieces)
