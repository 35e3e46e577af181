"""Identifiers nobody has: drama numbers, unassigned codes, test ranges, marked plates and postcodes.

Sources: Ofcom numbers for drama use; ITU country code 999 (unassigned); test network 001-01 for
IMSI; test type codes for IMEI; memory tags starting with Z were never issued for plates; no
postcode area ZX exists and C I K M O V are not used in inward codes; national insurance prefix QQ
is never issued; PESEL numbers of the 2200s and police computer numbers of 2099 belong to nobody yet;
sort code 00-00 is no bank's.
"""

from __future__ import annotations

from clew.synth.dice import Dice

#: Ordinary letters of a plate's last three: no I, no Q.
PLATE_LETTERS = "ABCDEFGHJKLMNOPRSTUVWXYZ"
#: Check letters of police computer numbers, by remainder of year and serial modulo 23.
PNC_LETTERS = "ZABCDEFGHJKLMNPQRTUVWXY"
INWARD_LETTERS = "CIKMOV"

#: Prefix and how many digits follow, for the drama landlines used here.
LANDLINES = {"no area": ("01632960", 3), "Leeds": ("0113496", 4), "Nottingham": ("0115496", 4)}


class Reserved:
    """Hands out reserved identifiers, each once.

    Drama mobiles are few (1,000), so they come from blocks: a new story takes a new block and
    shifts nobody's number.
    """

    def __init__(self, dice: Dice) -> None:
        self._dice = dice
        self._streams: dict[str, Dice] = {}
        self._taken: set[str] = set()

    def _stream(self, purpose: str) -> Dice:
        if purpose not in self._streams:
            self._streams[purpose] = self._dice.stream(purpose)
        return self._streams[purpose]

    def _fresh(self, purpose: str, make: str, low: int, high: int) -> str:
        while True:
            value = make.format(int(self._stream(purpose).between(low, high, 1)[0]))
            if value not in self._taken:
                self._taken.add(value)
                return value

    def mobiles(self, block: int, n: int) -> list[str]:
        """Return `n` drama mobiles (E.164) of a block of one hundred: block 3 is 07700 9003xx."""
        draw = self._stream(f"mobile {block}")
        return [f"+447700900{block * 100 + i:03d}" for i in draw.sample(range(100), n)]

    def landline(self, area: str, last: int) -> str:
        """Return a drama landline (E.164) of an area with the given last digits."""
        prefix, width = LANDLINES[area]
        return f"+44{prefix[1:]}{last:0{width}d}"

    def volume_numbers(self, n: int) -> list[str]:
        """Return `n` numbers under the unassigned country code 999, for people no story names."""
        return [self._fresh("volume", "+9997{:08d}", 0, 100_000_000) for _ in range(n)]

    def foreign(self, country_code: int, digits: int) -> str:
        """Return a number abroad whose national part starts with 0, so that it cannot be dialled."""
        return self._fresh(
            f"foreign {country_code}", f"+{country_code}0{{:0{digits - 1}d}}", 10 ** (digits - 3), 10 ** (digits - 1)
        )

    def plates(self, purpose: str, n: int) -> list[str]:
        """Return `n` plates with a memory tag that was never issued, without blanks."""
        draw = self._stream(f"plate {purpose}")
        plates: list[str] = []
        while len(plates) < n:
            tag = "Z" + draw.one("ABCDEFGHJKLMNOPRSTUVWXY")
            age = draw.one([17, 18, 19, 20, 21, 22, 23, 24, 25, 67, 68, 69, 70, 71, 72, 73, 74])
            plate = f"{tag}{age:02d}{''.join(draw.many(PLATE_LETTERS, 3))}"
            if plate not in self._taken:
                self._taken.add(plate)
                plates.append(plate)
        return plates

    def postcode(self, district: int) -> str:
        """Return a postcode of the area ZX that no address has; as in life, several homes share one."""
        draw = self._stream(f"postcode {district}")
        return f"ZX{district} {int(draw.between(1, 10, 1)[0])}{''.join(draw.many(INWARD_LETTERS, 2))}"

    def imsis(self, purpose: str, n: int) -> list[str]:
        """Return `n` IMSI of the test network 001-01."""
        return [self._fresh(f"imsi {purpose}", "00101{:010d}", 1, 10_000_000_000) for _ in range(n)]

    def imeis(self, purpose: str, n: int, *, type_code: str = "35000000") -> list[str]:
        """Return `n` IMEI of 15 digits with a valid check digit under a test type code."""
        return [with_check_digit(self._fresh(f"imei {purpose}", type_code + "{:06d}", 0, 1_000_000)) for _ in range(n)]

    def ninos(self, n: int) -> list[str]:
        """Return `n` national insurance numbers with the prefix QQ."""
        draw = self._stream("nino letter")
        return [self._fresh("nino", "QQ{:06d}", 0, 1_000_000) + draw.one("ABCD") for _ in range(n)]

    def pncs(self, n: int) -> list[str]:
        """Return `n` police computer numbers of the year 2099 with their check letter."""
        serials = [int(self._fresh("pnc", "{:07d}", 1, 1_000_000)) for _ in range(n)]
        return [f"2099/{s:07d}{PNC_LETTERS[(990_000_000 + s) % 23]}" for s in serials]

    def pesel(self, birth_year: int) -> str:
        """Return a PESEL with a valid check digit for a birth in the 2200s (month + 60)."""
        draw = self._stream("pesel")
        month, day, serial = (int(draw.between(a, b, 1)[0]) for a, b in ((61, 73), (1, 29), (0, 10_000)))
        body = f"{birth_year % 100:02d}{month:02d}{day:02d}{serial:04d}"
        total = sum(int(d) * w for d, w in zip(body, (1, 3, 7, 9, 1, 3, 7, 9, 1, 3), strict=True))
        self._taken.add(body)
        return body + str(-total % 10)

    def accounts(self, purpose: str, n: int) -> list[tuple[str, str]]:
        """Return `n` pairs of sort code (00-00-xx) and account number of eight digits."""
        draw = self._stream(f"sort code {purpose}")
        return [
            (
                f"00-00-{int(draw.between(10, 100, 1)[0]):02d}",
                self._fresh(f"account {purpose}", "{:08d}", 10_000_000, 100_000_000),
            )
            for _ in range(n)
        ]


def with_check_digit(first_14: str) -> str:
    """Return a 15-digit IMEI: fourteen digits and their Luhn check digit (ISO/IEC 7812)."""
    total = 0
    for place, digit in enumerate(reversed(first_14)):
        value = int(digit) * (2 if place % 2 == 0 else 1)
        total += value - 9 if value > 9 else value
    return first_14 + str(-total % 10)
