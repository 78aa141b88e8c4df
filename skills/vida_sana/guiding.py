"""Guiding someone to a plan: the menu, one question, then the plan."""

from django.utils.translation import gettext as _

from conversations.turn import Outcome, Turn
from skills.ayuda.menu import help_button
from skills.localized import per_language
from skills.replies import reply_id
from skills.routes import Route
from skills.vida_sana.plans import GUIDES, Guide, Option
from whatsapp.graph.messages import Button, Buttons, ListMenu, Message, Row, Section


def caution() -> str:
    return _("No reemplaza el consejo de tu médico.")


def show_menu(turn: Turn, route: Route) -> Outcome:
    return Outcome("vida_sana.menu", (_menu(),), turn.slots)


def guide(turn: Turn, route: Route) -> Outcome:
    """Give the plan if the id says which; ask its question; or show what plans there are."""
    key, _colon, chosen = (route.args or route.slot).partition(":")
    asked = GUIDES.get(key)
    if asked is None:
        return Outcome("vida_sana.plan", (_menu(),), turn.slots)
    option = next((option for option in asked.options if option.key == chosen), None)
    reply = _plan(option) if option else _question(asked)
    return Outcome("vida_sana.plan", (reply,), turn.slots)


@per_language
def progress_button() -> Button:
    return Button(reply_id("vida_sana", "progreso"), _("Mi progreso"))


@per_language
def menu_button() -> Button:
    return Button(reply_id("vida_sana", "menu"), _("Vida sana"))


@per_language
def _menu() -> Message:
    plans = tuple(
        Row(reply_id("vida_sana", "plan", key), str(each.title), str(each.about))
        for key, each in GUIDES.items()
    )
    log = (
        Row(
            reply_id("vida_sana", "registrar"),
            _("Anotar algo de hoy"),
            _("Agua, pasos, sueño, peso, ejercicio"),
        ),
        Row(reply_id("vida_sana", "progreso"), _("Mi progreso"), _("Tus últimos 7 días")),
    )
    return ListMenu(
        body=_("Vida sana 💪: pasos chicos, todos los días. ¿Con qué empezamos?"),
        button=_("Ver opciones"),
        sections=(Section(_("Planes"), plans), Section(_("Seguimiento"), log)),
        footer=caution(),
    )


def _question(asked: Guide) -> Message:
    buttons = tuple(
        Button(reply_id("vida_sana", "plan", f"{asked.key}:{option.key}"), str(option.title))
        for option in asked.options
    )
    return Buttons(str(asked.question), buttons)


def _plan(option: Option) -> Message:
    log = Button(reply_id("vida_sana", "registrar"), _("Anotar algo de hoy"))
    return Buttons(str(option.plan), (log, menu_button(), help_button()), footer=caution())
