"""Answering those who ask to be left alone, and those who come back."""

from django.utils.translation import gettext as _

from conversations.turn import Consent, Decision, Kind, Outcome, Turn
from skills.ayuda.menu import menu
from skills.baja.rules import RULES
from skills.routes import Route
from skills.skill import Skill
from whatsapp.graph.messages import Text


def leave_alone(turn: Turn, route: Route) -> Outcome:
    body = _("Listo: no te vamos a escribir más. Si querés volver, escribí ALTA.")
    return Outcome("baja", (Text(body),), turn.slots, consent=Consent(Decision.BAJA))


def welcome_back(turn: Turn, route: Route) -> Outcome:
    body = _("¡Listo! Te volvemos a escribir por acá. ¿Qué querés hacer?")
    return Outcome("alta", (menu(body),), turn.slots, consent=Consent(Decision.ALTA))


def spare_ads(turn: Turn, route: Route) -> Outcome:
    body = _(
        "Listo: no te mandamos más promociones. Si nos escribís, te respondemos igual. Para"
        " volver a recibirlas, escribí PROMOCIONES SÍ."
    )
    consent = Consent(Decision.BAJA, Kind.PUBLICIDAD)
    return Outcome("baja.publicidad", (Text(body),), turn.slots, consent=consent)


def want_ads(turn: Turn, route: Route) -> Outcome:
    body = _("Listo: te vamos a mandar nuestras promociones. Para no recibirlas, escribí BAJA.")
    consent = Consent(Decision.ALTA, Kind.PUBLICIDAD)
    return Outcome("alta.publicidad", (Text(body),), turn.slots, consent=consent)


def without_consent(turn: Turn) -> Outcome:
    """Return the silent outcome of a message that decides nothing about being written to."""
    return Outcome("sistema.callada", slots=turn.slots)


BAJA = Skill(
    name="baja",
    intents={
        "baja": leave_alone,
        "alta": welcome_back,
        "baja.publicidad": spare_ads,
        "alta.publicidad": want_ads,
    },
    rules=RULES,
    actions={
        "baja": "baja",
        "alta": "alta",
        "baja_publicidad": "baja.publicidad",
        "alta_publicidad": "alta.publicidad",
    },
)
