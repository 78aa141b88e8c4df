"""The template of a number that takes the place of what comes after the 24 hours.

Its parameters are kept with the number. They may hold {nombre}, {negocio} and {mensaje}, which are
known only when one is sent.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from whatsapp.graph.cutting import clip
from whatsapp.graph.messages import FilledTemplate
from whatsapp.message_templates.filling import fill
from whatsapp.message_templates.needs import of_row
from whatsapp.models import MessageTemplate

WORD = re.compile(r"\{(nombre|negocio|mensaje)\}")
# Leaves room for the words around it in a body of 1024.
LONGEST = {"nombre": 40, "negocio": 40, "mensaje": 600}


@dataclass(frozen=True, slots=True)
class Words:
    """What is known when the template is sent: whom it goes to, from whom, in place of what."""

    nombre: str
    negocio: str
    mensaje: str


def reopening(
    template: MessageTemplate, parameters: Mapping[str, Any] | None, words: Words
) -> FilledTemplate:
    """Fill the template in; raise ParametersError where its parameters do not fit it."""
    return fill(of_row(template), _spoken(dict(parameters or {}), words))


def check_reopening(template: MessageTemplate, parameters: Mapping[str, Any] | None) -> None:
    """Raise ParametersError where what is to be kept could not be filled in for everybody."""
    longest = {name: "x" * limit for name, limit in LONGEST.items()}
    reopening(template, parameters, Words(**longest))


def _spoken(given: Any, words: Words) -> Any:
    """Return parameters with the known words in their places, whatever their shape."""
    if isinstance(given, Mapping):
        return {name: _spoken(value, words) for name, value in given.items()}
    if isinstance(given, list):
        return [_spoken(value, words) for value in given]
    if not isinstance(given, str):
        return given
    return WORD.sub(lambda found: _one_line(found[1], words), given)


def _one_line(name: str, words: Words) -> str:
    # A parameter admits no line break, tab nor run of spaces.
    return clip(" ".join(getattr(words, name).split()), LONGEST[name])
