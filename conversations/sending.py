"""Queueing a message that no turn decided: a person's reply, a call of the API, a template."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from conversations.fence import overtake
from conversations.models import ConversationLog
from conversations.outbound_lanes import wake_outbound
from conversations.rows import message_type
from liora.ops.wake import OUTGOING, notify

Direction, Estado, Origin = (
    ConversationLog.Direction,
    ConversationLog.Estado,
    ConversationLog.Origin,
)


@dataclass(frozen=True, slots=True)
class Draft:
    """What to send: `content` in Graph's shape, `preview` as a line to read.

    It leaves through the conversation's number unless another is named. `replaces_id` is the row
    in whose place it goes.
    """

    content: dict[str, Any]
    preview: str
    origin: str = Origin.API
    intent: str = ""
    usuario_id: UUID | None = None
    not_after: datetime | None = None
    waba_account_id: UUID | None = None
    replaces_id: UUID | None = None


@transaction.atomic
def enqueue(convo_id: UUID, draft: Draft) -> ConversationLog:
    """Queue a message as the last of its conversation, in the caller's scope; return its row.

    A turn under way in the same conversation is overtaken and computed again, after this message.
    Whether it may leave (consent, window, number) is decided when its turn to leave comes. Raises
    ConvoState.DoesNotExist for a conversation out of scope.
    """
    convo = overtake(convo_id)
    row = ConversationLog(
        cliente_id=convo.cliente_id,
        waba_account_id=draft.waba_account_id or convo.waba_account_id,
        convo=convo,
        seq=convo.last_seq,
        user_msisdn=convo.user_msisdn,
        origin=draft.origin,
        usuario_id=draft.usuario_id,
        direction=Direction.OUT,
        intent=draft.intent,
        message_type=message_type(draft.content),
        message_body=draft.preview,
        content_json=draft.content,
        estado=Estado.EN_COLA,
        not_after=draft.not_after,
        replaces_id=draft.replaces_id,
    )
    row.save(force_insert=True)
    wake_outbound({convo.id: convo.cliente_id})
    notify(OUTGOING)
    return row
