"""Noting, beside a message, the file that came with it."""

import base64
import binascii
import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from conversations.media.kinds import MOST_BYTES
from conversations.models import ConversationLog, MediaFile
from conversations.work import LaneWork
from whatsapp.graph.calls import NODE_ID
from whatsapp.inbound import mapping, text_of

HEX = re.compile(r"[0-9a-fA-F]{64}")


def media_rows(works: Iterable[LaneWork], logs: Iterable[ConversationLog]) -> list[MediaFile]:
    """Return the files of the turns that are being kept, one beside each received message."""
    received = {row.event_id: row for row in logs if row.direction == ConversationLog.Direction.IN}
    return list(_rows(works, received))


def _rows(
    works: Iterable[LaneWork], received: Mapping[UUID | None, ConversationLog]
) -> Iterator[MediaFile]:
    for work in works:
        for answered in work.answered:
            row = received.get(answered.mail.event_id)
            if row and answered.message.kind in MOST_BYTES:
                found = noted(answered.message.kind, answered.message.data, row, at=work.now)
                yield from [found] if found else []


def noted(
    kind: str, message: Mapping[str, Any], row: ConversationLog, *, at: datetime
) -> MediaFile | None:
    """Return what there is to fetch of a message; None if it names no file."""
    part = mapping(message.get(kind))
    media_id = text_of(part.get("id"))
    if not NODE_ID.fullmatch(media_id):
        return None
    return MediaFile(
        cliente_id=row.cliente_id,
        log_id=row.id,
        waba_account_id=row.waba_account_id,
        kind=kind,
        media_id=media_id,
        declared_mime=text_of(part.get("mime_type"))[:100],
        sha256=fingerprint(text_of(part.get("sha256"))),
        name=text_of(part.get("filename"))[:255],
        not_before=at,
    )


def fingerprint(written: str) -> str:
    """Return a SHA-256 in hex; Meta's webhooks write it in base64. "" for what is none."""
    if HEX.fullmatch(written):
        return written.lower()
    try:
        digest = base64.b64decode(written, validate=True)
    except (binascii.Error, ValueError):
        return ""
    return digest.hex() if len(digest) == 32 else ""
