"""Answering what to do with waste: the menu, one material, the places."""

from collections.abc import Iterable

from django.utils.translation import gettext as _

from conversations.turn import Outcome, Turn
from skills.ayuda.menu import help_button
from skills.display import bold, plain
from skills.localized import per_language
from skills.memory import remembering
from skills.reciclaje.lookup import material, misspelt, named_in, nearest
from skills.reciclaje.material import Material
from skills.reciclaje.places import PLACES
from skills.replies import reply_id
from skills.routes import Route, Span
from skills.wording import Line
from whatsapp.graph.limits import BODY, ROW_DESCRIPTION, ROW_TITLE
from whatsapp.graph.messages import Button, Buttons, ListMenu, Message, Row, Section, clip

SHOWN_IN_MENU = (
    "pilas",
    "aceite usado",
    "tetra brik",
    "botella pet",
    "vidrio",
    "lamparita",
    "celular",
    "medicamento",
    "ropa",
)
MATERIALS_IN_MENU = 9
LONGEST_ECHO = 40


def show_menu(turn: Turn, route: Route) -> Outcome:
    body = _(
        "Reciclaje ♻️: escribime qué querés tirar, por ejemplo «caja de pizza», o elegí un material."
    )
    return Outcome("reciclaje.menu", (_choices(body, ()),), turn.slots)


def tell_material(turn: Turn, route: Route) -> Outcome:
    asked = route.args or route.slot
    found = material(asked) or misspelt(asked)
    reply = _card(found) if found else _unknown(asked)
    slots = remembering(turn.slots, "reciclaje", {"material": plain(asked, LONGEST_ECHO)})
    return Outcome("reciclaje.material", (reply,), slots)


def tell_places(turn: Turn, route: Route) -> Outcome:
    lines = [f"• {place}" for place in PLACES.values()]
    advice = _("La dirección y el horario los da tu municipio: buscá «punto verde» y tu ciudad.")
    body = "\n".join([_("¿Qué recibe cada lugar? 📍"), "", *lines, "", advice])
    return Outcome("reciclaje.puntos", (_with_buttons(body),), turn.slots)


def guess(turn: Turn, line: Line) -> Route | None:
    """Understand a bare material: "tetra brik"."""
    named = named_in(line, Span(0, len(line.words)))
    if named is None or len(named.split()) < len(line.said) - 1:
        return None
    return Route("reciclaje", "reciclaje.material", _("nombra un material"), slot=named)


def _card(found: Material) -> Message:
    lines = [
        f"♻️ {bold(str(found.title))}",
        "",
        f"{bold(_('Dónde va:'))} {found.stream.where}.",
        f"{bold(_('Cómo prepararlo:'))} {found.prepare}",
        f"{bold(_('Ojo:'))} {found.caution}",
    ]
    return _with_buttons("\n".join(lines))


def _unknown(asked: str) -> Message:
    body = _(
        "Todavía no tengo información sobre «%s» ♻️. Fijate si es alguno de estos, o probá con"
        " otro nombre:"
    ) % plain(asked, LONGEST_ECHO)
    return _choices(body, nearest(asked))


def _choices(body: str, first: Iterable[Material]) -> Message:
    """List materials, those in `first` before the usual ones, and where to take them."""
    rows = list(dict.fromkeys([*map(_row, first), *_usual_rows()]))[:MATERIALS_IN_MENU]
    places = Row(reply_id("reciclaje", "puntos"), _("Puntos de entrega"))
    return ListMenu(body, _("Ver materiales"), (Section(_("Materiales"), (*rows, places)),))


@per_language
def _usual_rows() -> tuple[Row, ...]:
    return tuple(_row(each) for name in SHOWN_IN_MENU if (each := material(name)))


def _row(each: Material) -> Row:
    return Row(
        reply_id("reciclaje", "material", each.key),
        clip(str(each.title), ROW_TITLE),
        clip(str(each.stream.where), ROW_DESCRIPTION),
    )


def _with_buttons(body: str) -> Message:
    footer = _("Los colores cambian según la ciudad.")
    return Buttons(clip(body, BODY), _next_steps(), footer=footer)


@per_language
def _next_steps() -> tuple[Button, ...]:
    places = Button(reply_id("reciclaje", "puntos"), _("Puntos de entrega"))
    other = Button(reply_id("reciclaje", "menu"), _("Otro material"))
    return (places, other, help_button())
