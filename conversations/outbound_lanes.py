"""Waking the outbound lane of conversations that have something to send."""

import json
from collections.abc import Mapping
from uuid import UUID

from django.db import connection

from liora.ops.ids import new_id
from liora.ops.sql import now, records

WAKE = """
INSERT INTO outbound_lane (id, convo_id, cliente_id, pending_since)
SELECT v.id, v.convo, v.cliente, {now} FROM {records} WHERE TRUE ORDER BY v.convo
ON CONFLICT (convo_id) DO UPDATE SET arrivals = outbound_lane.arrivals + 1,
    pending_since = {when}
"""

KEEP_BACKING_OFF = "COALESCE(outbound_lane.pending_since, excluded.pending_since)"
AT_ONCE = "excluded.pending_since"


def wake_outbound(convos: Mapping[UUID, UUID], *, at_once: bool = False) -> None:
    """Wake the lanes of these conversations (id → cliente id).

    A lane that backs off keeps its hour, unless what it waited for has happened (`at_once`).
    """
    rows = [
        {"id": new_id().hex, "convo": convo.hex, "cliente": cliente.hex}
        for convo, cliente in convos.items()
    ]
    if not rows:
        return
    statement = WAKE.format(
        now=now(),
        records=records({"id": "uuid", "convo": "uuid", "cliente": "uuid"}),
        when=AT_ONCE if at_once else KEEP_BACKING_OFF,
    )
    with connection.cursor() as cursor:
        cursor.execute(statement, [json.dumps(rows)])
