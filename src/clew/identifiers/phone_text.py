"""One telephone text at a time: every odd way people, phones and spreadsheets write a number."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

from clew.identifiers import cell, reserved
from clew.identifiers.cleaned import EMPTY, Cleaned
from clew.identifiers.folding import data
from clew.identifiers.numbering import MOVED, plan

if TYPE_CHECKING:
    import phonenumbers

RESTORED = "leading zero restored"
_PLUS_RESTORED = "plus sign restored"
_SURE = ("valid", "reserved")

_SCHEME = re.compile(
    r"^(?:tel|sms|smsto|callto|mobile|mob|phone|telephone|t|m|no|number)\b[ .:]*(?=[+\d(])", re.IGNORECASE
)
_MESSENGER = re.compile(r"^(\d{7,15})(?:[:.]\d+)?@(?:s\.whatsapp\.net|c\.us)$")
_EXTENSION = re.compile(r"(?:;(?:ext|isub)=.*|[ ,]*(?:ext(?:ension)?|x)[ .:]*\d{1,6})$", re.IGNORECASE)
_NETWORK_CODE = re.compile(r"[*#][\d*#]{1,15}#")
_KEEP_BACK = re.compile(r"^([*#]31[#*])|^(1470|141)[ \-]*(?=0\d|\+)")
_NUMBER = re.compile(r"[+(]*\d[\d ().\-/+]*")
_WITHIN = re.compile(r"(?<![\d+])\+?\(?\d[\d ().\-/]{7,}\d(?!\d)")
_SENDER = re.compile(r"(?=.*[A-Za-z])(?!.*\d{5})[A-Za-z0-9&][A-Za-z0-9 &._\-+!'/*]{1,10}")

#: What the phone library says is wrong -> our words (its codes: NumberParseException, ValidationResult).
_REASONS = {0: "no country has this code", 1: "not a phone number", 2: "too short", 3: "too short", 4: "too long"}
_LENGTHS = {
    1: "no country has this code",
    2: "too short",
    3: "too long",
    4: "area code missing",
    5: "wrong number of digits",
}


def read(text: str | None, region: str) -> Cleaned:
    """Read one tidied telephone text.

    Args:
        text: As `cell.tidy` leaves it.
        region: ISO code of the country of national numbers.
    """
    if text is None or text == "":
        return EMPTY
    if not text.isascii():
        text = "".join(str(unicodedata.decimal(c, "-" if unicodedata.category(c) == "Pd" else c)) for c in text)
    lower = text.lower().strip(" .")
    for status, words in data("phone_words").items():
        if lower in words:
            return Cleaned(None, None, status, None)
    if cell.says_nothing(text):
        return EMPTY
    text, note = cell.whole(text)
    if not text:
        return Cleaned(None, None, "lossy", note)
    text = _SCHEME.sub("", text.partition(";phone-context=")[0])
    if found := _MESSENGER.match(text):
        text, note = f"+{found.group(1)}", "read from a messaging address"
    if extension := _EXTENSION.search(text):
        text, note = text[: extension.start()], "extension left out"
    if prefix := _KEEP_BACK.match(text):
        text, note = text[prefix.end() :], f"withheld prefix {prefix.group(0).strip(' -')}"
    if _NETWORK_CODE.fullmatch(text):
        return Cleaned(text, "service", "short_code", "network code")
    if _NUMBER.fullmatch(text.strip()):
        return _noted(_number(text, region), note)
    return _noted(_words_and_digits(text, region), note)


def _words_and_digits(text: str, region: str) -> Cleaned:
    """Read a text with letters: one number among words, or a sender name."""
    numbers = {row for row in (_number(run, region) for run in _WITHIN.findall(text)) if row.status in _SURE}
    if len(numbers) == 1 and "@" not in text:
        return _noted(numbers.pop(), "text beside the number left out")
    if _SENDER.fullmatch(text):
        return Cleaned(text, "service", "sender")
    return Cleaned(None, None, "invalid", "several numbers in one cell" if len(numbers) > 1 else "not a phone number")


def _number(text: str, region: str) -> Cleaned:
    """Read digits and separators."""
    plus = text.lstrip(" (").startswith("+")
    digits = re.sub(r"[^0-9]", "", text)
    if digits.strip("0") == "":
        return Cleaned(None, None, "placeholder")
    if digits.startswith("00"):
        return _international(digits[2:])
    if plus and not digits.startswith("0"):
        return _international(digits)
    if len(digits) < 3:
        return Cleaned(None, None, "invalid", "too short")
    if len(digits) <= 6 and not plus:
        return Cleaned(digits, "service", "short_code")
    if len(digits) >= 14:
        return Cleaned(None, None, "invalid", "too long for a phone number: an IMEI or IMSI?")
    return _national(digits, region)


def _national(digits: str, region: str) -> Cleaned:
    """Read digits without plus: a number of the region, with its country code or without, or of another country."""
    import phonenumbers

    try:
        number = phonenumbers.parse(digits, region)
    except phonenumbers.NumberParseException as error:
        return Cleaned(None, None, "invalid", _REASONS.get(error.error_type, "not a phone number"))
    row = _judge(number)
    bare = phonenumbers.national_significant_number(number) == digits
    lost_zero = bare and phonenumbers.ndd_prefix_for_region(region, True) is not None
    if row.status in _SURE:
        return _noted(row, RESTORED if lost_zero else None)
    if not bare or (row.status == "possible" and not lost_zero):
        return row
    if region == "GB" and len(digits) == 10 and digits.startswith("7"):
        return _noted(row, RESTORED)
    # Only a valid number abroad is taken without its plus: shorter digits would fit some country by chance.
    abroad = _international(digits) if len(digits) >= 11 else row
    if abroad.status in _SURE:
        return _noted(abroad, _PLUS_RESTORED)
    return Cleaned(None, None, "invalid", f"no country code, and not a number of {region}")


def _international(digits: str) -> Cleaned:
    """Read digits that begin with a country code."""
    import phonenumbers

    if not 7 <= len(digits) <= 15:
        return Cleaned(None, None, "invalid", "too short" if len(digits) < 7 else "too long")
    written = f"+{digits}"
    if digits.startswith("999"):
        return Cleaned(written, "phone", "reserved")
    try:
        number = phonenumbers.parse(written)
    except phonenumbers.NumberParseException as error:
        return Cleaned(None, None, "invalid", _REASONS.get(error.error_type, "not a phone number"))
    row = _judge(number)
    if row.status in _SURE:
        return row
    code = str(number.country_code)
    national = digits[len(code) :]
    numbering = plan(code)
    old = national.lstrip("0")
    if len(old) == 10 and (moved := MOVED.get(code, {}).get(old[:3])):
        return _noted(_international(f"{code}{moved}{old[3:]}"), "written as before the country's renumbering")
    if code != "44" and national.startswith("0") and numbering is not None and len(national) in numbering.lengths:
        # Not valid without the zero either: a number that cannot be dialled, so an invented one.
        return Cleaned(written, "phone", "reserved")
    return row


def _judge(number: phonenumbers.PhoneNumber) -> Cleaned:
    """Say what the phone library thinks of a parsed number; invented ranges before it."""
    import phonenumbers

    value = phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)
    if reserved.is_reserved("phone", value):
        return Cleaned(value, "phone", "reserved")
    reason = phonenumbers.is_possible_number_with_reason(number)
    if reason != phonenumbers.ValidationResult.IS_POSSIBLE:
        return Cleaned(None, None, "invalid", _LENGTHS.get(reason, "not a phone number"))
    if phonenumbers.is_valid_number(number):
        return Cleaned(value, "phone", "valid")
    numbering = plan(str(number.country_code))
    if numbering is not None and numbering.trunk == "0" and value.startswith(f"+{numbering.code}0"):
        return Cleaned(None, None, "invalid", "wrong number of digits")
    return Cleaned(value, "phone", "possible")


def _noted(row: Cleaned, note: str | None) -> Cleaned:
    """Add a note to a row, before what is already said of it."""
    if note is None or row.value is None:
        return row
    return row._replace(issue=note if row.issue is None else f"{note}, {row.issue}")
