"""The story of one message, from the raw webhook to Meta's last word on the answer."""

from datetime import datetime, timedelta
from typing import Any

from conversations.links.story import links_of
from conversations.models import ConversationLog
from whatsapp.models import InboundEvent

Direction = ConversationLog.Direction

SHOWN_OF_EVENT = ("id", "cliente_id", "kind", "subtype", "address", "estado", "attempts", "error")
SHOWN_OF_LOG = (
    "id",
    "cliente_id",
    "seq",
    "direction",
    "estado",
    "intent",
    "skill",
    "catalog_version",
    "message_type",
    "message_body",
    "slots_json",
    "wamid",
    "attempts",
    "maybe_twice",
    "error_code",
    "error_detail",
    "latency_ms",
)


def trace(wamid: str) -> dict[str, Any] | None:
    """Return the trace of a message by Meta's id of it, asked or answered; None if unknown.

    The caller opens the scope that decides whose messages may be seen.
    """
    event = _event_of(wamid)
    if event is None:
        return None
    rows = list(ConversationLog.objects.filter(event=event).order_by("seq"))
    asked = next((row for row in rows if row.direction == Direction.IN), None)
    sent = [row for row in rows if row.direction == Direction.OUT]
    steps = _steps(event, asked, sent)
    return {
        "wamid": wamid,
        "webhook": event.payload,
        "ruta": asked and {"skill": asked.skill, "intent": asked.intent, "razon": asked.reason},
        "filas": [_shown("inbound_event", event, SHOWN_OF_EVENT)]
        + [_shown("conversation_log", row, SHOWN_OF_LOG) for row in rows],
        "graph": [_call(row) for row in sent],
        "enlaces": links_of(sent),
        "pasos": steps,
        "total_ms": max((step["hasta_ms"] for step in steps), default=0.0),
    }


def _event_of(wamid: str) -> InboundEvent | None:
    messages = InboundEvent.objects.filter(kind=InboundEvent.Kind.MESSAGE)
    event = messages.filter(message_id=wamid).first()
    if event:
        return event
    answer = ConversationLog.objects.filter(wamid=wamid).select_related("event").first()
    return answer.event if answer else None


def _shown(table: str, row: Any, fields: tuple[str, ...]) -> dict[str, Any]:
    values = {name: getattr(row, name) for name in fields}
    return {"tabla": table, "id": str(row.pk), "campos": {k: _plain(v) for k, v in values.items()}}


def _plain(value: Any) -> Any:
    return value if isinstance(value, str | int | float | dict | list | None) else str(value)


def _call(row: ConversationLog) -> dict[str, Any]:
    answer = {"messages": [{"id": row.wamid}]} if row.wamid else {}
    error = {"error": {"code": row.error_code, "message": row.error_detail}}
    return {
        "peticion": row.content_json,
        "respuesta": error if row.error_detail else answer,
        "ms": row.timings_json.get("graph_ms"),
        "estado": row.estado,
    }


def _steps(
    event: InboundEvent, asked: ConversationLog | None, sent: list[ConversationLog]
) -> list[dict[str, Any]]:
    """Return the steps in order, each from and to in ms since the webhook arrived."""
    steps = [_step("Recibido y guardado", 0.0, 0.0, f"evento {event.subtype}")]
    if asked:
        waited = asked.timings_json.get("espera_ms", 0.0)
        thought = asked.timings_json.get("habilidad_ms", 0.0)
        steps.append(_step("Esperó al worker", 0.0, waited, "fila de entrada"))
        detail = f"{asked.skill} · {asked.intent}"
        steps.append(_step("Habilidad", waited, waited + thought, detail))
    for row in sent:
        steps.extend(_steps_of_send(event.received_at, row))
    return steps


def _steps_of_send(start: datetime, row: ConversationLog) -> list[dict[str, Any]]:
    if not row.sent_at:
        return []
    accepted = _ms(row.sent_at - start)
    called = accepted - row.timings_json.get("graph_ms", 0)
    queued = called - row.timings_json.get("cola_ms", 0)
    stages = (("Entregado", row.delivered_at), ("Leído", row.read_at))
    return [
        _step("En cola", queued, called, row.message_type),
        _step("Llamada a Graph", called, accepted, row.estado),
        *(_step(name, accepted, accepted, at.isoformat()) for name, at in stages if at),
    ]


def _step(name: str, since: float, until: float, detail: str) -> dict[str, Any]:
    since, until = max(0.0, since), max(0.0, until)
    return {
        "nombre": name,
        "desde_ms": round(since, 1),
        "hasta_ms": round(until, 1),
        "ms": round(until - since, 1),
        "detalle": detail,
    }


def _ms(span: timedelta) -> float:
    return span / timedelta(milliseconds=1)
