"""What skills are told of a message, whatever its kind."""

from datetime import UTC, datetime
from decimal import Decimal

import pytest

from whatsapp.inbound import InboundMessage, OrderLine, moment, read_message
from whatsapp.simulator import payloads
from whatsapp.simulator.addresses import BusinessNumber, Person

NUMBER = BusinessNumber("200000000000001", "100000000000001", "+54 351 555-0000")
ANA = Person(wa_id="5493515550101", bsuid="AR.13491208655302741918", name="Ana")


def read(message: dict, person: Person = ANA) -> InboundMessage:
    return read_message(payloads.envelope(NUMBER, person=person, messages=[message]))


def test_it_works():
    at = datetime(2026, 11, 3, 12, 0, tzinfo=UTC)
    message = read(payloads.text_message(ANA, "hola", wamid="wamid.UNO", sent_at=at))
    assert (message.kind, message.wamid, message.text) == ("text", "wamid.UNO", "hola")
    assert (message.wa_id, message.bsuid, message.profile_name) == (ANA.wa_id, ANA.bsuid, "Ana")
    assert message.sent_at == at


@pytest.mark.parametrize(
    ("message", "text", "reply_id"),
    [
        (payloads.list_reply(ANA, option_id="ver:1", title="Yerbas"), "Yerbas", "ver:1"),
        (payloads.button_reply(ANA, option_id="si", title="Sí"), "Sí", "si"),
        (payloads.image(ANA, media_id="1", caption="¿tenés esta?"), "¿tenés esta?", ""),
        (payloads.image(ANA, media_id="1"), "", ""),
        (payloads.voice(ANA, media_id="1"), "", ""),
        (payloads.sticker(ANA, media_id="1"), "", ""),
        (payloads.location(ANA, latitude=1, longitude=2, name="Casa"), "", ""),
        (payloads.contacts(ANA, name="Beto", phone="+54"), "", ""),
        (payloads.reaction(ANA, message_id="wamid.X", emoji="👍"), "", ""),
        (payloads.unsupported(ANA), "", ""),
        ({"type": "button", "button": {"payload": "si", "text": "Sí"}}, "Sí", "si"),
        ({"type": "interactive", "interactive": {"type": "nfm_reply", "nfm_reply": {}}}, "", ""),
        ({"type": "poll_de_2027", "poll_de_2027": {"body": "¿?"}}, "", ""),
        ({}, "", ""),
    ],
)
def test_every_kind_says_what_the_person_said(message, text, reply_id):
    found = read(message)
    assert (found.text, found.reply_id) == (text, reply_id)
    assert found.kind == message.get("type", "unknown")
    assert found.data == message


def test_a_voice_note_is_told_from_another_audio():
    voice = payloads.voice(ANA, media_id="1")
    assert read(voice).voice
    assert not read({**voice, "audio": voice["audio"] | {"voice": False}}).voice
    assert not read(payloads.text_message(ANA, "hola")).voice


def test_a_cart_is_read_line_by_line():
    lines = [
        {"sku": "Y-1", "quantity": 2, "price": 1500.5, "currency": "ARS"},
        {"sku": "M-7", "quantity": "3", "price": "10", "currency": "ARS"},
    ]
    assert read(payloads.order(ANA, lines=lines)).order_lines == (
        OrderLine("Y-1", 2, Decimal("1500.5"), "ARS"),
        OrderLine("M-7", 3, Decimal(10), "ARS"),
    )


@pytest.mark.parametrize(
    ("quantity", "price"),
    [(-1, -5), ("x", "x"), (None, None), (10**30, 10**30), (float("inf"), "NaN"), ([], "1e999999")],
)
def test_a_cart_with_figures_that_are_none_is_still_a_cart(quantity, price):
    lines = [{"sku": "Y-1", "quantity": quantity, "price": price, "currency": "ARS"}]
    assert read(payloads.order(ANA, lines=lines)).order_lines == (OrderLine("Y-1", 0, None, "ARS"),)


@pytest.mark.parametrize(
    ("person", "wa_id", "bsuid"),
    [
        (Person(wa_id="5493515550101"), "5493515550101", ""),
        (Person(wa_id="+5493515550101"), "5493515550101", ""),
        (Person(bsuid="AR.1349"), "", "AR.1349"),
        (Person(wa_id="AR.1349"), "", "AR.1349"),
        (Person(wa_id="AR.ENT.1349"), "", "AR.ENT.1349"),
        (Person(wa_id="AR.1349", bsuid="AR.1349"), "", "AR.1349"),
    ],
)
def test_a_number_and_a_user_id_are_told_apart_wherever_they_stand(person, wa_id, bsuid):
    message = read(payloads.text_message(person, "hola"), person)
    assert (message.wa_id, message.bsuid) == (wa_id, bsuid)


@pytest.mark.parametrize(
    ("stamp", "year"),
    [
        ("1793700000", 2026),
        (1793700000, 2026),
        ("4294967295", 2106),
        ("0", None),
        ("-1", None),
        ("99999999999", None),
        ("9" * 5000, None),
        ("ayer", None),
        ("", None),
        (None, None),
        ([], None),
        (float("nan"), None),
        (float("inf"), None),
    ],
    ids=lambda value: repr(value)[:20],
)
def test_metas_clock_is_believed_within_reason(stamp, year):
    found = moment(stamp)
    assert (found and found.year) == year
