"""Noting down what someone did, and telling how the last days went."""

from collections.abc import Iterable

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from conversations.turn import Outcome, Turn
from skills.display import bold
from skills.localized import per_language
from skills.replies import reply_id
from skills.routes import Route
from skills.vida_sana.diary import Day, diary_in, last_days, noting, today
from skills.vida_sana.guiding import caution, menu_button, progress_button
from skills.vida_sana.measures import GLASS_ML, MEASURES
from skills.vida_sana.quantities import Note, believable, deed_in, notes_in
from skills.wording import read
from whatsapp.graph.limits import BODY
from whatsapp.graph.messages import Button, Buttons, Message, Text, clip

WEEK = 7
INTENT = "vida_sana.registrar"
ONE_GLASS: tuple[Note, ...] = (Note("agua_ml", GLASS_ML),)


def record(turn: Turn, route: Route) -> Outcome:
    """Note what the message says; a glass of water if our button says so; else ask."""
    line = read(turn.message.text)
    notes = ONE_GLASS if route.args == "vaso" else ()
    if not turn.message.reply_id:
        notes = notes or notes_in(line)
    if not notes:
        return Outcome(INTENT, (_ask(deed_in(line)),), turn.slots)
    if not all(map(believable, notes)):
        return Outcome(INTENT, (_doubt(),), turn.slots)
    day = today(turn.message.sent_at)
    slots = noting(turn.slots, notes, day)
    total = diary_in(slots)[day.isoformat()]
    return Outcome(INTENT, (_noted(notes, total),), slots)


def report(turn: Turn, route: Route) -> Outcome:
    """Tell the last seven days day by day."""
    day = today(turn.message.sent_at)
    days = last_days(diary_in(turn.slots), day, count=WEEK)
    if not days:
        body = _(
            "Todavía no anotaste nada estos días. Contame, por ejemplo: «tomé 2 vasos de agua»,"
            " «caminé 30 minutos» o «dormí 7 horas»."
        )
        return Outcome("vida_sana.progreso", (_with_buttons(body),), turn.slots)
    lines = [
        f"{bold(date_format(each, 'D j/n'))}: {_amounts(noted)}" for each, noted in days.items()
    ]
    body = "\n".join([_("Tus últimos 7 días 📈"), "", *lines])
    reply = _with_buttons(body) if len(body) <= BODY else Text(body)
    return Outcome("vida_sana.progreso", (reply,), turn.slots)


def shown(key: str, amount: float) -> str:
    """Return an amount as people say it: "500 ml (2 vasos)", "1,5 km"."""
    measure = MEASURES[key]
    number = f"{amount:.2f}".rstrip("0").rstrip(".").replace(".", ",")
    return f"{number} {measure.unit}{_glasses(amount) if key == 'agua_ml' else ''}"


def _glasses(millilitres: float) -> str:
    glasses = round(millilitres / GLASS_ML)
    return f" ({ngettext('%d vaso', '%d vasos', glasses) % glasses})" if glasses else ""


def _amounts(noted: Day) -> str:
    return ", ".join(
        f"{MEASURES[key].label} {shown(key, noted[key])}" for key in MEASURES if key in noted
    )


def _noted(notes: Iterable[Note], total: Day) -> Message:
    done = ", ".join(
        f"{MEASURES[note.measure].label} {shown(note.measure, note.amount)}" for note in notes
    )
    body = _("¡Anotado! ✅ %(done)s\n\nHoy llevás: %(total)s") % {
        "done": done,
        "total": _amounts(total),
    }
    return _with_buttons(clip(body, BODY))


def _ask(deed: str) -> Message:
    if deed == "agua":
        body = _("¿Cuánta agua fue? Escribime, por ejemplo, «2 vasos de agua».")
    elif deed == "sueno":
        body = _("¿Cuántas horas dormiste? Escribime, por ejemplo, «dormí 7 horas».")
    else:
        body = _(
            "Contame qué hiciste y cuánto, y lo anoto. Por ejemplo: «tomé 2 vasos de agua»,"
            " «caminé 30 minutos», «dormí 7 horas» o «peso 72,5»."
        )
    return _with_buttons(body)


def _doubt() -> Message:
    return _with_buttons(
        _("Ese número me parece raro, así que no lo anoté 🤔. ¿Me lo escribís de nuevo?")
    )


def _with_buttons(body: str) -> Message:
    return Buttons(body, _next_steps(), footer=caution())


@per_language
def _next_steps() -> tuple[Button, ...]:
    glass = Button(reply_id("vida_sana", "registrar", "vaso"), _("+ 1 vaso de agua"))
    return (glass, progress_button(), menu_button())
