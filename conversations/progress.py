"""How far a sent message has come, as far as its statuses tell."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from conversations.delivery.failures import failure_of
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

# What the column holds; Meta's codes have up to seven digits.
LARGEST_CODE = 2**31

LONGEST_PRICE = 30

# Statuses come in any order, so the highest wins. A failure ends what was only sent; what reached
# the phone did not fail, whatever else was said of it.
RANK = {
    Estado.EN_COLA: 0,
    Estado.ENVIANDO: 0,
    Estado.INCIERTO: 0,
    Estado.ENVIADO: 1,
    Estado.FALLIDO: 2,
    Estado.ENTREGADO: 3,
    Estado.LEIDO: 4,
}
PRICE = ("price_category", "price_type", "billable")
MOMENT = {
    Estado.ENVIADO: "sent_at",
    Estado.ENTREGADO: "delivered_at",
    Estado.LEIDO: "read_at",
    Estado.FALLIDO: "failed_at",
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
    price_category: str = ""
    price_type: str = ""
    billable: bool | None = None
    wa_id: str = ""
    user_id: str = ""
    """How Meta names the recipient; "" for what it hides, and for a group."""


def read_receipt(payload: Mapping[str, Any]) -> Receipt | None:
    """Read a stored status; None for a kind that says nothing about progress."""
    value = mapping(first(mapping(first(payload.get("entry"))).get("changes"))).get("value")
    status = mapping(first(mapping(value).get("statuses")))
    estado = REACHED.get(text_of(status.get("status")))
    if estado is None:
        return None
    problem = mapping(first(status.get("errors")))
    details = text_of(mapping(problem.get("error_data")).get("details"))
    return Receipt(
        wamid=text_of(status.get("id"))[:256],
        row_id=_row_id(status.get("biz_opaque_callback_data")),
        estado=estado,
        at=moment(status.get("timestamp")) or datetime.now(UTC),
        error_code=_error_code(problem.get("code")),
        error_detail=" ".join(filter(None, [text_of(problem.get("title")), details])),
        **_price(mapping(status.get("pricing"))),
        **_recipient(status),
    )


def _recipient(status: Mapping[str, Any]) -> dict[str, Any]:
    """Read whom it went to; `recipient_id` of a group is the group's (Cloud API, groups)."""
    if status.get("recipient_type") == "group":
        return {}
    return {
        "wa_id": text_of(status.get("recipient_id")),
        "user_id": text_of(status.get("recipient_user_id")),
    }


def _price(pricing: Mapping[str, Any]) -> dict[str, Any]:
    """Read what Meta charges for (Cloud API, statuses: `pricing`); it comes with some only."""
    billable = pricing.get("billable")
    return {
        "price_category": text_of(pricing.get("category"))[:LONGEST_PRICE],
        "price_type": text_of(pricing.get("type"))[:LONGEST_PRICE],
        "billable": billable if isinstance(billable, bool) else None,
    }


def _error_code(code: Any) -> int | None:
    return code if isinstance(code, int) and 0 <= code < LARGEST_CODE else None


def _row_id(opaque: Any) -> UUID | None:
    try:
        return UUID(text_of(opaque))
    except ValueError:
        return None


def apply(receipt: Receipt, row: ConversationLog) -> bool:
    """Move a row forward; return whether anything changed."""
    changed = False
    if not row.wamid:
        row.wamid, changed = receipt.wamid, True
    if RANK[Estado(receipt.estado)] > _rank(row, learned_now=changed):
        _advance(receipt, row)
        changed = True
    changed = _keep_price(receipt, row) or changed
    return _stamp(receipt, row) or changed


def _keep_price(receipt: Receipt, row: ConversationLog) -> bool:
    """Keep what was said of the price, whichever status said it; silence takes nothing back."""
    told = {name: value for name in PRICE if (value := getattr(receipt, name)) not in ("", None)}
    news = {name: value for name, value in told.items() if getattr(row, name) != value}
    for name, value in news.items():
        setattr(row, name, value)
    return bool(news)


def _rank(row: ConversationLog, *, learned_now: bool) -> int:
    """Return how far a row is; a failure that was ours alone yields to any status.

    Whoever has no id of Meta's was given up by us: any status says that Meta had it after all.
    """
    given_up = row.estado == Estado.FALLIDO and learned_now
    return 0 if given_up else RANK[Estado(row.estado)]


def _advance(receipt: Receipt, row: ConversationLog) -> None:
    row.estado, row.not_before, row.failed_at = receipt.estado, None, None
    row.error_code, row.error_detail = receipt.error_code, receipt.error_detail
    failed = receipt.estado == Estado.FALLIDO
    row.failure = failure_of(receipt.error_code) if failed else ""


def _stamp(receipt: Receipt, row: ConversationLog) -> bool:
    """Keep the first time of each stage; a failure that was outrun leaves no time.

    `sent_at` stays what it is: our own clock saw the acceptance, and Meta tells whole seconds.
    """
    name = MOMENT[Estado(receipt.estado)]
    known = getattr(row, name)
    outrun = receipt.estado == Estado.FALLIDO and row.estado != Estado.FALLIDO
    if outrun or (known and (name == "sent_at" or known <= receipt.at)):
        return False
    setattr(row, name, receipt.at)
    return True
