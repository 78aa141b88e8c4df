"""Reading a phone number as people type it, to find whoever has it.

Source: ITU-T E.164 and the national plans. People leave out the country, dial a leading 0, write 00
for the plus sign, and in Argentina a 15 after the area code of a mobile, in place of the 9.
"""

import re
from collections.abc import Iterator

from conversations.phone import comparable

PUNCTUATION = re.compile(r"[\s().\-/+\u00a0\u2011]")
# Shorter ones would find half the people of a business.
SHORTEST = 6
# Area codes are 11 for Buenos Aires and else three or four digits that begin with 2 or 3.
MOBILES_15 = (
    re.compile(r"(11)15(\d{8})"),
    re.compile(r"([23]\d\d)15(\d{7})"),
    re.compile(r"([23]\d{3})15(\d{6})"),
)
ARGENTINA_TYPED = re.compile(r"549?0?(\d{10,12})")


def looks_like_phone(typed: str) -> bool:
    digits = PUNCTUATION.sub("", typed)
    return digits.isascii() and digits.isdigit() and len(digits) >= SHORTEST


def meant(typed: str) -> frozenset[str]:
    """Return every number, in the form for comparing, that somebody who types this may mean.

    Without a country it may be a number of any country that Liora knows the habits of.
    """
    if not looks_like_phone(typed):
        return frozenset()
    digits = PUNCTUATION.sub("", typed)
    whole = digits.removeprefix("00")
    abroad = whole != digits or typed.strip().startswith("+")
    found = set(_international(whole))
    if not abroad:
        found.update(_national(digits.removeprefix("0")))
    return frozenset(found)


def _international(digits: str) -> Iterator[str]:
    yield comparable(digits)
    if typed := ARGENTINA_TYPED.fullmatch(digits):
        yield from _argentine(typed[1])


def _national(digits: str) -> Iterator[str]:
    yield from _argentine(digits)
    # In Mexico mobiles were dialled with a 1, and long distance with 01, 044 or 045.
    mexican = re.fullmatch(r"(?:1|44|45)?(\d{10})", digits)
    if mexican:
        yield "52" + mexican[1]
    if len(digits) in (10, 11):
        yield comparable("55" + digits)


def _argentine(digits: str) -> Iterator[str]:
    """Yield what a number without its country is: ten digits, or twelve with the 15 among them."""
    mobile = digits.removeprefix("9") if len(digits) == 11 else digits
    if len(mobile) == 10:
        yield "54" + mobile
    for pattern in MOBILES_15:
        if found := pattern.fullmatch(digits):
            yield "54" + found[1] + found[2]
