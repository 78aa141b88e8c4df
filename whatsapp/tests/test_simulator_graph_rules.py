"""What the Graph stand-in refuses, limit by limit (Cloud API, message types)."""

from typing import Any

import pytest

from whatsapp.simulator.graph_rules import check, is_read_mark, recipient

TO = {"messaging_product": "whatsapp", "to": "+5491155512345"}


def message(kind: str, content: Any, **more: Any) -> dict[str, Any]:
    return {**TO, "type": kind, kind: content, **more}


def interactive(kind: str, action: Any, **more: Any) -> dict[str, Any]:
    return message(
        "interactive", {"type": kind, "body": {"text": "Elegí"}, "action": action, **more}
    )


def reply(id: str = "si", title: str = "Sí") -> dict[str, Any]:
    return {"type": "reply", "reply": {"id": id, "title": title}}


def buttons(*replies: dict[str, Any], **more: Any) -> dict[str, Any]:
    return interactive("button", {"buttons": list(replies)}, **more)


def row(id: str, title: str = "Yerba", **more: Any) -> dict[str, Any]:
    return {"id": id, "title": title, **more}


def rows(count: int, start: int = 0) -> list[dict[str, Any]]:
    return [row(str(start + n)) for n in range(count)]


def menu(*sections: dict[str, Any], button: str = "Ver", **more: Any) -> dict[str, Any]:
    return interactive("list", {"button": button, "sections": list(sections)}, **more)


def cta(text: str = "Comprar", url: str = "https://tienda.example/p/1", **more: Any) -> Any:
    parameters = {"display_text": text, "url": url}
    return interactive("cta_url", {"name": "cta_url", "parameters": parameters}, **more)


def read(**more: Any) -> dict[str, Any]:
    return {"messaging_product": "whatsapp", "status": "read", "message_id": "wamid.x", **more}


ACCEPTED = {
    "text": message("text", {"body": "hola"}),
    "text at its limit": message("text", {"body": "x" * 4096, "preview_url": True}),
    "text without type": {**TO, "text": {"body": "hola"}},
    "punctuated number": message("text", {"body": "hola"}, to="+54 9 (11) 5551-2345"),
    "hidden number": {
        "messaging_product": "whatsapp",
        "recipient": "AR.13491208655302741918",
        "type": "text",
        "text": {"body": "hola"},
    },
    "quoted": message("text", {"body": "hola"}, context={"message_id": "wamid.x"}),
    "tag at its limit": message("text", {"body": "hola"}, biz_opaque_callback_data="x" * 512),
    "picture by link": message("image", {"link": "https://x.example/a.jpg", "caption": "x" * 1024}),
    "picture by id": message("image", {"id": "123"}),
    "voice note": message("audio", {"id": "123", "voice": True}),
    "document": message("document", {"id": "123", "filename": "lista.pdf"}),
    "sticker": message("sticker", {"id": "123"}),
    "place": message("location", {"latitude": "-34.6", "longitude": -58.38, "name": "Obelisco"}),
    "card": message("contacts", [{"name": {"formatted_name": "Ana"}}]),
    "reaction": message("reaction", {"message_id": "wamid.x", "emoji": "👍"}),
    "reaction taken back": message("reaction", {"message_id": "wamid.x", "emoji": ""}),
    "template": message("template", {"name": "aviso", "language": {"code": "es_AR"}}),
    "three buttons": buttons(reply("a", "A"), reply("b", "B"), reply("c", "C")),
    "button at its limits": buttons(reply("i" * 256, "t" * 20)),
    "buttons under a picture": buttons(
        reply(), header={"type": "image", "image": {"link": "https://x.example/a.jpg"}}
    ),
    "body and footer at their limits": buttons(
        reply(), body={"text": "x" * 1024}, footer={"text": "x" * 60}
    ),
    "ten rows": menu({"title": "Uno", "rows": rows(6)}, {"title": "Dos", "rows": rows(4, 6)}),
    "row at its limits": menu({"rows": [row("i" * 200, "t" * 24, description="d" * 72)]}),
    "list at its limits": menu(
        {"title": "x" * 24, "rows": rows(1)},
        button="x" * 20,
        body={"text": "x" * 4096},
        header={"type": "text", "text": "x" * 60},
    ),
    "call to action": cta("x" * 20),
    "asks for the location": interactive("location_request_message", {"name": "send_location"}),
    "read mark": read(),
    "read mark and typing": read(typing_indicator={"type": "text"}),
}

