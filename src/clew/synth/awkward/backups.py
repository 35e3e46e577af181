"""Backups of messages as XML: what breaks a strict parser, and what must be refused."""

from __future__ import annotations

from clew.synth.awkward.case import Awkward, Family, loaded, refused

HEAD = "<?xml version='1.0' encoding='UTF-8' standalone='yes' ?>\n"


def sms(i: int, body: str, *, kind: int = 1, number: str = "+447700900951", more: str = "") -> str:
    """Return one message element; `body` stands there as given, references and all."""
    date = 1_776_074_400_000 + i * 60_000
    return (
        f'  <sms protocol="0" address="{number}" date="{date}" type="{kind}" subject="null" body="{body}"'
        f' service_center="null" read="1" status="-1" date_sent="{date - 1000}" sub_id="1"'
        f' readable_date="13 Apr 2026 11:{i:02d}:00" contact_name="Zoë"{more} />'
    )


def backup(*messages: str, count: int | None = None, before: str = "", end: str = "</smses>\n") -> bytes:
    """Return a backup of the given elements."""
    stated = len(messages) if count is None else count
    text = f'{HEAD}{before}<smses count="{stated}" backup_set="x" backup_date="1776080000000" type="full">\n'
    return (text + "\n".join(messages) + "\n" + end).encode()


def as_mms(body: str, i: int) -> str:
    """Return the message `i` once more, as a multimedia message of one text part."""
    date = 1_776_074_400_000 + i * 60_000
    return (
        f'  <mms date="{date}" msg_box="1" address="+447700900951" m_type="132" m_id="a"'
        ' ct_t="application/vnd.wap.multipart.related" contact_name="Zoë">\n'
        f'    <parts><part seq="0" ct="text/plain" name="null" chset="106" text="{body}"/></parts>\n'
        '    <addrs><addr address="+447700900951" type="137" charset="106"/>'
        '<addr address="insert-address-token" type="151" charset="106"/></addrs>\n  </mms>'
    )


#: Number, call type and presentation as the backup program writes them.
HIDDEN = (
    ("+447700900951", 1, 1),
    ("-1", 1, 2),
    ("", 3, 3),
    ("+447700900952", 5, 1),
    ("+447700900952", 4, 1),
    ("141", 2, 1),
)


def hidden_callers() -> bytes:
    elements = [
        f'  <call number="{number}" duration="{0 if kind == 3 else 42}" date="{1_776_074_400_000 + i * 60_000}"'
        f' type="{kind}" presentation="{presentation}" subscription_id="1" readable_date="13.04.2026"'
        ' contact_name="(Unknown)" />'
        for i, (number, kind, presentation) in enumerate(HIDDEN)
    ]
    return (f'{HEAD}<calls count="{len(elements)}">\n' + "\n".join(elements) + "\n</calls>\n").encode()


FAMILY = Family(
    name="backups",
    title="Message backups, XML",
    files=(
        Awkward(
            "sms_surrogates.xml",
            "Emoji as two references to halves of a character, which XML forbids, and a half alone.",
            lambda: backup(
                sms(0, "ok &#55357;&#56834;"),
                sms(1, "&#xD83D;&#xDE02; hex"),
                sms(2, "half &#55357; left"),
                sms(3, "raw 😂"),
            ),
            loaded(
                4,
                says="forbids",
                check="bodies 1, 2 and 4 hold the emoji, body 3 a replacement mark; the repairs are counted",
            ),
        ),
        Awkward(
            "sms_nul_references.xml",
            "References to NUL and backspace, and a raw control character.",
            lambda: backup(sms(0, "a&#0;b"), sms(1, "c&#8;d&#x1F;e"), sms(2, "f\x01g")),
            loaded(3, says="forbids", check="the characters are replaced and counted"),
        ),
        Awkward(
            "sms_truncated.xml",
            "The file ends in the middle of the fourth message.",
            lambda: backup(sms(0, "one"), sms(1, "two"), sms(2, "three"), sms(3, "four"), count=9)[:-60],
            loaded(3, says="breaks off", check="what was whole is kept, and that the file is cut off is reported"),
        ),
        Awkward(
            "sms_with_dtd.xml",
            "A document type with an entity that would grow without end.",
            lambda: backup(
                sms(0, "&b;"),
                before='<!DOCTYPE smses [<!ENTITY a "ha ha ha ha "><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>\n',
            ),
            refused("document type", check="nothing is expanded and nothing is loaded"),
        ),
        Awkward(
            "sms_wrong_count.xml",
            "The file claims 4,805 messages and holds two.",
            lambda: backup(sms(0, "one"), sms(1, "two"), count=4805),
            loaded(2, says="4805", check="a warning names both counts"),
        ),
        Awkward(
            "sms_drafts.xml",
            "Drafts, messages never sent, failed and queued ones beside one that was sent.",
            lambda: backup(*(sms(i, f"kind {kind}", kind=kind) for i, kind in enumerate((2, 3, 4, 5, 6)))),
            loaded(5, check="types 3 to 6 reached nobody: kept as text, no contact"),
        ),
        Awkward(
            "sms_and_mms_of_one_message.xml",
            "The same message as a text and as a multimedia message.",
            lambda: backup(sms(0, "see you"), as_mms("see you", 0), sms(1, "other")),
            loaded(2, set_aside=1, says="twice", check="one message, once; its other form is set aside"),
        ),
        Awkward(
            "sms_null_words.xml",
            "The word null for what is not there, a picture without text, and a style sheet line.",
            lambda: backup(
                sms(0, "null"),
                sms(1, "null", number="null"),
                before='<?xml-stylesheet type="text/xsl" href="sms.xsl"?>\n',
            ),
            loaded(2, check="a body and a number that read null are none"),
        ),
        Awkward(
            "calls_hidden_numbers.xml",
            "Hidden and unknown callers, rejected calls, voicemail.",
            hidden_callers,
            loaded(6, check="the number -1 and the empty one are withheld, not numbers"),
        ),
    ),
)
