"""What is said when nothing was understood: never silence, never a dead end."""

from datetime import timedelta

from django.utils.translation import gettext as _

from conversations.turn import Outcome, Turn
from skills.ayuda.menu import menu
from skills.routes import Route
from skills.skill import Skill


def admit(turn: Turn, route: Route) -> Outcome:
    body = _(
        "Perdón, no te entendí 🤔. Probá con otras palabras, por ejemplo «busco una mochila»"
        " o «¿dónde tiro las pilas?», o elegí una opción de la lista."
    )
    return Outcome("sin_match", (menu(body),), turn.slots)


# After hours, that something was not understood helps nobody.
FALLBACK = Skill(name="fallback", intents={"sin_match": admit}, fresh_for=timedelta(hours=6))
