"""Who writes and to whom: phone numbers, business-scoped user ids and message ids as Meta has them.

A person is reached by a `wa_id` (digits only) or, when the phone is hidden, by a business-scoped
user id: two letters, a dot and up to 128 letters or digits (Cloud API, business-scoped user ids).
"""

import base64
import hashlib
import re
import secrets
from dataclasses import dataclass

BSUID = re.compile(r"[A-Z]{2}\.(?:ENT\.)?[A-Za-z0-9]{1,128}")
PUNCTUATION = re.compile(r"[\s()+.\-]")
WAMID = re.compile(r"wamid\.[A-Za-z0-9+=-]{8,240}")
DIGITS = re.compile(r"[1-9][0-9]{6,14}")


@dataclass(frozen=True, slots=True)
class BusinessNumber:
    """A WhatsApp Business number, as the webhook names it."""

    waba_id: str
    phone_number_id: str
    display_phone_number: str


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody with a phone; an empty `wa_id` is a person whose number WhatsApp hides."""

    wa_id: str = ""
    bsuid: str = ""
    name: str = ""

    @property
    def address(self) -> str:
        return self.wa_id or self.bsuid


def person(address: str, name: str = "") -> Person | None:
    """Return who writes from `address`, typed as people type numbers, or None if it is neither.

    Somebody known by phone has a business-scoped id as well, always the same one.
    """
    address = address.strip()
    if BSUID.fullmatch(address):
        return Person(bsuid=address, name=name)
    digits = phone_digits(address)
    return Person(wa_id=digits, bsuid=bsuid_of(digits), name=name) if digits else None


def phone_digits(typed: str) -> str:
    """Return the digits of a phone number of 7 to 15 digits, or "" if it is not one."""
    digits = PUNCTUATION.sub("", typed)
    return digits if DIGITS.fullmatch(digits) else ""


def bsuid_of(wa_id: str) -> str:
    """Return the made-up business-scoped user id of a phone number."""
    digest = int(hashlib.sha256(wa_id.encode()).hexdigest(), 16)
    return f"AR.{str(digest)[:20]}"


def new_wamid(address: str) -> str:
    """Return a fresh message id that looks like Meta's and is safe in a URL path."""
    padded = f"{address}:{secrets.token_hex(10)}"
    padded += "0" * (-len(padded) % 3)
    return "wamid." + base64.b64encode(padded.encode()).decode()
