"""Comparing phone numbers: one form for numbers that reach the same person.

Source: Cloud API, phone numbers. WhatsApp writes Argentine mobiles with a 9 after the country
code and Mexican ones with a 1, which people leave out; Brazilian ones may lack their ninth digit.
The form is for comparing only: answers go to the address as it arrived.
"""

import re

ARGENTINA = re.compile(r"^549?(\d{10})$")
MEXICO = re.compile(r"^521?(\d{10})$")
BRAZIL = re.compile(r"^55(\d{2})9?(\d{8})$")


def comparable(wa_id: str) -> str:
    """Return the digits by which a number is matched with its other spellings."""
    digits = re.sub(r"\D", "", wa_id)
    if found := ARGENTINA.match(digits):
        return "54" + found[1]
    if found := MEXICO.match(digits):
        return "52" + found[1]
    if found := BRAZIL.match(digits):
        return "55" + found[1] + found[2]
    return digits
