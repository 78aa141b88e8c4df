"""A cart is filled in the chat, word by word or button by button, and outlives every detour."""

from collections.abc import Iterator

import pytest

from skills.ecommerce.basket import LINES_AT_MOST, basket_in
from skills.tests.chat import Chat, buy, stock_up, titles
from tenants.models import Cliente
from whatsapp.graph.messages import Buttons, ListMenu, Message, content


def inside(chat: Chat) -> dict[str, int]:
    return {wish.sku: wish.quantity for wish in basket_in(chat.slots).wishes}


def last_body(chat: Chat, phrase: str) -> str:
    return body(chat.say(phrase).replies[-1])


def body(message: Message) -> str:
    return str(message.body)  # type: ignore[union-attr]


@pytest.fixture
def looking(shop_chat: Chat) -> Chat:
    """A chat that is looking at the black backpack, of which there are three."""
    shop_chat.say("cuánto sale la mochila negra?")
    return shop_chat


def test_it_works(looking: Chat) -> None:
    outcome = looking.say("lo quiero")
    assert outcome.intent == "catalogo.pedido"
    assert outcome.order is None
    (reply,) = outcome.replies
    assert isinstance(reply, Buttons)
    assert reply.body.startswith("En tu carrito: 1 × *Mochila negra urbana* 🛒")
    assert "Carrito: 1 producto · *Total: $ 74.900,00 ARS*" in reply.body
    assert titles(reply) == ["Confirmar pedido", "Ver carrito", "Seguir comprando"]


def test_the_button_of_the_card_puts_it_in(shop_chat: Chat) -> None:
    shop_chat.say("cuánto sale el termo verde?")
    shop_chat.tap("Lo quiero")
    assert inside(shop_chat) == {"TER-1": 1}


@pytest.mark.parametrize(
    ("phrase", "units"),
    [
        ("lo quiero", 1),
        ("la quiero comprar", 1),
        ("me la llevo", 1),
        ("agregar", 1),
        ("agregalo al carrito", 1),
        ("agregá 2", 2),
        ("agregame dos", 2),
        ("sumá 2 al carrito", 2),
        ("quiero 2 de esos", 2),
        ("3 de estas", 3),
        ("dame dos", 2),
        ("quiero pedir dos", 2),
        ("agregar al carrito", 1),
        ("quiero dos mochilas negras", 2),
        ("dos mochilas negras", 2),
        ("agregá la mochila negra", 1),
        ("agregá dos mochilas negras", 2),
        ("quiero 5 de esas", 3),
    ],
)
def test_many_ways_of_saying_so(looking: Chat, phrase: str, units: int) -> None:
    looking.say(phrase)
    assert inside(looking) == {"MOC-1": units}


@pytest.mark.parametrize(
    "phrase", ["quiero ver 2 mochilas negras", "tenés 2 mochilas?", "2 litros de mochila", "hola 2"]
)
def test_a_number_is_not_always_how_many(looking: Chat, phrase: str) -> None:
    looking.say(phrase)
    assert inside(looking) == {}


def test_saying_it_twice_does_not_double_it(looking: Chat) -> None:
    looking.say("lo quiero")
    looking.say("lo quiero")
    assert inside(looking) == {"MOC-1": 1}


def test_adding_adds_and_wanting_sets(looking: Chat) -> None:
    looking.say("lo quiero")
    looking.say("agregá 1")
    assert inside(looking) == {"MOC-1": 2}
    looking.say("quiero 1 de esos")
    assert inside(looking) == {"MOC-1": 1}


@pytest.mark.parametrize(
    ("typed", "units"), [("1", 1), ("2", 2), ("3", 3), ("dos", 2), ("quiero 3", 3), ("9", 3)]
)
def test_a_bare_number_right_after_is_how_many(looking: Chat, typed: str, units: int) -> None:
    looking.say("lo quiero")
    outcome = looking.say(typed)
    assert outcome.order is None
    assert inside(looking) == {"MOC-1": units}


def test_no_more_goes_in_than_is_left(looking: Chat, cliente: Cliente) -> None:
    buy(cliente, "MOC-1", 1)
    assert "Quedan solo 2." in last_body(looking, "agregá 9")
    assert inside(looking) == {"MOC-1": 2}


def test_what_others_ordered_whole_does_not_go_in(looking: Chat, cliente: Cliente) -> None:
    buy(cliente, "MOC-1", 3)
    assert last_body(looking, "lo quiero").startswith("Por ahora no queda")
    assert inside(looking) == {}


def test_how_many_is_not_asked_twice(shop_chat: Chat) -> None:
    listed = shop_chat.say("quiero dos yerbas")
    assert isinstance(listed.replies[0], ListMenu)
    shop_chat.tap("Yerba suave 500 g")
    shop_chat.say("lo quiero")
    assert inside(shop_chat) == {"YER-2": 2}


def test_how_many_is_of_what_was_listed_only(shop_chat: Chat) -> None:
    shop_chat.say("quiero dos yerbas")
    shop_chat.say("cuánto sale la mochila negra?")
    shop_chat.say("la quiero")
    assert inside(shop_chat) == {"MOC-1": 1}


@pytest.fixture
def filled(looking: Chat) -> Chat:
    looking.say("quiero 2 de esos")
    looking.say("quiero encargar la yerba suave")
    looking.say("agregá el termo verde")
    assert inside(looking) == {"MOC-1": 2, "YER-2": 1, "TER-1": 1}
    return looking


