"""Parameters are checked before Meta sees them, and put where it expects them."""

from typing import Any

import pytest

from whatsapp.message_templates.filling import fill
from whatsapp.message_templates.needs import Template
from whatsapp.message_templates.rules import ParametersError

BODY = {"type": "BODY", "text": "Hola {{1}}, tu pedido {{2}} está listo."}
FOOTER = {"type": "FOOTER", "text": "Tienda del Centro"}


def template(*components: dict[str, Any], named: bool = False) -> Template:
    return Template("pedido_listo", "es_AR", list(components), named)


def buttons(*listed: dict[str, Any]) -> dict[str, Any]:
    return {"type": "BUTTONS", "buttons": list(listed)}


def refused(asked: Template, **parameters: Any) -> str:
    with pytest.raises(ParametersError) as caught:
        fill(asked, parameters)
    assert caught.value.code == "parametros_plantilla"
    assert str(caught.value)
    return caught.value.field


def test_one_without_parameters_has_no_components() -> None:
    made = fill(template({"type": "BODY", "text": "¿Seguimos?"}, FOOTER), {})
    assert made.content == {
        "type": "template",
        "template": {"name": "pedido_listo", "language": {"code": "es_AR"}},
    }
    assert made.text == "¿Seguimos?\n\nTienda del Centro"


@pytest.mark.parametrize("given", [["Ana", "A-7"], {"2": "A-7", "1": "Ana"}])
def test_values_by_place_or_by_number_go_in_metas_order(given: Any) -> None:
    made = fill(template(BODY), {"cuerpo": given})
    assert made.content["template"]["components"] == [
        {
            "type": "body",
            "parameters": [{"type": "text", "text": "Ana"}, {"type": "text", "text": "A-7"}],
        }
    ]
    assert made.text == "Hola Ana, tu pedido A-7 está listo."


def test_values_go_by_number_where_the_text_names_the_second_first() -> None:
    swapped = {"type": "BODY", "text": "Pedido {{2}}, para {{1}}."}
    made = fill(template(swapped), {"cuerpo": ["Ana", "A-7"]})
    sent = made.content["template"]["components"][0]["parameters"]
    assert [one["text"] for one in sent] == ["Ana", "A-7"]
    assert made.text == "Pedido A-7, para Ana."


def test_eleven_values_go_in_the_order_of_numbers_and_not_of_letters() -> None:
    body = {"type": "BODY", "text": " ".join(f"{{{{{place}}}}}" for place in range(1, 12))}
    given = {str(place): f"v{place}" for place in range(11, 0, -1)}
    sent = fill(template(body), {"cuerpo": given}).content["template"]["components"][0]
    assert [one["text"] for one in sent["parameters"]] == [f"v{place}" for place in range(1, 12)]


def test_named_values_carry_their_names() -> None:
    body = {"type": "BODY", "text": "Hola {{nombre}}."}
    made = fill(template(body, named=True), {"cuerpo": {"nombre": "Ana"}})
    assert made.content["template"]["components"][0]["parameters"] == [
        {"type": "text", "parameter_name": "nombre", "text": "Ana"}
    ]


def test_a_value_that_looks_like_a_place_is_only_text() -> None:
    made = fill(template(BODY), {"cuerpo": ["{{2}}", "A-7"]})
    assert made.text == "Hola {{2}}, tu pedido A-7 está listo."


def test_a_file_in_the_header_is_asked_for() -> None:
    asked = template({"type": "HEADER", "format": "IMAGE"}, {"type": "BODY", "text": "Mirá"})
    assert refused(asked) == "encabezado"
    assert refused(asked, encabezado={"link": "foto.jpg"}) == "encabezado.link"
    made = fill(asked, {"encabezado": {"link": "https://example.com/a.jpg"}})
    assert made.content["template"]["components"] == [
        {
            "type": "header",
            "parameters": [{"type": "image", "image": {"link": "https://example.com/a.jpg"}}],
        }
    ]


