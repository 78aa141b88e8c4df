from django.utils.translation import gettext as _

from conversations.models import ConvoState
from conversations.people import Conversation
from conversations.turn import Outcome
from whatsapp.graph.messages import Text


def apology(conversation: Conversation) -> Outcome:
    """Return what a person is told when their message could not be answered at all.

    Nothing, where it is not Liora who answers.
    """
    text = _("Perdón, tuve un problema para responderte. Escribí *menú* y seguimos desde ahí.")
    speaks = conversation.estado == ConvoState.Estado.BOT
    return Outcome(
        intent="error",
        replies=(Text(text),) if speaks else (),
        slots=conversation.slots,
        reason=_("la respuesta falló todas las veces"),
    )
