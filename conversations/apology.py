from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _

from conversations.turn import Outcome
from whatsapp.graph.messages import Text


def apology(slots: Mapping[str, Any]) -> Outcome:
    """Return what a person is told when their message could not be answered at all."""
    text = _("Perdón, tuve un problema para responderte. Escribí *menú* y seguimos desde ahí.")
    return Outcome(
        intent="error",
        replies=(Text(text),),
        slots=slots,
        reason=_("la respuesta falló todas las veces"),
    )
