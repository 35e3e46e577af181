"""People and what is recorded as theirs: subscribers, occupants, keepers, hirers, forms and referrals."""

from __future__ import annotations

import pyarrow as pa

from clew.normalise import belongings, named_others, persons
from clew.normalise.belongings import Belongings
from clew.normalise.held import Period
from clew.normalise.issues import Issues
from clew.normalise.normaliser import Context, Normalised, Normaliser
from clew.normalise.records import Records
from clew.normalise.rows import Rows
from clew.normalise.times import instant


def run(batch: pa.RecordBatch, context: Context) -> Normalised:
    """Type one batch of people. A row that names nobody and no identifier is set aside."""
    rows = Rows(batch, context)
    issues = Issues(rows.size)
    records = Records(rows, issues)
    holders = persons.read(rows, issues, records)
    period = Period(instant(rows, "from", issues), instant(rows, "to", issues))
    theirs = Belongings(rows, issues, records, holders, period)
    theirs.numbers()
    theirs.homes()
    theirs.vehicles()
    theirs.accounts()
    theirs.cards()
    named_others.add(rows, issues, records, holders, period)
    return records.finish("no name and nothing that identifies anybody")


NORMALISER = Normaliser(
    name="people",
    title="People with what is recorded as theirs",
    fields={
        **persons.FIELDS,
        **belongings.FIELDS,
        **named_others.FIELDS,
        "occupation": "occupation; kept in the row's text",
        "from": "since when it holds",
        "to": "until when it holds",
        "relation": "how the person stands to the identifier: subscriber, keeper, hirer, tenant",
        "source": "where the record comes from; kept in the row's text",
        "grade": "grading code of the row",
        "handling": "handling code of the row",
    },
    run=run,
)
