"""Whole bodies: what Meta's published schema accepts, and how a person is addressed."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from django.conf import settings

from whatsapp.graph.addressing import AddressError, address_fields
from whatsapp.graph.bodies import message_body, read_body
from whatsapp.graph.messages import (
    Button,
    Buttons,
    CtaUrl,
    Image,
    ListMenu,
    Message,
    MessageLimitError,
    Row,
    Section,
    Text,
    content,
)

SCHEMA = Path(settings.BASE_DIR).parent / "shared" / "corpus" / "message.schema.json"
LINK = "https://tienda.example/yerba.jpg"
PHONE = "5491155512345"
BSUID = "AR.13491208655302741918"

YES_NO = (Button("si", "Sí"), Button("no", "No"))
TEN_ROWS = tuple(Row(str(n), "t" * 24, "d" * 72) for n in range(10))

MESSAGES: dict[str, Message] = {
    "text": Text("¡Hola! 🧉"),
    "text with preview": Text(LINK, preview_url=True),
    "text at its limit": Text("a" * 4096),
    "image": Image(LINK),
    "image with caption": Image(LINK, caption="c" * 1024),
    "buttons": Buttons("¿Seguimos?", YES_NO),
    "buttons with all": Buttons("b" * 1024, YES_NO, header_image=LINK, footer="f" * 60),
    "list": ListMenu("¿Qué querés ver?", "Ver", (Section("", (Row("1", "Yerbas"),)),)),
    "list with all": ListMenu(
        "b" * 4096, "v" * 20, (Section("s" * 24, TEN_ROWS),), header="h" * 60, footer="f" * 60
    ),
    "cta": CtaUrl("Yerba", "Comprar", LINK),
    "cta with all": CtaUrl("b" * 1024, "c" * 20, LINK, header_image=LINK, footer="f" * 60),
    "blank extras": ListMenu(
        "b", "v", (Section(" ", (Row("1", "Yerbas", " "),)),), header=" ", footer=" "
    ),
}


@pytest.fixture(scope="module")
def validate() -> Callable[[dict[str, Any]], None]:
    if not SCHEMA.exists():
        pytest.skip("the schema of Meta's bodies is not beside this checkout")
    return jsonschema.Draft202012Validator(json.loads(SCHEMA.read_text())).validate


@pytest.mark.parametrize("address", [PHONE, BSUID])
@pytest.mark.parametrize("reply_to", ["", "wamid.ELLA"])
@pytest.mark.parametrize("message", MESSAGES.values(), ids=MESSAGES)
def test_every_kind_of_message_fits_the_schema(validate, message, reply_to, address):
    validate(
        message_body(
            address=address, content=content(message), callback_data="c" * 512, reply_to=reply_to
        )
    )


@pytest.mark.parametrize("typing", [True, False])
def test_a_read_mark_fits_the_schema(validate, typing):
    validate(read_body(wamid="wamid.ELLA", typing=typing))


def test_the_schema_check_can_fail(validate):
    body = message_body(address=PHONE, content=content(Text("Hola")), callback_data="7")
    with pytest.raises(jsonschema.ValidationError):
        validate({**body, "text": {"body": ""}})


def test_a_text_body_in_full():
    body = message_body(
        address=PHONE, content=content(Text("Hola")), callback_data="7", reply_to="wamid.ELLA"
    )
    assert body == {
        "messaging_product": "whatsapp",
        "recipient_type": "individual",
        "to": "+5491155512345",
        "type": "text",
        "text": {"body": "Hola", "preview_url": False},
        "biz_opaque_callback_data": "7",
        "context": {"message_id": "wamid.ELLA"},
    }


def test_the_content_of_buttons_in_full():
    assert content(Buttons("¿Seguimos?", YES_NO, header_image=LINK, footer="Yerbas"))[
        "interactive"
    ] == {
        "type": "button",
        "header": {"type": "image", "image": {"link": LINK}},
        "body": {"text": "¿Seguimos?"},
        "footer": {"text": "Yerbas"},
        "action": {
            "buttons": [
                {"type": "reply", "reply": {"id": "si", "title": "Sí"}},
                {"type": "reply", "reply": {"id": "no", "title": "No"}},
            ]
        },
    }


def test_the_content_of_a_list_in_full():
    section = Section("Infusiones", (Row("y", "Yerbas", "12 productos"), Row("m", "Mates")))
    assert content(ListMenu("¿Qué?", "Ver", (section,), header="Catálogo"))["interactive"] == {
        "type": "list",
        "header": {"type": "text", "text": "Catálogo"},
        "body": {"text": "¿Qué?"},
        "action": {
            "button": "Ver",
            "sections": [
                {
                    "title": "Infusiones",
                    "rows": [
                        {"id": "y", "title": "Yerbas", "description": "12 productos"},
                        {"id": "m", "title": "Mates"},
                    ],
                }
            ],
        },
    }


def test_the_content_of_a_link_button_in_full():
    assert content(CtaUrl("Yerba", "Comprar", LINK)) == {
        "type": "interactive",
        "interactive": {
            "type": "cta_url",
            "body": {"text": "Yerba"},
            "action": {
                "name": "cta_url",
                "parameters": {"display_text": "Comprar", "url": LINK},
            },
        },
    }


@pytest.mark.parametrize(
    ("address", "fields"),
    [
        (PHONE, {"to": "+5491155512345"}),
        ("12345", {"to": "+12345"}),
        (BSUID, {"recipient": BSUID}),
        ("US.ENT.1a2B", {"recipient": "US.ENT.1a2B"}),
        ("AR." + "9" * 128, {"recipient": "AR." + "9" * 128}),
    ],
)
def test_a_person_is_addressed_by_phone_or_by_user_id(address, fields):
    assert address_fields(address) == fields


@pytest.mark.parametrize(
    "address",
    [
        *("", " ", "+", "123", "54 911", "5491155512345\n", "٥٤٩١١٥٥٥", "grupo@g.us"),
        *("AR", "AR.", "AR.ENT.", "AR.12-3", "ar.123", "ARG.123", f"{BSUID}\n", "AR." + "9" * 129),
    ],
)
def test_nobody_else_is_addressed(address):
    with pytest.raises(AddressError) as caught:
        address_fields(address)
    assert isinstance(caught.value, ValueError)
    assert caught.value.code == "direccion_invalida"


@pytest.mark.parametrize("callback_data", ["", " ", "c" * 513])
def test_a_send_without_its_tag_could_never_be_settled(callback_data):
    with pytest.raises(MessageLimitError):
        message_body(address=PHONE, content=content(Text("Hola")), callback_data=callback_data)
