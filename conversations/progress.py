"""How far a sent message has come, as far as its statuses tell."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from conversations.models import ConversationLog
from whatsapp.inbound import first, mapping, moment, text_of

Estado = ConversationLog.Estado

REACHED = {
    "sent": Estado.ENVIADO,
    "delivered": Estado.ENTREGADO,
    "read": Estado.LEIDO,
    # A voice note that was played was read.
    "played": Estado.LEIDO,
    "failed": Estado.FALLIDO,
}

RANK = {
    Estado.EN_COLA: 0,
    Estado.ENVIANDO: 0,
    Estado.INCIERTO: 0,
    Estado.ENVIADO: 1,
    Estado.ENTREGADO: 2,
    Estado.LEIDO: 3,
}


@dataclass(frozen=True, slots=True)
class Receipt:
    """One status webhook."""

    wamid: str
    row_id: UUID | None
    """Our row, from `biz_opaque_callback_data`; None when the status does not carry it."""
    estado: str
    at: datetime
    error_code: int | None = None
    error_detail: str = ""


def read_receipt(payload: Mapping[str, Any]) -> Receipt | None:
    """Read a stored status; None for a kind that says nothing about progress."""
    value = mapping(first(mapping(first(payload.get("entry"))).get("changes"))).get("value")
    status = mapping(first(mapping(value).get("statuses")))
    estado = REACHED.get(text_of(status.get("status")))
    if estado is None:
        return None
    problem = mapping(first(status.get("errors")))
    details = text_of(mapping(problem.get("error_data")).get("details"))
    code = problem.get("code")
    return Receipt(
        wamid=text_of(status.get("id"))[:256],
        row_id=_row_id(status.get("biz_opaque_callback_data")),
        estado=estado,
        at=moment(status.get("timestamp")) or datetime.now(UTC),
        error_code=code if isinstance(code, int) else None,
        error_detail=" ".join(filter(None, [text_of(problem.get("title")), details])),
    )


def _row_id(opaque: Any) -> UUID | None:
    try:
        return UUID(text_of(opaque))
    except ValueError:
        return None


def apply(receipt: Receipt, row: ConversationLog) -> bool:
    """Move a row forward; return whether anything changed.

    A failure is final, unless it was ours: a send that Meta never confirmed and we gave up on is
    corrected by any status, for then Meta did have it.
    """
    if receipt.estado == Estado.FALLIDO:
        return _fail(receipt, row)
    given_up = row.estado == Estado.FALLIDO and row.error_code is None
    rank = 0 if given_up else RANK.get(Estado(row.estado))
    if rank is None:
        return False
    changed = _stamp(receipt, row)
    if RANK[Estado(receipt.estado)] > rank:
        row.estado, row.failed_at, row.error_code, row.error_detail = receipt.estado, None, None, ""
        row.not_before = None
        changed = True
    if not row.wamid:
        row.wamid, changed = receipt.wamid, True
    return changed


def _fail(receipt: Receipt, row: ConversationLog) -> bool:
    if row.estado in (Estado.FALLIDO, Estado.ENTREGADO, Estado.LEIDO):
        return False
    row.estado, row.failed_at = Estado.FALLIDO, receipt.at
    row.error_code, row.error_detail = receipt.error_code, receipt.error_detail
    row.wamid = row.wamid or receipt.wamid
    return True


def _stamp(receipt: Receipt, row: ConversationLog) -> bool:
    """Keep the first time of each stage, whatever order the statuses come in."""
    name = {Estado.ENVIADO: "sent_at", Estado.ENTREGADO: "delivered_at", Estado.LEIDO: "read_at"}[
        Estado(receipt.estado)
    ]
    known = getattr(row, name)
    if known and known <= receipt.at:
        return False
    if known and name == "sent_at":
        return False
    setattr(row, name, receipt.at)
    return True
