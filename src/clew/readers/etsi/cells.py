"""Cell identities written as octets, as country-network-area-cell; whatever is not plainly one stays as it stands.

Layouts: 3GPP TS 29.061 (3GPP-User-Location-Info, types 0, 1, 129, 130) and TS 29.274 section 8.21 (flags 1, 2, 16, 24);
a bare cell global identity is seven octets (TS 23.003 section 4.3.1).
"""

from __future__ import annotations

import re

_HEX = re.compile(r"(?:[0-9a-fA-F]{2}){7,}")
#: First octet and length -> layout: area and cell of two octets, or a tracking area before an E-UTRAN cell.
_CGI = {(0, 8), (1, 8), (2, 8)}
_TAI_ECGI = {(130, 13), (24, 13)}
_ECGI = {(129, 8), (16, 8)}


def cell_of(text: str) -> str:
    """Return `262-01-1234-56789` of octets that say so; other texts as they stand.

    An E-UTRAN cell is country, network, tracking area, cell; without a tracking area country, network, cell.
    """
    bare = text.replace(" ", "").replace(":", "")
    if not _HEX.fullmatch(bare):
        return text
    octets = bytes.fromhex(bare)
    first = (octets[0], len(octets))
    if first in _TAI_ECGI:
        area = int.from_bytes(octets[4:6], "big")
        return _joined(octets[6:9], text, area, int.from_bytes(octets[9:13], "big") & 0x0FFFFFFF)
    if first in _ECGI:
        return _joined(octets[1:4], text, int.from_bytes(octets[4:8], "big") & 0x0FFFFFFF)
    if first in _CGI:
        octets = octets[1:]
    if len(octets) != 7:
        return text
    return _joined(octets[:3], text, int.from_bytes(octets[3:5], "big"), int.from_bytes(octets[5:7], "big"))


def _joined(network: bytes, text: str, *parts: int) -> str:
    """Return country, network and parts; the text where the digits are none (TS 24.008 section 10.5.1.3)."""
    a, b, c = network
    digits = (a & 15, a >> 4, b & 15, c & 15, c >> 4)
    third = b >> 4
    if any(digit > 9 for digit in digits) or (third > 9 and third != 15):
        return text
    mcc, mnc = "".join(map(str, digits[:3])), "".join(map(str, digits[3:])) + ("" if third == 15 else str(third))
    return "-".join([mcc, mnc, *map(str, parts)])
