"""What a button carries leads to its skill, whoever made it and however old it is."""

import pytest

from skills.replies import offset_in, read_reply_id, reply_id
from skills.tests.chat import Chat
from whatsapp.inbound import InboundMessage


def test_it_works(chat: Chat) -> None:
    outcome = chat.reply("vida_sana:plan:caminar", "Plan para caminar")
    assert (outcome.intent, outcome.skill) == ("vida_sana.plan", "vida_sana")
    assert outcome.reason == "botón «Plan para caminar»"


@pytest.mark.parametrize(
    "foreign",
    [
        "confirmar_turno",
        "otro:bot:1",
        "ecommerce:borrar_todo:1",
        "ecommerce",
        "ecommerce:",
        "::",
        "a:b",
        "ayuda:ayuda",
        "x" * 65_000,
        "\x00\ud800:\x00:\x00",
    ],
)
def test_a_foreign_button_gets_help(chat: Chat, foreign: str) -> None:
    outcome = chat.reply(foreign, "Sí, confirmo")
    assert outcome.intent == "ayuda"
    assert outcome.replies


@pytest.mark.parametrize(
    "stale",
    [
        "vida_sana:plan:volar",
        "vida_sana:plan:caminar:quien_sabe",
        "vida_sana:registrar:camello",
        "reciclaje:material:kriptonita",
        "ecommerce:producto:NO-ESTA",
        "ecommerce:categoria:0:ffffffffffff",
        "ecommerce:categoria:",
        "ecommerce:catalogo:99999",
        "ecommerce:catalogo:-1",
        "ecommerce:catalogo:²",
        "ecommerce:mas:9:0:nada",
        "ecommerce:mas:x",
        "ecommerce:pedido:NO-ESTA",
        "ecommerce:carrito:quitar:NO-ESTA",
        "ecommerce:carrito:confirmar:ffffffffffff",
        "ecommerce:carrito:volar:9",
        "ecommerce:carrito:cantidad:9",
        "ecommerce:carrito:",
    ],
)
def test_a_stale_button_is_answered(chat: Chat, shop_chat: Chat, stale: str) -> None:
    assert chat.reply(stale).replies
    assert shop_chat.reply(stale).replies


def test_a_template_button_is_routed_by_its_text(chat: Chat) -> None:
    button = InboundMessage("button", "wamid.1", text="Quiero el catálogo", reply_id="PROMO_1")
    assert chat.send(button).intent == "catalogo.ver"


def test_a_template_button_with_our_payload_is_routed_by_it(chat: Chat) -> None:
    button = InboundMessage("button", "wamid.1", text="Sí", reply_id="reciclaje:menu:")
    assert chat.send(button).intent == "reciclaje.menu"


def test_a_choice_without_id_gets_help(chat: Chat) -> None:
    assert chat.send(InboundMessage("interactive", "wamid.1")).intent == "ayuda"


def test_ids_keep_whatever_follows_the_second_colon() -> None:
    reply = read_reply_id(reply_id("ecommerce", "mas", "9:0:mate: imperial"))
    assert reply is not None
    assert reply.args == "9:0:mate: imperial"


def test_an_id_beyond_metas_limit_is_never_built() -> None:
    with pytest.raises(ValueError, match="ecommerce:producto"):
        reply_id("ecommerce", "producto", "X" * 200)


@pytest.mark.parametrize(
    ("args", "offset"), [("9", 9), ("", 0), ("-1", 0), ("1e3", 0), ("9" * 30, 0), ("٣", 3)]
)
def test_an_offset_is_read_or_is_zero(args: str, offset: int) -> None:
    assert offset_in(args) == offset
