"""Writing down that a link was opened."""

from typing import Any
from uuid import UUID

from django.db import connection, transaction
from django.http import HttpRequest
from django.utils.crypto import salted_hmac
from django_ratelimit.core import get_usage
from django_scopes import scope

from conversations.links.visit import kind_of
from conversations.models import LinkClick, ShortLink
from liora.ops.client_address import client_network
from liora.ops.ids import new_id
from liora.ops.sql import now

SAME_VISIT_S = 10
LONGEST_AGENT = 200
# Beyond these a link still opens, and nothing is written: nobody fills the disk with clicks.
PER_ADDRESS = "60/m"
PER_LINK = "300/h"

# One statement decides whether somebody comes back and says so.
INSERT = """
INSERT INTO link_click (id, cliente_id, link_id, kind, user_agent, visitor)
SELECT {values}, CASE WHEN %s = 'humano' AND EXISTS (
    SELECT 1 FROM link_click WHERE link_id = %s AND kind = 'humano' AND visitor = %s
        AND created_at > {since}) THEN 'repetido' ELSE %s END, %s, %s
"""


def record_click(request: HttpRequest, link: ShortLink) -> None:
    """Keep one visit, unless there are too many; raises DatabaseError."""
    kind = kind_of(str(request.method), request.headers)
    if _too_many(request, link, kind):
        return
    agent = _kept(request.headers.get("User-Agent", ""))
    ids = [_id(value) for value in (new_id(), link.cliente_id, link.pk)]
    visitor = visitor_of(request)
    with transaction.atomic(), scope(cliente=link.cliente_id):
        if kind == LinkClick.Kind.HUMANO:
            # Two clicks at once are one after the other, or both would be the first.
            ShortLink.objects.select_for_update(no_key=True).values_list("pk").get(pk=link.pk)
        with connection.cursor() as cursor:
            cursor.execute(_insert(), [*ids, kind, ids[-1], visitor, kind, agent, visitor])


def visitor_of(request: HttpRequest) -> str:
    """Return what tells visitors apart without telling who they are."""
    return salted_hmac("link_click.visitor", client_network(request)).hexdigest()[:32]


def _too_many(request: HttpRequest, link: ShortLink, kind: str) -> bool:
    """Tell whether there were enough; programs use up nothing of what people have."""
    limits = (("ip", PER_ADDRESS), (lambda *_: f"{link.pk}:{kind}", PER_LINK))
    for number, (key, rate) in enumerate(limits):
        used = get_usage(request, group=f"enlaces-{number}", key=key, rate=rate, increment=True)
        if used and used["should_limit"]:
            return True
    return False


def _insert() -> str:
    casts = ("uuid",) * 3 if connection.vendor == "postgresql" else ()
    values = ", ".join(f"%s::{cast}" for cast in casts) or "%s, %s, %s"
    return INSERT.format(values=values, since=now(-SAME_VISIT_S))


def _id(value: UUID) -> Any:
    return value if connection.vendor == "postgresql" else value.hex


def _kept(agent: str) -> str:
    return "".join(filter(str.isprintable, agent))[:LONGEST_AGENT]
