"""Numbers that reach the same person are compared in one form (Cloud API, phone numbers)."""

import pytest

from conversations.phone import comparable


@pytest.mark.parametrize(
    ("wa_id", "form"),
    [
        # Argentina: WhatsApp writes mobiles with a 9.
        ("5493515550101", "543515550101"),
        ("543515550101", "543515550101"),
        ("5491155512345", "541155512345"),
        # Mexico: WhatsApp writes a 1.
        ("5215512345678", "525512345678"),
        ("525512345678", "525512345678"),
        # Brazil: the ninth digit, kept in some areas and dropped in others.
        ("5511987654321", "551187654321"),
        ("551187654321", "551187654321"),
        ("5548991234567", "554891234567"),
        ("554891234567", "554891234567"),
        # Everybody else as they are.
        ("34600111222", "34600111222"),
        ("16505551234", "16505551234"),
        ("56912345678", "56912345678"),
        # Too short or too long for the rule of their country.
        ("54935155501", "54935155501"),
        ("549351555010199", "549351555010199"),
        ("521551234567", "521551234567"),
        # However it is written.
        ("+54 9 351 555-0101", "543515550101"),
        ("", ""),
        ("AR.", ""),
    ],
)
def test_a_number_has_one_form(wa_id, form):
    assert comparable(wa_id) == form


@pytest.mark.parametrize("wa_id", ["5493515550101", "5215512345678", "5511987654321", "346001112"])
def test_the_form_of_a_form_is_itself(wa_id):
    assert comparable(comparable(wa_id)) == comparable(wa_id)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("5493515550101", "5493515550102"),
        ("5493515550101", "5213515550101"),
        ("5511987654321", "5521987654321"),
    ],
)
def test_two_people_keep_two_forms(one, other):
    assert comparable(one) != comparable(other)
