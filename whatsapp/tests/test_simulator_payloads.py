"""What the webhook carries for each thing a phone does (Cloud API, messages webhook)."""

import base64
import hashlib
from datetime import UTC, datetime

import pytest

from whatsapp.simulator import payloads
from whatsapp.simulator.addresses import BusinessNumber, bsuid_of, new_wamid, person, phone_digits

ANA = person("+54 9 351 555-0101", "Ana")
HIDDEN = person("AR.48291038475610293847", "Eli")
SHOP = BusinessNumber("200000000000001", "100000000000001", "+54 351 555-0000")


def test_a_text_names_its_sender_its_moment_and_its_words():
    message = payloads.text_message(
        ANA, "hola", wamid="wamid.UNO", sent_at=datetime(2026, 11, 22, tzinfo=UTC)
    )
    assert message == {
        "from": "5493515550101",
        "from_user_id": bsuid_of("5493515550101"),
        "id": "wamid.UNO",
        "timestamp": "1795305600",
        "type": "text",
        "text": {"body": "hola"},
    }


def test_a_hidden_number_sends_no_phone():
    message = payloads.text_message(HIDDEN, "hola")
    assert "from" not in message
    assert message["from_user_id"] == "AR.48291038475610293847"


def test_a_message_that_quotes_says_which():
    message = payloads.text_message(ANA, "este", context_id="wamid.X", context_from="549351")
    assert message["context"] == {"from": "549351", "id": "wamid.X"}


@pytest.mark.parametrize(
    ("message", "kind", "content"),
    [
        (
            payloads.list_reply(ANA, option_id="c1", title="Yerbas", description="8 productos"),
            "interactive",
            {
                "type": "list_reply",
                "list_reply": {"id": "c1", "title": "Yerbas", "description": "8 productos"},
            },
        ),
        (
            payloads.list_reply(ANA, option_id="c1", title="Yerbas"),
            "interactive",
            {"type": "list_reply", "list_reply": {"id": "c1", "title": "Yerbas"}},
        ),
        (
            payloads.button_reply(ANA, option_id="si", title="Sí"),
            "interactive",
            {"type": "button_reply", "button_reply": {"id": "si", "title": "Sí"}},
        ),
        (
            payloads.location(ANA, latitude=-31.4, longitude=-64.2, name="Plaza", address="Calle"),
            "location",
            {"latitude": -31.4, "longitude": -64.2, "name": "Plaza", "address": "Calle"},
        ),
        (
            payloads.location(ANA, latitude=-31.4, longitude=-64.2),
            "location",
            {"latitude": -31.4, "longitude": -64.2},
        ),
        (
            payloads.reaction(ANA, message_id="wamid.X", emoji="👍"),
            "reaction",
            {"message_id": "wamid.X", "emoji": "👍"},
        ),
        (
            payloads.contacts(ANA, name="Beto Ruiz", phone="+54 9 351 555-0102"),
            "contacts",
            [
                {
                    "name": {
                        "first_name": "Beto",
                        "formatted_name": "Beto Ruiz",
                        "last_name": "Ruiz",
                    },
                    "phones": [{"phone": "+54 9 351 555-0102", "type": "CELL"}],
                }
            ],
        ),
        (
            payloads.order(
                ANA, lines=[{"sku": "Y1", "quantity": 2, "price": 10.5, "currency": "ARS"}]
            ),
            "order",
            {
                "catalog_id": "354160437058781",
                "text": "",
                "product_items": [
                    {
                        "product_retailer_id": "Y1",
                        "quantity": 2,
                        "item_price": 10.5,
                        "currency": "ARS",
                    }
                ],
            },
        ),
    ],
)
def test_each_kind_carries_its_content(message, kind, content):
    assert message["type"] == kind
    assert message[kind] == content


@pytest.mark.parametrize(
    ("build", "kind", "more"),
    [
        (payloads.image, "image", {"mime_type": "image/jpeg"}),
        (payloads.voice, "audio", {"mime_type": "audio/ogg; codecs=opus", "voice": True}),
        (payloads.sticker, "sticker", {"mime_type": "image/webp", "animated": False}),
    ],
)
def test_media_carries_an_id_and_the_hash_of_its_bytes(build, kind, more):
    message = build(ANA, media_id="123", content=b"bytes")
    digest = base64.b64encode(hashlib.sha256(b"bytes").digest()).decode()
    assert message["type"] == kind
    assert message[kind] == {"id": "123", "sha256": digest, **more}


def test_a_caption_travels_with_the_picture():
    assert payloads.image(ANA, media_id="1", caption="¿este?")["image"]["caption"] == "¿este?"


def test_what_the_api_cannot_carry_arrives_with_error_131051():
    message = payloads.unsupported(ANA)
    assert message["unsupported"] == {"type": "poll"}
    assert message["errors"][0]["code"] == 131051


def test_the_envelope_names_the_number_and_the_contact():
    message = payloads.text_message(ANA, "hola")
    body = payloads.envelope(SHOP, person=ANA, messages=[message])
    (entry,) = body["entry"]
    (change,) = entry["changes"]
    assert (body["object"], entry["id"]) == ("whatsapp_business_account", SHOP.waba_id)
    assert change["field"] == "messages"
    assert change["value"]["metadata"] == {
        "display_phone_number": SHOP.display_phone_number,
        "phone_number_id": SHOP.phone_number_id,
    }
    assert change["value"]["contacts"] == [
        {
            "profile": {"name": "Ana"},
            "wa_id": "5493515550101",
            "user_id": bsuid_of("5493515550101"),
        }
    ]
    assert change["value"]["messages"] == [message]
    assert "statuses" not in change["value"]


def test_a_hidden_number_has_no_wa_id_in_the_envelope():
    body = payloads.envelope(SHOP, person=HIDDEN)
    (contact,) = body["entry"][0]["changes"][0]["value"]["contacts"]
    assert "wa_id" not in contact


def test_a_failed_status_carries_its_error_and_no_user_id():
    row = payloads.status(ANA, "wamid.X", "failed", error={"code": 131047})
    assert row["errors"] == [{"code": 131047}]
    assert row["recipient_id"] == "5493515550101"
    assert "recipient_user_id" not in row
    assert "pricing" not in row


@pytest.mark.parametrize(
    ("typed", "digits"),
    [
        ("+54 9 351 555-0101", "5493515550101"),
        ("(549) 351.5550101", "5493515550101"),
        ("123456", ""),
        ("0351555010", ""),
        ("1234567890123456", ""),
        ("549351abc0101", ""),
        ("٥٤٩٣٥١٥٥٥٠١٠١", ""),
        ("", ""),
    ],
)
def test_a_phone_number_is_read_as_people_type_it(typed, digits):
    assert phone_digits(typed) == digits


@pytest.mark.parametrize("address", ["", "ana", "AR.", "AR.con espacio", "ar.123"])
def test_what_is_neither_phone_nor_user_id_is_nobody(address):
    assert person(address) is None


def test_somebody_has_always_the_same_user_id_and_nobody_elses():
    assert bsuid_of("5493515550101") == bsuid_of("5493515550101")
    assert bsuid_of("5493515550101") != bsuid_of("5493515550102")


def test_message_ids_never_repeat_and_need_no_escape_in_a_url():
    ids = {new_wamid("5493515550101") for _ in range(500)}
    assert len(ids) == 500
    assert all(wamid.removeprefix("wamid.").isalnum() for wamid in ids)
