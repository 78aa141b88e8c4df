"""An event as JSON: the same at every attempt, but for how far the fetching of a file has come."""

import json
from typing import Any

from conversations.models import ConversationLog, HookEvent, MediaFile
from whatsapp.inbound import read_message

Direction = ConversationLog.Direction


def event_bytes(event: HookEvent) -> bytes:
    """Return the body that is signed and sent."""
    return json.dumps(event_body(event), ensure_ascii=False, separators=(",", ":")).encode()


def event_body(event: HookEvent) -> dict[str, Any]:
    """Return what a webhook is told of an event; its rows must have been read along with it.

    `id` and everything else stay the same from one attempt to the next, so that a receiver can
    tell what it has seen; only `media`, whose bytes come later, is as it is now.
    """
    log = event.log
    return {
        "id": str(event.id),
        "type": event.kind,
        "created_at": event.created_at.isoformat(),
        "cliente_id": str(event.cliente_id),
        "phone_number_id": event.waba_account.phone_number_id,
        "conversation": log and {"id": str(log.convo_id), "address": log.user_msisdn},
        "message": log and _message(log),
        "status": _status(event),
    }


def _message(log: ConversationLog) -> dict[str, Any]:
    return {
        "id": str(log.id),
        "wamid": log.wamid,
        "direction": log.direction,
        "seq": log.seq,
        "type": log.message_type,
        "text": log.message_body,
        "content": _content(log),
        "in_reply_to": log.in_reply_to,
        "media": _media(getattr(log, "media", None)),
    }


def _media(file: MediaFile | None) -> dict[str, Any] | None:
    """Return which file came with a message, spelled as the API spells it; the bytes are there."""
    if file is None:
        return None
    return {
        "id": str(file.id),
        "estado": file.estado,
        "mime": file.mime,
        "size": file.size,
        "nombre": file.name,
    }


def _content(log: ConversationLog) -> dict[str, Any]:
    """Return a message as Meta's API spells it: what it brought, or what we gave it."""
    if log.direction == Direction.OUT or log.event is None:
        return dict(log.content_json)
    return dict(read_message(log.event.payload).data)


def _status(event: HookEvent) -> dict[str, Any] | None:
    if not event.status:
        return None
    return {"estado": event.status, "code": event.error_code, "detail": event.error_detail}
