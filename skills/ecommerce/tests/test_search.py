"""Finding what people name, as they name it."""

import pytest

from skills.tests.chat import Chat, stock_up, titles
from tenants.models import Cliente


def test_it_works(shop_chat: Chat) -> None:
    outcome = shop_chat.say("busco mochilas")
    assert outcome.intent == "catalogo.buscar"
    assert titles(outcome.replies[0]) == ["Mochila negra urbana", "Mochila roja de trekking"]


@pytest.mark.parametrize(
    ("phrase", "found"),
    [
        ("tenés MOCHILAS NEGRAS??", "Mochila negra urbana"),
        ("busco una mochila negro", "Mochila negra urbana"),
        ("tienen te negro?", "Té negro con bergamota"),
        ("hay té?", "Té negro con bergamota"),
        ("mochila negra", "Mochila negra urbana"),
        ("MOC-1", "Mochila negra urbana"),
        ("moc-1", "Mochila negra urbana"),
        ("necesito un neceser barato para mi hermana", "Neceser de viaje"),
    ],
)
def test_one_match_is_shown_at_once(shop_chat: Chat, phrase: str, found: str) -> None:
    assert f"*{found}*" in shop_chat.say(phrase).replies[0].body


def test_what_is_named_wins_over_what_is_filed_near_it(shop_chat: Chat) -> None:
    """The termo is in the category "Yerbas", but nobody who asks for yerba wants it first."""
    assert titles(shop_chat.say("tenés yerba?").replies[0]) == [
        "Yerba orgánica 500 g",
        "Yerba suave 500 g",
    ]


def test_a_word_inside_another_word_is_no_match(cliente: Cliente) -> None:
    chat = stock_up(cliente, [{"title": "Campana de cocina"}, {"title": "Pantalón cargo"}])
    assert "No encontré «pan»" in chat.say("tienen pan?").replies[0].body


def test_the_closest_is_offered_and_said_to_be_no_exact_match(shop_chat: Chat) -> None:
    reply = shop_chat.say("hay mochilas moradas?").replies[0]
    assert "No encontré «mochilas moradas» tal cual" in reply.body
    assert "Mochila negra urbana" in titles(reply)


def test_nothing_found_offers_the_categories(shop_chat: Chat) -> None:
    outcome = shop_chat.say("busco helicópteros")
    assert outcome.intent == "catalogo.buscar"
    assert "No encontré «helicópteros»" in outcome.replies[0].body
    assert titles(outcome.replies[0]) == ["Infusiones", "Mochilas", "Yerbas"]


def test_what_is_shown_is_what_was_typed(shop_chat: Chat) -> None:
    assert "«mochilas»" in shop_chat.say("busco mochilas").replies[0].body


def test_a_budget_cuts_the_list(shop_chat: Chat) -> None:
    shop_chat.say("busco algo de Lomaroja, menos de 6 mil")
    assert [title for _, title in shop_chat.slots["opciones"]] == [
        "Yerba orgánica 500 g",
        "Yerba suave 500 g",
    ]


def test_a_budget_nothing_fits_is_said_so(shop_chat: Chat) -> None:
    reply = shop_chat.say("busco mochilas hasta $500").replies[0]
    assert "No hay «mochilas» por ese precio" in reply.body
    assert titles(reply)[0] == "Mochila negra urbana"


def test_a_bare_word_that_names_nothing_is_not_a_search(shop_chat: Chat) -> None:
    assert shop_chat.say("helicóptero").intent == "sin_match"
    assert shop_chat.say("si").intent == "sin_match"
    assert shop_chat.say("mi gata se llama Luna").intent == "sin_match"


def test_a_misspelt_word_is_said_as_the_shop_writes_it(shop_chat: Chat) -> None:
    reply = shop_chat.say("busco mochylas").replies[0]
    assert "«mochila»" in reply.body
    assert titles(reply) == ["Mochila negra urbana", "Mochila roja de trekking"]


@pytest.mark.parametrize("phrase", ["mochylas", "mochila negr", "yerba organika"])
def test_a_misspelt_name_alone_is_a_search(shop_chat: Chat, phrase: str) -> None:
    assert shop_chat.say(phrase).intent == "catalogo.buscar"


def test_a_range_of_prices_cuts_both_ends(shop_chat: Chat) -> None:
    reply = shop_chat.say("busco algo de Lomaroja entre 8 y 80 lucas").replies[0]
    assert titles(reply) == [
        "Mochila negra urbana",
        "Neceser de viaje",
        "Termo verde 1 litro",
        "Té negro con bergamota",
    ]


def test_more_keeps_to_the_price(cliente: Cliente) -> None:
    mates = [{"title": f"Mate {number:02}", "price": 1000 * number} for number in range(1, 31)]
    chat = stock_up(cliente, mates)
    chat.say("busco mates más de 10 mil")
    assert titles(chat.say("más").replies[0])[0] == "Mate 19"
    chat.say("busco mates más de 10 mil")
    row = chat.slots["opciones"][-1][0]
    assert titles(chat.reply(row, "Ver más").replies[0])[0] == "Mate 19"


def test_nobody_is_told_a_number_that_nobody_counted(cliente: Cliente) -> None:
    chat = stock_up(cliente, ({"title": f"Mate {number:03}"} for number in range(250)))
    assert "100 productos o más" in chat.say("busco mates").replies[0].body


def test_what_is_left_is_asked_for_and_missed(shop_chat: Chat) -> None:
    reply = shop_chat.say("busco mochilas rojas disponibles").replies[0]
    assert "Mochila roja de trekking" in reply.body
