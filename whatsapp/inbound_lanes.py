"""Waking the inbound lanes of people whose messages wait to be answered."""

import json
from collections.abc import Iterable
from uuid import UUID

from django.db import connection

from liora.ops.ids import new_id
from liora.ops.sql import now, records
from liora.ops.wake import MESSAGE, notify

# A lane that backs off keeps its hour: what came first is answered first.
WAKE_LANE = """
ON CONFLICT (cliente_id, address) DO UPDATE SET arrivals = inbound_lane.arrivals + 1,
    pending_since = COALESCE(inbound_lane.pending_since, excluded.pending_since)
"""

WAKE = """
INSERT INTO inbound_lane (id, cliente_id, address, pending_since)
SELECT v.id, v.cliente, v.address, {now} FROM {records} WHERE TRUE ORDER BY v.cliente, v.address
{wake_lane}
"""


def wake_inbound(lanes: Iterable[tuple[UUID, str]]) -> None:
    """Wake the lanes of these people (cliente id, address)."""
    rows = [
        {"id": new_id().hex, "cliente": cliente.hex, "address": address}
        for cliente, address in lanes
    ]
    if not rows:
        return
    columns = {"id": "uuid", "cliente": "uuid", "address": "text"}
    statement = WAKE.format(now=now(), records=records(columns), wake_lane=WAKE_LANE)
    with connection.cursor() as cursor:
        cursor.execute(statement, [json.dumps(rows)])
    notify(MESSAGE)