REFUSED = {
    "not an object": ([], 100),
    "no product": ({"to": "+5491155512345", "type": "text", "text": {"body": "x"}}, 100),
    "other product": (message("text", {"body": "x"}, messaging_product="sms"), 100),
    "no recipient": ({"messaging_product": "whatsapp", "text": {"body": "x"}}, 100),
    "recipient that is no number": (message("text", {"body": "x"}, to="ana"), 131009),
    "recipient too short": (message("text", {"body": "x"}, to="+54911"), 131009),
    "recipient type": (message("text", {"body": "x"}, recipient_type="canal"), 131009),
    "hidden number badly written": (
        {"messaging_product": "whatsapp", "recipient": "54911", "text": {"body": "x"}},
        131009,
    ),
    "unknown type": ({**TO, "type": "holograma", "holograma": {}}, 100),
    "misspelled parameter": (message("text", {"body": "x"}, contexto={}), 100),
    "misspelled inside": (message("text", {"body": "x", "preview": True}), 100),
    "type without content": ({**TO, "type": "text"}, 131008),
    "content that is no object": (message("text", "hola"), 131009),
    "text without body": (message("text", {}), 131008),
    "blank text": (message("text", {"body": "  "}), 131009),
    "text over its limit": (message("text", {"body": "x" * 4097}), 100),
    "preview that is no boolean": (message("text", {"body": "x", "preview_url": "sí"}), 131009),
    "tag over its limit": (
        message("text", {"body": "x"}, biz_opaque_callback_data="x" * 513),
        131009,
    ),
    "picture with neither id nor link": (message("image", {"caption": "x"}), 100),
    "picture with both": (message("image", {"id": "1", "link": "https://x.example/a.jpg"}), 100),
    "picture by a relative link": (message("image", {"link": "/media/a.jpg"}), 131009),
    "picture by another scheme": (message("image", {"link": "ftp://x.example/a.jpg"}), 131009),
    "caption over its limit": (message("image", {"id": "1", "caption": "x" * 1025}), 100),
    "caption on a voice note": (message("audio", {"id": "1", "caption": "x"}), 100),
    "place without longitude": (message("location", {"latitude": 1}), 131008),
    "place beyond the pole": (message("location", {"latitude": 91, "longitude": 0}), 131009),
    "no card": (message("contacts", []), 131009),
    "card without name": (message("contacts", [{"name": {}}]), 131008),
    "quoted reaction": (
        message("reaction", {"message_id": "a", "emoji": "👍"}, context={"message_id": "b"}),
        100,
    ),
    "reaction to nothing": (message("reaction", {"emoji": "👍"}), 131008),
    "template without language": (message("template", {"name": "aviso"}), 131008),
    "unknown interactive": (interactive("menu", {}), 131009),
    "interactive without action": (
        message("interactive", {"type": "button", "body": {"text": "x"}}),
        131008,
    ),
    "interactive without body": (
        message("interactive", {"type": "button", "action": {"buttons": [reply()]}}),
        131008,
    ),
    "no button": (buttons(), 131009),
    "four buttons": (buttons(*(reply(str(n), str(n)) for n in range(4))), 131009),
    "button title over its limit": (buttons(reply(title="t" * 21)), 131009),
    "button id over its limit": (buttons(reply(id="i" * 257)), 131009),
    "blank button title": (buttons(reply(title=" ")), 131009),
    "equal button titles": (buttons(reply("a", "Sí"), reply("b", "Sí")), 131009),
    "equal button ids": (buttons(reply("a", "Sí"), reply("a", "No")), 131009),
    "button of another type": (buttons({"type": "url", "reply": {}}), 131009),
    "body over its limit": (buttons(reply(), body={"text": "x" * 1025}), 131009),
    "footer over its limit": (buttons(reply(), footer={"text": "x" * 61}), 131009),
    "header text over its limit": (
        buttons(reply(), header={"type": "text", "text": "x" * 61}),
        131009,
    ),
    "picture header without picture": (buttons(reply(), header={"type": "image"}), 131008),
    "picture header with both": (
        buttons(
            reply(),
            header={"type": "image", "image": {"id": "1", "link": "https://x.example/a.jpg"}},
        ),
        100,
    ),
    "eleven rows in two sections": (
        menu({"title": "Uno", "rows": rows(6)}, {"title": "Dos", "rows": rows(5, 6)}),
        131009,
    ),
    "eleven sections": (
        menu(*({"title": str(n), "rows": [row(str(n))]} for n in range(11))),
        131009,
    ),
    "section without rows": (menu({"title": "Uno", "rows": []}), 131009),
    "untitled section among several": (
        menu({"title": "Uno", "rows": rows(1)}, {"rows": rows(1, 1)}),
        131008,
    ),
    "section title over its limit": (menu({"title": "x" * 25, "rows": rows(1)}), 131009),
    "row title over its limit": (menu({"rows": [row("1", "t" * 25)]}), 131009),
    "row description over its limit": (
        menu({"rows": [row("1", description="d" * 73)]}),
        131009,
    ),
    "row id over its limit": (menu({"rows": [row("i" * 201)]}), 131009),
    "equal row ids": (menu({"rows": [row("1"), row("1")]}), 131009),
    "list button over its limit": (menu({"rows": rows(1)}, button="x" * 21), 131009),
    "list body over its limit": (menu({"rows": rows(1)}, body={"text": "x" * 4097}), 131009),
    "list under a picture": (
        menu({"rows": rows(1)}, header={"type": "image", "image": {"id": "1"}}),
        131009,
    ),
    "call to action text over its limit": (cta("x" * 21), 131009),
    "call to action without address": (cta(url=""), 131009),
    "call to action to a script": (cta(url="javascript:alert(1)"), 131009),
    "read mark of nothing": ({"messaging_product": "whatsapp", "status": "read"}, 131008),
    "read mark with another status": (read(status="delivered"), 131009),
    "typing of another type": (read(typing_indicator={"type": "audio"}), 131009),
}