@pytest.mark.parametrize("phrase", ["ver carrito", "mi carrito", "qué tengo en el carrito?"])
def test_the_cart_is_shown(filled: Chat, phrase: str) -> None:
    outcome = filled.say(phrase)
    assert outcome.intent == "catalogo.carrito"
    (reply,) = outcome.replies
    assert "• 2 × Mochila negra urbana: $ 149.800,00" in body(reply)
    assert "*Total: $ 233.890,00 ARS*" in body(reply)
    assert titles(reply) == ["Confirmar pedido", "Quitar algo", "Seguir comprando"]


@pytest.mark.parametrize(
    ("phrase", "left"),
    [
        ("quitá la yerba", {"MOC-1": 2, "TER-1": 1}),
        ("quitar la mochila negra", {"YER-2": 1, "TER-1": 1}),
        ("sacá el termo del carrito", {"MOC-1": 2, "YER-2": 1}),
        ("quitalo", {"MOC-1": 2, "YER-2": 1}),
        ("quitar", {"MOC-1": 2, "YER-2": 1, "TER-1": 1}),
        ("quitá una mochila", {"MOC-1": 1, "YER-2": 1, "TER-1": 1}),
        ("vaciar carrito", {}),
        ("vaciar", {}),
    ],
)
def test_things_are_taken_out(filled: Chat, phrase: str, left: dict[str, int]) -> None:
    outcome = filled.say(phrase)
    assert outcome.intent == "catalogo.carrito"
    assert inside(filled) == left


def test_taking_out_asks_which_and_offers_to_empty(filled: Chat) -> None:
    filled.say("ver carrito")
    reply = filled.tap("Quitar algo").replies[0]
    assert titles(reply) == [
        "Mochila negra urbana",
        "Yerba suave 500 g",
        "Termo verde 1 litro",
        "Vaciar el carrito",
    ]
    filled.tap("Yerba suave 500 g")
    assert inside(filled) == {"MOC-1": 2, "TER-1": 1}
    filled.say("quitar el unicornio")
    filled.tap("Vaciar el carrito")
    assert inside(filled) == {}


@pytest.mark.parametrize(
    ("phrase", "intent"),
    [
        ("cancelar", "ayuda"),
        ("menú", "ayuda"),
        ("dónde tiro las pilas?", "reciclaje.material"),
        ("tomé 2 vasos de agua", "vida_sana.registrar"),
        ("catálogo", "catalogo.ver"),
        ("quiero hablar con una persona", "humano"),
    ],
)
def test_any_other_wish_is_heard_and_the_cart_stays(filled: Chat, phrase: str, intent: str) -> None:
    outcome = filled.say(phrase)
    assert outcome.intent == intent
    assert inside(filled) == {"MOC-1": 2, "YER-2": 1, "TER-1": 1}


def test_an_empty_cart_says_how_to_fill_it(shop_chat: Chat) -> None:
    for phrase in ("ver carrito", "vaciar carrito", "quitar", "confirmar"):
        outcome = shop_chat.say(phrase)
        assert "Tu carrito está vacío" in body(outcome.replies[0])
        assert outcome.order is None


def test_it_goes_on_shopping(filled: Chat) -> None:
    filled.say("ver carrito")
    assert titles(filled.tap("Seguir comprando").replies[0]) == ["Infusiones", "Mochilas", "Yerbas"]


def test_a_full_cart_takes_no_other_product_and_is_shown_whole(cliente: Cliente) -> None:
    long_name = "Mate de calabaza forrado en cuero con virola de alpaca número"
    shop = [{"title": f"{long_name} {n}", "sku": f"M-{n}"} for n in range(LINES_AT_MOST + 1)]
    chat = stock_up(cliente, shop)
    for number in range(LINES_AT_MOST + 1):
        outcome = chat.reply(f"ecommerce:pedido:M-{number}", "Lo quiero")
    assert len(inside(chat)) == LINES_AT_MOST
    assert "lo más que lleva" in body(outcome.replies[0])
    for phrase in ("ver carrito", "quitar"):
        assert list(map(content, chat.say(phrase).replies))
    assert len(titles(chat.say("quitar").replies[0])) == 10


@pytest.mark.parametrize("lines", list(range(9)))
def test_whatever_is_remembered_is_read_safely(shop_chat: Chat, lines: int) -> None:
    shop_chat.slots = {"carrito": {"lineas": list(odd_lines())[lines], "pedido": "\x00" * 40}}
    for phrase in ("ver carrito", "lo quiero", "quitar", "confirmar", "vaciar"):
        assert shop_chat.say(phrase).replies


def odd_lines() -> Iterator[object]:
    yield "MOC-1"
    yield [["MOC-1"]]
    yield [["MOC-1", "2", "x", 7]]
    yield [["MOC-1", 10**9, "1", "ARS"]]
    yield [["MOC-1", -1, "1", "ARS"], ["MOC-1", True, "1", "ARS"]]
    yield [["\x00", 1, "1", "ARS"], ["x" * 500, 1, "1", "ARS"]]
    yield [["MOC-1", 1, "1E+99", "\x00\x00"], ["MOC-1", 2, "NaN", "ARS"]]
    yield [["NO-ESTA", 1, "1", "ARS"]] * 1000
    yield [None, 1, {}, []]
