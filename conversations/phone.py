"""Comparing phone numbers: one form for numbers that reach the same person.

Source: Cloud API, phone numbers. WhatsApp writes Argentine mobiles with a 9 after the country
code and Mexican ones with a 1, which people leave out; Brazilian ones may lack their ninth digit.
The form is for comparing only: answers go to the address as it arrived.
"""

import re

ARGENTINA = re.compile(r"^549?(\d{10})$")
MEXICO = re.compile(r"^521?(\d{10})$")
BRAZIL = re.compile(r"^55(\d{2})9?(\d{8})$")


def other_spelling(wa_id: str) -> str:
    """Return the other form that reaches the same person; "" where a country has one only."""
    if found := ARGENTINA.match(wa_id):
        return _one_or_other(wa_id, "54" + found[1], "549" + found[1])
    if found := MEXICO.match(wa_id):
        return _one_or_other(wa_id, "52" + found[1], "521" + found[1])
    if found := BRAZIL.match(wa_id):
        area, number = found.groups()
        return _one_or_other(wa_id, f"55{area}{number}", f"55{area}9{number}")
    return ""


def _one_or_other(one: str, short: str, long: str) -> str:
    return long if one == short else short


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
