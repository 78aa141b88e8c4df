"""What the bot says of itself."""

import re

from django.utils.translation import gettext as _

from conversations.turn import Turn
from skills.display import plain

LONGEST_NAME = 30
LONGEST_SHOP = 80
# A profile name is free text; only what looks like a name is worth greeting by.
A_NAME = re.compile(r"(?=..)[^\W\d_]+(?:['’-][^\W\d_]+)*")


def first_name(turn: Turn) -> str:
    """Return the first name of the contact as they wrote it, or ""."""
    words = plain(turn.contact_name, LONGEST_NAME).split()
    return words[0] if words and A_NAME.fullmatch(words[0]) else ""


def shop(turn: Turn) -> str:
    return plain(turn.cliente_name, LONGEST_SHOP) or _("la tienda")


def greeting(turn: Turn) -> str:
    name = first_name(turn)
    hello = _("¡Hola, %s! 👋") % name if name else _("¡Hola! 👋")
    return _(
        "%(hello)s Soy el asistente de %(shop)s. Escribime lo que buscás"
        " o elegí una opción de la lista."
    ) % {"hello": hello, "shop": shop(turn)}


def farewell() -> str:
    return _("¡De nada! Cuando quieras seguir, escribime por acá.")


def help_text(turn: Turn) -> str:
    return _(
        "Soy el asistente de %s. Esto es lo que puedo hacer:\n\n"
        "🛒 Mostrarte el catálogo: escribí *catálogo* o lo que buscás, por ejemplo «mochila».\n"
        "💪 Acompañarte con hábitos: escribí *vida sana* o «tomé 2 vasos de agua».\n"
        "♻️ Decirte dónde va cada cosa: «¿dónde tiro las pilas?».\n\n"
        "También podés elegir de la lista."
    ) % shop(turn)


def person_text(turn: Turn) -> str:
    return _(
        "Soy un asistente automático. Ya le avisé a %s que querés hablar con una persona: te van a"
        " responder por acá. Contame qué necesitás, así lo encuentran escrito.\n\n"
        "Hasta entonces no te contesto más, para no interrumpir."
    ) % shop(turn)
