"""Writing down what a tenant's webhook has to be told, in the transaction of the thing itself.

One statement for a whole step of a worker: where no number has an address it finds its rows by
their keys and writes nothing.
"""

import json
from collections.abc import Iterable
from uuid import UUID

from django.db import connection

from conversations.hooks.lanes import wake
from conversations.models import ConversationLog, HookEvent
from liora.ops.ids import new_id
from liora.ops.sql import as_uuid, records

Estado, Kind = ConversationLog.Estado, HookEvent.Kind
Happening = tuple[UUID | str, HookEvent.Kind, str]
"""A message's row, what happened to it, and the state it is in since."""

# A row that was overtaken says nothing: what became of it is told by whoever overtook it.
WRITE = """
INSERT INTO hook_event (id, cliente_id, waba_account_id, convo_id, log_id, kind, status,
    error_code, error_detail, estado, attempts, trouble)
SELECT v.id, log.cliente_id, log.waba_account_id, log.convo_id, log.id, v.kind, v.status,
    CASE WHEN v.status = 'fallido' THEN log.error_code END,
    CASE WHEN v.status = 'fallido' THEN log.error_detail ELSE '' END, 'pendiente', 0, ''
FROM {records}
    JOIN conversation_log AS log ON log.id = v.log
    JOIN waba_account AS account ON account.id = log.waba_account_id
    JOIN cliente ON cliente.id = log.cliente_id
WHERE account.webhook_url <> '' AND account.estado <> 'retirada' AND cliente.estado = 'activo'
    AND (v.kind = 'message.received' OR log.estado = v.status
        OR v.kind = 'message.sent' AND log.estado IN ('entregado', 'leido'))
ON CONFLICT (log_id, kind, status) DO NOTHING
RETURNING waba_account_id, cliente_id
"""
COLUMNS = {"id": "uuid", "log": "uuid", "kind": "text", "status": "text"}

OF_ESTADO: dict[str, tuple[tuple[HookEvent.Kind, str], ...]] = {
    Estado.ENVIADO: ((Kind.SENT, Estado.ENVIADO),),
    # A status may be the first to say that Meta has the message.
    Estado.ENTREGADO: ((Kind.SENT, Estado.ENVIADO), (Kind.STATUS, Estado.ENTREGADO)),
    Estado.LEIDO: ((Kind.SENT, Estado.ENVIADO), (Kind.STATUS, Estado.LEIDO)),
    Estado.FALLIDO: ((Kind.STATUS, Estado.FALLIDO),),
}


def announce_received(logs: Iterable[ConversationLog]) -> None:
    """Tell of the messages that came in, among rows just written."""
    received = ConversationLog.Direction.IN
    announce((row.id, Kind.RECEIVED, "") for row in logs if row.direction == received)


def announce_moved(rows: Iterable[tuple[UUID | str, str]]) -> None:
    """Tell of outgoing rows (id, estado) that have just been written; what was told stays told."""
    announce((row, kind, status) for row, estado in rows for kind, status in _events_of(estado))


def _events_of(estado: str) -> tuple[tuple[HookEvent.Kind, str], ...]:
    return OF_ESTADO.get(estado, ())


def announce(happenings: Iterable[Happening]) -> None:
    rows = [
        {"id": new_id().hex, "log": _hex(log), "kind": kind.value, "status": str(status)}
        for log, kind, status in happenings
    ]
    if not rows:
        return
    with connection.cursor() as cursor:
        cursor.execute(WRITE.format(records=records(COLUMNS)), [json.dumps(rows)])
        written = cursor.fetchall()
    wake({as_uuid(account): as_uuid(cliente) for account, cliente in written})


def _hex(row_id: UUID | str) -> str:
    return row_id.hex if isinstance(row_id, UUID) else row_id
