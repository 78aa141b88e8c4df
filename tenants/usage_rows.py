"""The statements behind the policy. One row a Cliente and meter; a new period takes it over."""

import json
from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import connection
from django.db.models import FilteredRelation, Q
from django_scopes import scope

from liora.ops.any_of import AnyOf
from liora.ops.ids import new_id
from liora.ops.sql import records, wire_moment
from tenants.models import Cliente, PlanOverride, Usage

NO_LIMIT = 2**62

# A host whose clock is behind still counts into the period that another one has begun.
GROWN = """
    CASE WHEN usage.period_start < excluded.period_start THEN excluded.used
    ELSE usage.used + excluded.used END
"""
NEWER = """
    CASE WHEN usage.period_start < excluded.period_start THEN excluded.period_start
    ELSE usage.period_start END
"""
ADD = f"""
INSERT INTO usage (id, cliente_id, meter, period_start, used) VALUES (%s, %s, %s, %s, %s)
ON CONFLICT (cliente_id, meter) DO UPDATE SET used = {GROWN}, period_start = {NEWER}
WHERE {GROWN} <= %s
RETURNING used
"""
COLUMNS = {
    "id": "uuid",
    "cliente_id": "uuid",
    "meter": "text",
    "period_start": "timestamptz",
    "used": "bigint",
}


def add(cliente_id: UUID, meter: str, start: datetime, n: int, *, limit: int | None) -> int | None:
    """Add `n` and return how much is used; None, and nothing is added, beyond the limit."""
    bound = NO_LIMIT if limit is None else limit
    if n > bound:
        return None
    row = [_id(new_id()), _id(cliente_id), meter, _moment(start), n, bound]
    with connection.cursor() as cursor:
        cursor.execute(ADD, row)
        found = cursor.fetchone()
    return None if found is None else int(found[0])


def add_many(spent: Mapping[UUID, int], meter: str, start: datetime) -> None:
    """Add to many Clientes at once, in one statement and in the order of their ids."""
    if not spent:
        return
    rows = [
        {
            "id": new_id().hex,
            "cliente_id": cliente_id.hex,
            "meter": meter,
            "period_start": wire_moment(start),
            "used": n,
        }
        for cliente_id, n in sorted(spent.items())
    ]
    names = ", ".join(COLUMNS)
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO usage ({names}) SELECT {names} FROM {records(COLUMNS)} WHERE TRUE"
            f" ON CONFLICT (cliente_id, meter)"
            f" DO UPDATE SET used = {GROWN}, period_start = {NEWER}",
            [json.dumps(rows)],
        )


def agreed(cliente_id: UUID) -> dict[str, int | None]:
    """Return the limits agreed with one Cliente, by meter; None is no limit."""
    with scope(cliente=cliente_id):
        return dict(PlanOverride.objects.values_list("meter", "value"))


def used(cliente_id: UUID, meter: str, start: datetime) -> int:
    with scope(cliente=cliente_id):
        rows = Usage.objects.filter(meter=meter, period_start__gte=start)
        return rows.values_list("used", flat=True).first() or 0


def used_by(
    cliente_ids: Iterable[UUID], meter: str, start: datetime
) -> Iterator[tuple[UUID, str, int, tuple[bool, int | None]]]:
    """Return id, plan, what is used, and whether a limit was agreed and which, of many Clientes."""
    now = FilteredRelation("usage", condition=Q(usage__meter=meter, usage__period_start__gte=start))
    own = FilteredRelation("plan_overrides", condition=Q(plan_overrides__meter=meter))
    rows: Any = (
        Cliente.objects.filter(AnyOf("id", set(cliente_ids)))
        .annotate(now=now, own=own)
        .values_list("id", "plan", "now__used", "own__id", "own__value")
    )
    for cliente_id, plan, spent, own_id, value in rows:
        yield cliente_id, plan, spent or 0, (own_id is not None, value)


def _id(value: UUID) -> Any:
    return value if connection.features.has_native_uuid_field else value.hex


def _moment(value: datetime) -> Any:
    return value if connection.vendor == "postgresql" else wire_moment(value)