@pytest.mark.parametrize("body", ACCEPTED.values(), ids=ACCEPTED)
def test_it_accepts_what_meta_accepts(body: dict[str, Any]) -> None:
    assert check(body) is None


@pytest.mark.parametrize(("body", "code"), REFUSED.values(), ids=REFUSED)
def test_it_refuses_what_meta_refuses(body: Any, code: int) -> None:
    problem = check(body)
    assert problem is not None
    assert problem.code == code
    assert problem.http_status == 400


def test_a_refusal_has_metas_shape() -> None:
    problem = check(buttons(reply(title="t" * 21)))
    assert problem is not None
    error = problem.body()["error"]
    assert error["message"] == "(#131009) Parameter value is not valid"
    assert error["type"] == "OAuthException"
    assert error["error_data"]["messaging_product"] == "whatsapp"
    assert "Max length: 20" in error["error_data"]["details"]
    assert error["fbtrace_id"]


def test_limits_count_code_points_and_not_bytes() -> None:
    assert check(buttons(reply(title="ñ" * 20))) is None
    assert check(buttons(reply(title="🧉" * 21))) is not None


def test_a_read_mark_is_told_from_a_message() -> None:
    assert is_read_mark(read())
    assert not is_read_mark(ACCEPTED["text"])


def test_the_recipient_is_the_digits_and_to_wins_over_recipient() -> None:
    both = message("text", {"body": "x"}, recipient="AR.1349")
    assert recipient(both) == "5491155512345"
    assert recipient(ACCEPTED["hidden number"]) == "AR.13491208655302741918"
