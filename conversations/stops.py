"""People who stopped a business' advertising, as the failure of a message tells.

Source: Cloud API, error 131050, which comes in a status only. `user_preferences` tells the same
where the number is subscribed to it.
"""

from collections.abc import Iterable
from uuid import UUID

from django.db.models import Q
from django_scopes import scope

from conversations.consent import Evidence, Source, decide
from conversations.models import ConversationLog
from conversations.progress import Estado, Receipt
from conversations.turn import Consent, Decision, Kind
from whatsapp.models import InboundEvent

STOPPED = 131050

Told = tuple[InboundEvent, Receipt]


def keep_stops(told: Iterable[Told]) -> None:
    """Let those decisions stand, inside the caller's transaction.

    Before any message of theirs is locked: whoever changes a conversation locks it first.
    """
    stops = [one for one in told if _is_stop(one[1])]
    by_convo = {convo: one for one in stops if (convo := _conversation(*one))}
    for convo in sorted(by_convo):
        event, receipt = by_convo[convo]
        with scope(cliente=event.cliente_id):
            decide(convo, Consent(Decision.BAJA, Kind.PUBLICIDAD), _evidence(event, receipt))


def _is_stop(receipt: Receipt) -> bool:
    return receipt.estado == Estado.FALLIDO and receipt.error_code == STOPPED


def _conversation(event: InboundEvent, receipt: Receipt) -> UUID | None:
    """Return where the message was said, unless that person is known to want none already."""
    named = Q(wamid=receipt.wamid) & ~Q(wamid="")
    if receipt.row_id:
        named |= Q(id=receipt.row_id)
    rows = ConversationLog.objects.filter(
        named,
        cliente=event.cliente_id,
        direction=ConversationLog.Direction.OUT,
        convo__no_marketing=False,
    )
    return rows.values_list("convo_id", flat=True).first()


def _evidence(event: InboundEvent, receipt: Receipt) -> Evidence:
    return Evidence(
        Source.META, receipt.at, receipt.error_detail, wamid=receipt.wamid, event_id=event.id
    )