def test_buttons_take_what_each_kind_takes() -> None:
    listed = buttons(
        {"type": "QUICK_REPLY", "text": "Sí"},
        {"type": "URL", "text": "Ver", "url": "https://example.com/{{1}}"},
        {"type": "COPY_CODE", "example": "A"},
        {"type": "PHONE_NUMBER", "text": "Llamar"},
    )
    asked = template({"type": "BODY", "text": "Oferta"}, listed)
    assert refused(asked) == "botones"
    assert refused(asked, botones={"1": "abc"}) == "botones.2"
    assert refused(asked, botones={"1": "abc", "2": "A" * 21}) == "botones.2"
    assert refused(asked, botones={"1": "abc", "2": "A", "3": "x"}) == "botones.3"
    made = fill(asked, {"botones": {"2": "VERANO", "1": "abc", "0": "si"}})
    assert [
        (part["sub_type"], part["index"], part["parameters"])
        for part in made.content["template"]["components"]
    ] == [
        ("quick_reply", "0", [{"type": "payload", "payload": "si"}]),
        ("url", "1", [{"type": "text", "text": "abc"}]),
        ("copy_code", "2", [{"type": "coupon_code", "coupon_code": "VERANO"}]),
    ]


def test_quick_replies_need_no_payload_and_may_have_one() -> None:
    listed = buttons({"type": "QUICK_REPLY", "text": "Sí"})
    asked = template({"type": "BODY", "text": "¿Vamos?"}, listed)
    assert "components" not in fill(asked, {}).content["template"]
    assert len(fill(asked, {"botones": ["si"]}).content["template"]["components"]) == 1
    assert refused(asked, botones={"1": "si"}) == "botones.1"


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({}, "cuerpo"),
        ({"cuerpo": ["Ana"]}, "cuerpo.2"),
        ({"cuerpo": ["Ana", "A-7", "más"]}, "cuerpo.3"),
        ({"cuerpo": {"nombre": "Ana", "1": "a", "2": "b"}}, "cuerpo.nombre"),
        ({"cuerpo": ["Ana", "A-7"], "encabezado": ["x"]}, "encabezado"),
        ({"cuerpo": ["Ana", "A-7"], "otro": ["x"]}, "otro"),
        ({"cuerpo": ["Ana", " "]}, "cuerpo.2"),
        ({"cuerpo": ["Ana", 7]}, "cuerpo.2"),
        ({"cuerpo": ["Ana\nLuz", "A-7"]}, "cuerpo.1"),
        ({"cuerpo": ["Ana\tLuz", "A-7"]}, "cuerpo.1"),
        ({"cuerpo": ["Ana    Luz", "A-7"]}, "cuerpo.1"),
        ({"cuerpo": ["Ana\u2028Luz", "A-7"]}, "cuerpo.1"),
        ({"cuerpo": ["Ana\0", "A-7"]}, "cuerpo.1"),
        ({"cuerpo": ["Ana\ud800", "A-7"]}, "cuerpo.1"),
        ({"cuerpo": "Ana"}, "cuerpo"),
    ],
)
def test_what_does_not_fit_is_named(given: dict[str, Any], field: str) -> None:
    assert refused(template(BODY), **given) == field


def test_the_whole_text_is_measured_with_its_values() -> None:
    assert refused(template(BODY, FOOTER), cuerpo=["a" * 1000, "b" * 100]) == "cuerpo"
    assert fill(template(BODY), {"cuerpo": ["a" * 1000, "b" * 100]}).text.count("a") > 1000


@pytest.mark.parametrize(
    "part",
    [
        {"type": "CAROUSEL", "cards": []},
        {"type": "HEADER", "format": "LOCATION"},
        buttons({"type": "FLOW", "text": "Abrir"}),
        buttons({"type": "OTP", "otp_type": "COPY_CODE"}),
        "nada",
    ],
)
def test_one_with_parts_nobody_can_fill_is_refused(part: Any) -> None:
    assert refused(template({"type": "BODY", "text": "Hola"}, part)) == "plantilla"
    assert refused(template()) == "plantilla"
