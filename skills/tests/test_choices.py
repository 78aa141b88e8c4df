"""People answer a menu with a number, an ordinal, or the words they read on it."""

import pytest

from skills.choices import OFFERED_AT_MOST, offered
from skills.tests.chat import Chat, titles


def test_it_works(chat: Chat) -> None:
    chat.say("plan para caminar")
    outcome = chat.say("2")
    assert outcome.intent == "vida_sana.plan"
    assert outcome.reason == "opción «2» de la última lista"


@pytest.mark.parametrize(
    "typed",
    ["2", "el 2", "la 2", "opción 2", "número 2", "el segundo", "la segunda", "quiero el 2"],
)
def test_any_way_to_say_the_second(shop_chat: Chat, typed: str) -> None:
    shop_chat.say("tenés yerba?")
    outcome = shop_chat.say(typed)
    assert outcome.intent == "catalogo.detalle"
    assert "Yerba suave" in outcome.replies[0].body


@pytest.mark.parametrize("typed", ["0", "11", "99", "el 40"])
def test_a_number_nobody_offered_is_not_understood(chat: Chat, typed: str) -> None:
    chat.say("?")
    assert chat.say(typed).intent == "sin_match"


def test_a_number_with_nothing_offered_is_not_understood(chat: Chat) -> None:
    assert chat.say("2").intent == "sin_match"


def test_the_title_may_be_typed(chat: Chat) -> None:
    chat.say("?")
    outcome = chat.say("puntos de entrega")
    assert outcome.intent == "reciclaje.puntos"
    assert outcome.reason == "opción «puntos de entrega», escrita"


def test_a_message_without_choices_leaves_the_earlier_ones(shop_chat: Chat) -> None:
    listed = shop_chat.say("tenés yerba?")
    shop_chat.say("1")
    again = shop_chat.say("2")
    assert titles(listed.replies[0])[1].split()[0] in again.replies[0].body


def test_what_is_kept_has_an_end(chat: Chat) -> None:
    outcome = chat.say("?")
    assert len(offered(outcome.replies * 5)) == OFFERED_AT_MOST


def test_words_that_mean_something_win_over_a_number(chat: Chat) -> None:
    chat.say("?")
    assert chat.say("tomé 2 vasos de agua").intent == "vida_sana.registrar"
