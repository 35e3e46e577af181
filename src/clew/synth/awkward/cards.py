"""Address books as phones write them."""

from __future__ import annotations

from clew.synth.awkward.case import Awkward, Family, loaded

VERSIONS = """BEGIN:VCARD
VERSION:2.1
N:Quarrendon;Lionel;;;
FN:Lionel Quarrendon
TEL;CELL:07700 900981
TEL;HOME:01632 960981
END:VCARD
BEGIN:VCARD
VERSION:3.0
N:Sallowfield;Bethan;;Dr;
FN:Dr Bethan Sallowfield
item1.TEL;TYPE=CELL,VOICE:+447700900982
item1.X-ABLabel:work
EMAIL;TYPE=INTERNET:bethan@example.org
NOTE:likes commas\\, semicolons\\; and\\nlines
END:VCARD
BEGIN:VCARD
VERSION:4.0
FN:Rhys Thistlewood
TEL;VALUE=uri;TYPE="cell,voice":tel:+447700900983
END:VCARD
"""

QUOTED_PRINTABLE = """BEGIN:VCARD
VERSION:2.1
N;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:=C5=9A=77=69=65=72=6B=6F=77=69=61=6B=
;=5A=6F=66=69=61;;;
FN;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:=5A=6F=66=69=61=20=
=C5=9A=77=69=65=72=6B=6F=77=69=61=6B
TEL;CELL;PREF:+447700900984
END:VCARD
"""

BROKEN = """BEGIN:VCARD
VERSION:3.0
FN:Morag Underhay
TEL;TYPE=CELL:+447700900985
BEGIN:VCARD
VERSION:3.0
TEL;TYPE=CELL:+447700900986
END:VCARD
BEGIN:VCARD
VERSION:3.0
FN:Nobody at all
END:VCARD
BEGIN:VCARD
VERSION:3.0
FN:Long
  Name Folded
TEL;TYPE=CELL;waid=447700900987:+44 7700 900987
X-WA-BIZ-NAME:Folded Ltd
END:VCARD
"""


FAMILY = Family(
    name="cards",
    title="Address books, vCard",
    files=(
        Awkward(
            "versions_mixed.vcf",
            "Versions 2.1, 3.0 and 4.0 in one file.",
            lambda: VERSIONS.encode(),
            loaded(
                3,
                normaliser="contacts",
                check="four numbers and one e-mail address; the note keeps its comma and line break",
            ),
        ),
        Awkward(
            "quoted_printable_over_lines.vcf",
            "A name in quoted-printable that runs over lines.",
            lambda: QUOTED_PRINTABLE.replace("\n", "\r\n").encode(),
            loaded(1, normaliser="contacts", check="the name reads Zofia Świerkowiak"),
        ),
        Awkward(
            "card_without_end.vcf",
            "A card without end, one without name, one without number, a folded name.",
            lambda: BROKEN.encode(),
            loaded(
                4,
                normaliser="contacts",
                check="Morag Underhay keeps her number; the unnamed number stays; nothing is joined",
            ),
        ),
    ),
)
