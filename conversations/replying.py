"""A person's reply to a customer, from the administration or through the API."""

from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from conversations.fence import overtake
from conversations.handover import drop_unsent, take_over
from conversations.models import ConversationLog, ConvoState
from conversations.sending import Draft, enqueue
from liora.api.errors import ApiError
from liora.ops.clock import DatabaseClock
from tenants.plans import Meter
from tenants.policy import count
from whatsapp.graph.messages import Text, content, preview

# Cloud API: outside 24 hours from the customer's last message only templates may be sent.
WINDOW = timedelta(hours=24)
LONGEST = 4096


class OptedOut(ApiError):
    status = 422
    code = "baja"
    message = _("Esta persona pidió no recibir mensajes.")


class OutsideWindow(ApiError):
    status = 422
    code = "fuera_de_ventana"
    message = _("Pasaron más de 24 horas desde su último mensaje: WhatsApp no deja escribirle.")


def window_until(convo: ConvoState) -> datetime | None:
    """Return when the 24 hours end in which a person may be answered; None if they never wrote."""
    return convo.last_inbound_at and convo.last_inbound_at + WINDOW


def refusal(convo: ConvoState, now: datetime) -> ApiError | None:
    """Return why nobody can be answered at `now`, the database's time; None if they can."""
    if convo.estado == ConvoState.Estado.BAJA:
        return OptedOut()
    until = window_until(convo)
    return OutsideWindow() if until is None or until <= now else None


@transaction.atomic
def reply(convo_id: UUID, texto: str, *, usuario_id: UUID | None, origin: str) -> ConversationLog:
    """Queue a person's text, let them answer from now on, and drop what Liora had not sent yet.

    Raises OptedOut, OutsideWindow, and ConvoState.DoesNotExist for a conversation out of scope.
    """
    convo = overtake(convo_id)
    if problem := refusal(convo, DatabaseClock().now()):
        raise problem
    drop_unsent(take_over(convo_id, ConvoState.Handover.PERSONA))
    message = Text(texto)
    draft = Draft(content(message), preview(message), origin, usuario_id=usuario_id)
    row = enqueue(convo_id, draft)
    count({row.cliente_id: 1}, Meter.MESSAGES)
    return row
