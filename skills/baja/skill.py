"""Answering those who ask to be left alone, and those who come back."""

from django.utils.translation import gettext as _

from conversations.turn import Outcome, Turn
from skills.ayuda.menu import menu
from skills.baja.rules import RULES
from skills.routes import Route
from skills.skill import Skill
from whatsapp.graph.messages import Text


def leave_alone(turn: Turn, route: Route) -> Outcome:
    """Say what is true today: nobody is written to unless they write first."""
    body = _(
        "Entendido. Este asistente solo responde cuando le escribís: no te va a mandar mensajes"
        " por su cuenta. Si más adelante necesitás algo, escribinos y te contestamos."
    )
    return Outcome("baja", (Text(body),), turn.slots)


def welcome_back(turn: Turn, route: Route) -> Outcome:
    body = _(
        "¡Listo! No hace falta ningún trámite: cada vez que nos escribas, te contestamos."
        " ¿Qué querés hacer?"
    )
    return Outcome("alta", (menu(body),), turn.slots)


BAJA = Skill(name="baja", intents={"baja": leave_alone, "alta": welcome_back}, rules=RULES)
