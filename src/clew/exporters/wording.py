"""Sentences that stand on every picture and page, so that all of them say the same."""

from __future__ import annotations

ASSESSMENT = "assessment, not fact"

LEAD = "A lead for a human to check: assessment, not fact. It shows what records say, never what a person is."

NO_FINDING = "No finding is not a sign of no exploitation: records of other networks, apps and people may be missing."

CELL_SITE = (
    "Investigative aid. Cell use shows a mast served the phone; it does not show where the phone was. "
    "Not accredited FSA-DIG-200 work; not for evidence without a competent expert."
)

PROTECTED = "Protected persons are shown by pseudonym and are never ranked."

NO_MARKING = "NO MARKING GIVEN - HANDLE AS SENSITIVE"
