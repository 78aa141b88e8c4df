"""Pictures, voice notes, places and the like: saying honestly what can be done with each."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from conversations.turn import Outcome, Turn
from skills.ayuda.menu import menu
from skills.routes import Route
from skills.skill import Skill

VOICE = gettext_lazy(
    "Todavía no puedo escuchar audios 🙉. Escribime en pocas palabras lo que necesitás"
    " o elegí una opción."
)
TEXTS = {
    "audio": gettext_lazy(
        "Recibí el audio, pero todavía no puedo escucharlo. Escribime qué necesitás"
        " o elegí una opción."
    ),
    "image": gettext_lazy(
        "Recibí la foto 📷. Todavía no puedo ver imágenes: contame con palabras qué buscás"
        " o elegí una opción."
    ),
    "video": gettext_lazy(
        "Recibí el video 🎬. Todavía no puedo verlo: contame con palabras qué buscás"
        " o elegí una opción."
    ),
    "document": gettext_lazy(
        "Recibí el documento 📄 y queda en la conversación. No puedo leerlo: contame con palabras"
        " qué necesitás o elegí una opción."
    ),
    "sticker": gettext_lazy("¡Lindo sticker! 😄 ¿En qué te ayudo?"),
    "location": gettext_lazy(
        "Recibí tu ubicación 📍 y queda en la conversación. Todavía no sé buscar lugares cercanos."
        " ¿Te ayudo con algo de esto?"
    ),
    "contacts": gettext_lazy(
        "Recibí el contacto 👤 y queda en la conversación. ¿Te ayudo con algo de esto?"
    ),
}


def receive(turn: Turn, route: Route) -> Outcome:
    kind = turn.message.kind
    text = VOICE if kind == "audio" and turn.message.voice else TEXTS[kind]
    return Outcome(INTENT_OF[kind], (menu(str(text)),), turn.slots)


def receive_form(turn: Turn, route: Route) -> Outcome:
    body = _("Recibí el formulario completo y queda en la conversación. ¿Te ayudo con algo más?")
    return Outcome("adjunto.formulario", (menu(body),), turn.slots)


INTENT_OF = {
    "audio": "adjunto.audio",
    "image": "adjunto.imagen",
    "video": "adjunto.video",
    "document": "adjunto.documento",
    "sticker": "adjunto.sticker",
    "location": "adjunto.ubicacion",
    "contacts": "adjunto.contacto",
}
ADJUNTOS = Skill(name="adjuntos", intents={"adjunto": receive, "adjunto.formulario": receive_form})
