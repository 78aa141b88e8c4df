"""A turn as log rows: what was received, and what is to be sent."""

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any

from conversations.described import described
from conversations.models import ConversationLog
from conversations.work import Answered, LaneWork, Outgoing

Direction, Estado = ConversationLog.Direction, ConversationLog.Estado


def log_rows(work: LaneWork) -> Iterator[ConversationLog]:
    for answered in work.answered:
        yield _received(work, answered)
        for place, message in enumerate(answered.outgoing):
            yield _queued(work, answered, message, first=place == 0)


def _received(work: LaneWork, answered: Answered) -> ConversationLog:
    waited = work.now - answered.mail.received_at
    return _row(
        work,
        answered,
        seq=answered.seq,
        user_msisdn=answered.mail.address,
        direction=Direction.IN,
        estado=Estado.RECIBIDO,
        message_type=answered.message.kind[:40],
        message_body=answered.message.text or described(answered.message),
        wamid=answered.message.wamid[:256],
        timings_json={
            "espera_ms": round(waited.total_seconds() * 1000, 1),
            "habilidad_ms": round(answered.skill_ms, 2),
        },
    )


def _queued(
    work: LaneWork, answered: Answered, message: Outgoing, *, first: bool
) -> ConversationLog:
    return _row(
        work,
        answered,
        seq=message.seq,
        user_msisdn=work.known_conversation.address_of(answered.mail.address),
        direction=Direction.OUT,
        estado=Estado.EN_COLA,
        message_type=message_type(message.content),
        message_body=message.preview,
        content_json=message.content,
        in_reply_to=answered.message.wamid[:256] if first else "",
        asked_at=answered.mail.received_at,
        not_after=_not_after(answered),
    )


def _not_after(answered: Answered) -> datetime | None:
    fresh_for = answered.outcome.fresh_for
    return None if fresh_for is None else answered.mail.heard_at + fresh_for


def message_type(content: Mapping[str, Any]) -> str:
    """Name a message of Graph's by its type, an interactive one by its kind too."""
    kind = str(content["type"])
    return f"{kind}.{content[kind]['type']}" if kind == "interactive" else kind


def _row(work: LaneWork, answered: Answered, **fields: object) -> ConversationLog:
    mail, outcome = answered.mail, answered.outcome
    return ConversationLog(
        cliente_id=mail.cliente_id,
        waba_account_id=mail.waba_account_id,
        convo_id=work.convo_id,
        event_id=mail.event_id,
        intent=outcome.intent[:60],
        skill=outcome.skill[:30],
        reason=outcome.reason[:200],
        slots_json=dict(outcome.slots),
        catalog_version=answered.catalog_version,
        **fields,
    )
