"""Whether something is left."""

import pytest

from skills.tests.chat import Chat


@pytest.mark.parametrize(
    ("phrase", "lead"),
    [
        ("queda stock de la mochila negra?", "¡Sí, hay!"),
        ("todavía tienen el termo verde?", "¡Sí, hay!"),
        ("está disponible la mochila roja?", "Por ahora no queda"),
    ],
)
def test_it_works(shop_chat: Chat, phrase: str, lead: str) -> None:
    outcome = shop_chat.say(phrase)
    assert outcome.intent == "catalogo.disponibilidad"
    assert outcome.replies[0].body.startswith(lead)


def test_it_is_asked_of_the_product_last_shown(shop_chat: Chat) -> None:
    shop_chat.say("cuánto sale la mochila negra?")
    outcome = shop_chat.say("queda stock?")
    assert "*Mochila negra urbana*" in outcome.replies[0].body


def test_several_that_match_are_listed(shop_chat: Chat) -> None:
    outcome = shop_chat.say("quedan yerbas?")
    assert outcome.intent == "catalogo.disponibilidad"
    assert [row.description for row in outcome.replies[0].rows][1] == "$ 5.190,00 · Quedan 9"


def test_what_is_not_sold_is_said_so(shop_chat: Chat) -> None:
    outcome = shop_chat.say("queda stock de helicópteros?")
    assert "No encontré «helicópteros»" in outcome.replies[0].body
