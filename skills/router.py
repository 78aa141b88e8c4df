"""Choosing the skill that answers a message, and letting it answer."""

from dataclasses import replace

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from conversations.turn import Outcome, Turn
from skills.ayuda.skill import FAREWELL
from skills.choices import chosen_by_number, chosen_by_title, with_offered
from skills.courtesy import Courtesy
from skills.display import plain
from skills.registry import SKILL_OF, SKILLS, match
from skills.replies import read_reply_id
from skills.routes import Route
from skills.silence import interactive_kind, unanswered
from skills.wording import Line, read
from skills.wordset import word_set
from whatsapp.inbound import mapping

COMMANDS = {
    "catalogo": "catalogo.ver",
    "productos": "catalogo.ver",
    "tienda": "catalogo.ver",
    "vida": "vida_sana.menu",
    "vidasana": "vida_sana.menu",
    "reciclaje": "reciclaje.menu",
    "reciclar": "reciclaje.menu",
    "ayuda": "ayuda",
    "help": "ayuda",
    "menu": "ayuda",
    "start": "saludo",
    "humano": "humano",
    "?": "ayuda",
}
ATTACHMENTS = word_set("image audio video document sticker location contacts")
BUTTON = gettext_lazy("botón «%s»")
TYPED_OPTION = gettext_lazy("opción «%s», escrita")
NUMBERED_OPTION = gettext_lazy("opción «%s» de la última lista")
LONGEST_REASON_PART = 60


def handle(turn: Turn) -> Outcome:
    """Answer one message. Sends and saves nothing; events nobody should answer get no replies."""
    turn = replace(turn, slots=mapping(turn.slots))
    return unanswered(turn) or _answer(turn, choose(turn, read(turn.message.text)))


def choose(turn: Turn, line: Line) -> Route:
    """Return where the message goes; what says nothing goes to the fallback, never nowhere."""
    return (
        _by_reply(turn)
        or _by_kind(turn)
        or _by_command(line)
        or _by_offered_title(turn, line)
        or (match(line) if line.words else None)
        or _by_courtesy(line)
        or _by_offered_number(turn, line)
        or _by_guess(turn, line)
        or _by_attachment(turn)
        or Route("fallback", "sin_match", _("nada de lo conocido coincide"))
    )


def _answer(turn: Turn, route: Route) -> Outcome:
    skill = SKILLS[route.skill]
    outcome = skill.answer(turn, route)
    return replace(
        outcome,
        skill=route.skill,
        reason=route.reason,
        fresh_for=outcome.fresh_for or skill.fresh_for,
        slots=with_offered(outcome.slots, outcome.replies),
    )


def _by_reply(turn: Turn) -> Route | None:
    message = turn.message
    if route := reply_route(message.reply_id, BUTTON, message.text):
        return route
    if message.kind != "interactive":
        return None
    if interactive_kind(message) == "nfm_reply":
        return Route("adjuntos", "adjunto.formulario", _("formulario completado"))
    return Route("ayuda", "ayuda", _("botón que ya no existe o no es de Liora"))


def reply_route(written: str, reason: Promise, shown: str) -> Route | None:
    """Return the route of one of our own reply ids; None if it is not ours."""
    reply = read_reply_id(written)
    skill = SKILLS.get(reply.skill) if reply else None
    intent = skill.actions.get(reply.action) if reply and skill else None
    if reply is None or intent is None:
        return None
    return Route(
        reply.skill, intent, str(reason) % plain(shown, LONGEST_REASON_PART), args=reply.args
    )


def _by_kind(turn: Turn) -> Route | None:
    if turn.message.kind != "order":
        return None
    return Route("ecommerce", "catalogo.pedido", _("carrito de WhatsApp"))


def _by_command(line: Line) -> Route | None:
    intent = COMMANDS.get(line.command)
    if intent is None:
        return None
    slash = "" if line.command == "?" else "/"
    return Route(SKILL_OF[intent], intent, _("comando %s") % (slash + line.command))


def _by_offered_title(turn: Turn, line: Line) -> Route | None:
    return reply_route(chosen_by_title(line, turn.slots), TYPED_OPTION, line.typed)


def _by_offered_number(turn: Turn, line: Line) -> Route | None:
    return reply_route(chosen_by_number(line, turn.slots), NUMBERED_OPTION, line.typed)


def _by_courtesy(line: Line) -> Route | None:
    """What is left when the courtesies are all there is."""
    if line.words or not line.courtesies:
        return None
    if Courtesy.OPENER in line.courtesies:
        return Route("ayuda", "ayuda", _("anuncia una consulta"))
    if {Courtesy.THANKS, Courtesy.CLOSING} & line.courtesies:
        return Route("ayuda", "saludo", _("agradecimiento o despedida"), args=FAREWELL)
    if Courtesy.GREETING in line.courtesies:
        return Route("ayuda", "saludo", _("saludo"))
    return None


def _by_guess(turn: Turn, line: Line) -> Route | None:
    """Ask the skills what they know, the one the conversation was with first."""
    if not line.words:
        return None
    last = SKILL_OF.get(turn.last_intent)
    for skill in sorted(SKILLS.values(), key=lambda skill: skill.name != last):
        if skill.guess and (route := skill.guess(turn, line)):
            return route
    return None


def _by_attachment(turn: Turn) -> Route | None:
    kind = turn.message.kind
    if kind not in ATTACHMENTS:
        return None
    return Route("adjuntos", "adjunto", _("llegó un archivo o dato de tipo %s") % kind)
