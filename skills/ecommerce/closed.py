"""What is said while the shop has nothing to show."""

from django.utils.translation import gettext as _

from conversations.turn import Outcome, Turn
from skills.ayuda.menu import menu
from skills.ayuda.texts import shop as shop_name


def closed(turn: Turn, intent: str) -> Outcome:
    body = _(
        "Por ahora %s no tiene productos publicados acá 🙏. Dejá escrito lo que buscás: queda en"
        " esta conversación y la tienda lo puede ver. Mientras tanto puedo ayudarte con esto:"
    ) % shop_name(turn)
    return Outcome(intent, (menu(body),), turn.slots)
