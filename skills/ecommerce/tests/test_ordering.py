"""How to buy: the shop's page, or the cart of the chat."""

import pytest

from skills.ecommerce.basket import basket_in
from skills.tests.chat import Chat
from whatsapp.graph.messages import Buttons, CtaUrl


def test_it_works(shop_chat: Chat) -> None:
    shop_chat.say("cuánto sale la mochila negra?")
    outcome = shop_chat.say("cómo la compro?")
    assert outcome.intent == "catalogo.pedido"
    reply = outcome.replies[0]
    assert isinstance(reply, CtaUrl)
    assert "*Mochila negra urbana*" in reply.body
    assert "«lo quiero»" in reply.body
    assert reply.url == "https://tienda.example/p/MOC-1"


def test_without_a_page_the_shop_confirms(shop_chat: Chat) -> None:
    shop_chat.say("cuánto sale el termo verde?")
    reply = shop_chat.say("cómo lo compro?").replies[0]
    assert isinstance(reply, Buttons)
    assert "te confirma el pago y la entrega" in reply.body


def test_with_no_product_in_sight_it_says_how(shop_chat: Chat) -> None:
    outcome = shop_chat.say("quiero hacer un pedido")
    assert outcome.intent == "catalogo.pedido"
    assert "elegí un producto" in outcome.replies[0].body


@pytest.mark.parametrize("phrase", ["hacen envíos?", "aceptan tarjeta?", "cómo compro?"])
def test_a_question_puts_nothing_in_the_cart(shop_chat: Chat, phrase: str) -> None:
    shop_chat.say("cuánto sale la mochila negra?")
    outcome = shop_chat.say(phrase)
    assert outcome.intent == "catalogo.pedido"
    assert not basket_in(outcome.slots).wishes


def test_what_is_sold_out_is_not_promised(shop_chat: Chat) -> None:
    shop_chat.say("cuánto sale la mochila roja?")
    body = shop_chat.say("la quiero").replies[0].body
    assert body.startswith("Por ahora no queda")


def test_a_product_gone_from_the_catalog_is_said_so(shop_chat: Chat) -> None:
    outcome = shop_chat.reply("ecommerce:pedido:NO-ESTA", "Lo quiero")
    assert outcome.intent == "catalogo.pedido"
    assert "ya no está" in outcome.replies[0].body


def test_delivery_and_payment_are_left_to_the_shop(shop_chat: Chat) -> None:
    for phrase in ("hacen envíos?", "aceptan tarjeta?"):
        assert "te los confirma la tienda" in shop_chat.say(phrase).replies[0].body
