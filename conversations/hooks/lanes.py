"""The lanes of numbers whose webhooks have something to be told."""

import json
from collections.abc import Mapping
from uuid import UUID

from django.db import connection

from liora.ops.ids import new_id
from liora.ops.sql import now, records
from liora.ops.wake import HOOK, notify

WAKE = """
INSERT INTO hook_lane (id, waba_account_id, cliente_id, pending_since)
SELECT v.id, v.account, v.cliente, {now} FROM {records} WHERE TRUE ORDER BY v.account
ON CONFLICT (waba_account_id) DO UPDATE SET arrivals = hook_lane.arrivals + 1,
    pending_since = {when}, paused_until = {pause}
"""
COLUMNS = {"id": "uuid", "account": "uuid", "cliente": "uuid"}

# A lane that waits for one conversation's next try is no reason for another's to wait.
UNLESS_PAUSED = """CASE WHEN hook_lane.paused_until > excluded.pending_since
    THEN hook_lane.paused_until ELSE excluded.pending_since END"""


def wake(accounts: Mapping[UUID, UUID], *, at_once: bool = False) -> None:
    """Wake the lanes of these numbers (id → cliente id), in the caller's transaction.

    Taken after every other lock, always. A paused lane keeps its pause, unless somebody mended
    what it was for (`at_once`).
    """
    rows = [
        {"id": new_id().hex, "account": account.hex, "cliente": cliente.hex}
        for account, cliente in accounts.items()
    ]
    if not rows:
        return
    statement = WAKE.format(
        now=now(),
        records=records(COLUMNS),
        when="excluded.pending_since" if at_once else UNLESS_PAUSED,
        pause="NULL" if at_once else "hook_lane.paused_until",
    )
    with connection.cursor() as cursor:
        cursor.execute(statement, [json.dumps(rows)])
    notify(HOOK)
