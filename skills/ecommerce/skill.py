"""Shopping in a chat: browsing, finding, pricing and ordering."""

from collections.abc import Callable, Mapping

from conversations.turn import Outcome, Turn
from skills.ecommerce.buying import (
    budget_for_search,
    find_or_put_in,
    order,
    units_after_adding,
    work_cart,
)
from skills.ecommerce.closed import closed
from skills.ecommerce.finding import tell_about, tell_stock
from skills.ecommerce.guess import guess
from skills.ecommerce.rules import RULES
from skills.ecommerce.seeing import see_categories, see_category, see_more
from skills.ecommerce.shop import Shop, shop_of
from skills.routes import Route
from skills.skill import Answer, Skill
from skills.wording import Line

InShop = Callable[[Turn, Route, Shop], Outcome]


def with_shop(answer: InShop) -> Answer:
    """Answer with the tenant's catalog at hand, or say politely that there is none yet."""

    def answer_if_open(turn: Turn, route: Route) -> Outcome:
        shop = shop_of(turn)
        return answer(turn, route, shop) if shop else closed(turn, route.intent)

    return answer_if_open


def guess_in_context(turn: Turn, line: Line) -> Route | None:
    """Guess from what was being done, and then from the names of what is sold."""
    return units_after_adding(turn, line) or budget_for_search(turn, line) or guess(turn, line)


ANSWERS: Mapping[str, InShop] = {
    "catalogo.ver": see_categories,
    "catalogo.categoria": see_category,
    "catalogo.mas": see_more,
    "catalogo.buscar": find_or_put_in,
    "catalogo.detalle": tell_about,
    "catalogo.disponibilidad": tell_stock,
    "catalogo.pedido": order,
    "catalogo.carrito": work_cart,
}
ECOMMERCE = Skill(
    name="ecommerce",
    intents={intent: with_shop(answer) for intent, answer in ANSWERS.items()},
    rules=RULES,
    actions={
        "catalogo": "catalogo.ver",
        "categoria": "catalogo.categoria",
        "mas": "catalogo.mas",
        "preguntar": "catalogo.buscar",
        "producto": "catalogo.detalle",
        "pedido": "catalogo.pedido",
        "carrito": "catalogo.carrito",
    },
    guess=guess_in_context,
)
