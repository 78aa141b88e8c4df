"""Fills a migrated database: `python -m bench.api.seed ROWS`; prints a token and the cursors.

Rows are written by the database itself: a million through the ORM would take minutes. Their ids
are UUIDv7 of the moment each row tells, as the product's are.
"""

import json
import os
import sys

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "liora.settings")
django.setup()

from django.db import connection  # noqa: E402
from django_scopes import scope  # noqa: E402

from accounts import sessions  # noqa: E402
from accounts.models import UserCliente, Usuario  # noqa: E402
from conversations.models import Contact, ConversationLog, ConvoState  # noqa: E402
from liora.api.pages import write_cursor  # noqa: E402
from tenants.models import Cliente, PlanOverride  # noqa: E402

PAGE = 50

ROWS = """
INSERT INTO conversation_log (id, cliente_id, convo_id, seq, user_msisdn, direction, intent, skill,
    reason, slots_json, message_type, message_body, content_json, estado, wamid, in_reply_to,
    attempts, unconfirmed, crashes, maybe_twice, error_detail, timings_json, created_at)
SELECT
    (lpad(to_hex((extract(epoch FROM moment) * 1000)::bigint), 12, '0') || '7'
        || substr(md5(n::text), 1, 3) || '8' || substr(md5(n::text), 5, 15))::uuid,
    %s, %s, n, '5493515550101', CASE n %% 2 WHEN 0 THEN 'in' ELSE 'out' END, 'catalogo.ver',
    'ecommerce', '', '{"visto": "mate"}', 'text', 'quiero un mate ' || n, '{}', 'entregado', '',
    '', 0, 0, 0, false, '', '{}', moment
FROM generate_series(1, %s) AS n,
    LATERAL (SELECT now() - make_interval(secs => %s - n) AS moment) AS at
"""


def seed(rows: int) -> dict[str, object]:
    cliente = Cliente.objects.create(slug="bench", name="Bench", plan="pro")
    usuario = Usuario.objects.create(email="owner@bench", nombre="Bench")
    with scope(cliente=cliente):
        PlanOverride.objects.create(cliente=cliente, meter="pedidos_api", value=None)
        owner = UserCliente.objects.create(usuario=usuario, cliente=cliente, rol="owner")
        contact = Contact.objects.create(cliente=cliente, name="Ana")
        convo = ConvoState.objects.create(
            cliente=cliente, contact=contact, user_msisdn="5493515550101"
        )
        with connection.cursor() as cursor:
            cursor.execute(ROWS, [cliente.pk, convo.pk, rows, rows])
            cursor.execute("VACUUM ANALYZE conversation_log")
        ids = ConversationLog.objects.order_by("id").values_list("id", flat=True)
        middle = ids[rows // 2]
        deepest = ids[PAGE]
    pair = sessions.begin(usuario, owner, address="", user_agent="bench")
    return {
        "token": pair.access,
        "middle": write_cursor(middle),
        "deepest": write_cursor(deepest),
        "rows": rows,
    }


print(json.dumps(seed(int(sys.argv[1]))))
