"""Keeping what arrived: every item of a post in one statement, each in its own tenant.

The tenant is joined inside the statement by `phone_number_id`, so there is no cache that could
be stale and no second trip. Items seen before are ignored by their unique key. New messages wake
their lane, and PostgreSQL tells the workers. Both keys and lanes are taken in order: two posts
with the same items in another order would deadlock.
"""

from django.db import connection, transaction

from liora.ops.sql import as_uuid, now, records
from liora.ops.wake import CHANNEL
from whatsapp.inbound_lanes import WAKE_LANE, wake_inbound
from whatsapp.webhook.draft import Draft, records_json

COLUMNS = {
    "id": "uuid",
    "phone_number_id": "text",
    "field": "text",
    "kind": "text",
    "subtype": "text",
    "address": "text",
    "message_id": "text",
    "dedupe_key": "text",
    "payload": "jsonb",
    "sent_at": "float8",
    "estado": "text",
}

INSERT_EVENTS = """
INSERT INTO inbound_event (id, cliente_id, waba_account_id, phone_number_id, field, kind, subtype,
    address, message_id, dedupe_key, payload, sent_at, estado)
SELECT v.id, w.cliente_id, w.id, v.phone_number_id, v.field, v.kind, v.subtype, v.address,
    v.message_id, v.dedupe_key, v.payload, {sent_at},
    CASE WHEN w.id IS NULL AND v.kind <> 'other' THEN 'guardado' ELSE v.estado END
FROM {records} LEFT JOIN waba_account AS w ON w.phone_number_id = v.phone_number_id
WHERE TRUE ORDER BY v.dedupe_key
ON CONFLICT (dedupe_key) DO NOTHING
RETURNING cliente_id, address, kind, estado
"""


def store(drafts: list[Draft]) -> None:
    """Keep the drafts; when this returns they are committed. Raises DatabaseError otherwise."""
    if connection.vendor == "postgresql":
        _store_in_one_statement(drafts)
    else:
        _store_in_one_transaction(drafts)


def _store_in_one_statement(drafts: list[Draft]) -> None:
    insert = INSERT_EVENTS.format(records=records(COLUMNS), sent_at="to_timestamp(v.sent_at)")
    with connection.cursor() as cursor:
        cursor.execute(
            f"""
            WITH stored AS ({insert}), woken AS (
                INSERT INTO inbound_lane (id, cliente_id, address, pending_since)
                SELECT gen_random_uuid(), cliente_id, address, {now()} FROM stored
                WHERE kind = 'message' AND cliente_id IS NOT NULL
                GROUP BY cliente_id, address ORDER BY cliente_id, address
                {WAKE_LANE} RETURNING id)
            SELECT pg_notify('{CHANNEL}', kind) FROM stored
            WHERE estado = 'pendiente' GROUP BY kind
            """,
            [records_json(drafts)],
        )


@transaction.atomic
def _store_in_one_transaction(drafts: list[Draft]) -> None:
    sent_at = "STRFTIME('%%Y-%%m-%%d %%H:%%M:%%f', v.sent_at, 'unixepoch')"
    insert = INSERT_EVENTS.format(records=records(COLUMNS), sent_at=sent_at)
    with connection.cursor() as cursor:
        cursor.execute(insert, [records_json(drafts)])
        stored = cursor.fetchall()
    wake_inbound(
        {
            (as_uuid(cliente), address)
            for cliente, address, kind, _ in stored
            if cliente and kind == "message"
        }
    )
