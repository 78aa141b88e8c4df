""" "Más" goes on wherever the customer was."""

from collections.abc import Mapping

import pytest

from skills.tests.chat import Chat, stock_up, titles
from tenants.models import Cliente


@pytest.fixture
def large_chat(cliente: Cliente) -> Chat:
    return stock_up(cliente, (mate(number) for number in range(25)))


def mate(number: int) -> Mapping[str, object]:
    return {"title": f"Mate {number:02}", "category": "Mates" if number < 20 else "Otros mates"}


def test_it_works(large_chat: Chat) -> None:
    large_chat.say("catálogo")
    large_chat.tap("Mates")
    second = large_chat.say("más")
    assert second.intent == "catalogo.mas"
    assert titles(second.replies[0])[:2] == ["Mate 09", "Mate 10"]
    assert titles(large_chat.say("ver más").replies[0]) == ["Mate 18", "Mate 19"]


def test_the_end_is_said(large_chat: Chat) -> None:
    for phrase in ("catálogo", "1", "más", "más"):
        large_chat.say(phrase)
    outcome = large_chat.say("más")
    assert "Eso es todo" in outcome.replies[0].body
    assert titles(outcome.replies[0]) == ["Mates", "Otros mates"]


def test_a_search_goes_on(large_chat: Chat) -> None:
    assert len(titles(large_chat.say("tenés mate?").replies[0])) == 10
    assert titles(large_chat.say("más").replies[0])[0] == "Mate 09"


def test_the_row_goes_on_even_after_everything_else(large_chat: Chat) -> None:
    large_chat.say("tenés mate?")
    more = large_chat.slots["opciones"][-1][0]
    large_chat.say("hola")
    large_chat.say("catálogo")
    outcome = large_chat.reply(more, "Ver más")
    assert outcome.intent == "catalogo.mas"
    assert titles(outcome.replies[0])[0] == "Mate 09"


def test_after_one_product_it_shows_its_category(large_chat: Chat) -> None:
    large_chat.say("cuánto sale el mate 22?")
    outcome = large_chat.say("más")
    assert titles(outcome.replies[0])[0] == "Mate 20"


def test_a_product_chosen_from_a_list_does_not_lose_the_list(large_chat: Chat) -> None:
    for phrase in ("catálogo", "1", "2"):
        large_chat.say(phrase)
    assert titles(large_chat.say("más").replies[0])[0] == "Mate 09"


def test_with_nothing_shown_it_opens_the_catalog(large_chat: Chat) -> None:
    assert titles(large_chat.say("más").replies[0]) == ["Mates", "Otros mates"]


def test_a_category_that_went_away_meanwhile_is_said_so(large_chat: Chat) -> None:
    large_chat.slots = {"ecommerce": {"lista": "categoria", "tema": "Termos", "sigue": 9}}
    assert "ya no está" in large_chat.say("más").replies[0].body
