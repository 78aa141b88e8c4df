"""Lanes: rows that want a worker, claimed in batches by any number of workers.

A lane is worked by one worker at a time. The claim gives a lease and a fence; a worker that lost
its lease finds its fence out of date and can finish nothing. Whatever wakes a lane counts one
more arrival, so that a worker finishing it knows whether something came in meanwhile.
"""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import connection, models
from django.utils.translation import gettext_lazy as _

from liora.ops.ids import new_id
from liora.ops.sql import as_uuid, ids, moment_or_none, now, one_of, records


class Lane(models.Model):
    """Columns of a claimable row.

    `pending_since` is the moment from which the lane wants a worker: null when nothing waits, in
    the future while it backs off. `crashes` counts claims that ended without a release.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    pending_since = models.DateTimeField(_("pendiente desde"), null=True)
    lease_until = models.DateTimeField(_("tomado hasta"), null=True)
    fence = models.BigIntegerField(_("turno"), db_default=0)
    arrivals = models.BigIntegerField(_("llegadas"), db_default=1)
    crashes = models.SmallIntegerField(_("caídas"), db_default=0)

    # Every statement that locks several lanes takes them in this order, or two would deadlock.
    lock_order = "id"

    class Meta:
        abstract = True
        indexes = [
            models.Index(
                fields=["pending_since"],
                name="%(class)s_due",
                condition=models.Q(pending_since__isnull=False),
            )
        ]


# Which lanes a claim may take: any, those whose last worker gave them back, or those whose last
# worker did not. Of those one may be what killed it, the likelier the oftener it has happened.
ANY = "TRUE"
SOUND = "crashes = 0 AND lease_until IS NULL"
ORPHANED = "crashes = 0 AND lease_until IS NOT NULL"
SUSPECT = "crashes = 1"
GUILTY = "crashes > 1"

COLUMNS = {
    "id": "uuid",
    "fence": "bigint",
    "arrivals": "bigint",
    "again": "boolean",
    "again_at": "timestamptz",
}


@dataclass(frozen=True, slots=True)
class Claim:
    """One lane in hand: valid until the lease ends or another worker raises the fence."""

    lane_id: UUID
    fence: int
    arrivals: int
    crashes: int
    facts: tuple[Any, ...] = ()
    """The columns of the lane that the claimer asked for."""


def claim(
    lane: type[Lane],
    *,
    limit: int,
    lease: timedelta,
    facts: tuple[str, ...] = (),
    among: str = ANY,
) -> list[Claim]:
    """Take up to `limit` due lanes, the longest waiting first, for the length of `lease`.

    `facts` names further columns of the lane to bring along; `among` is one of the above.
    """
    due = f"""
        SELECT id FROM {lane._meta.db_table} WHERE {is_due(among)}
        ORDER BY pending_since LIMIT %s {skip_locked()}"""
    return take(lane, due, [limit], lease=lease, facts=facts)


def take(
    lane: type[Lane], due: str, parameters: list[Any], *, lease: timedelta, facts: tuple[str, ...]
) -> list[Claim]:
    """Take the lanes whose ids the SQL `due` selects."""
    columns = ", ".join(("id", "fence", "arrivals", "crashes", *facts))
    with connection.cursor() as cursor:
        cursor.execute(
            f"""
            WITH due AS ({due})
            UPDATE {lane._meta.db_table} SET fence = fence + 1,
                lease_until = {now(lease.total_seconds())},
                crashes = crashes + CASE WHEN lease_until IS NULL THEN 0 ELSE 1 END
            WHERE id IN (SELECT id FROM due)
            RETURNING {columns}
            """,
            parameters,
        )
        rows = cursor.fetchall()
    return [
        Claim(as_uuid(lane_id), fence, arrivals, crashes, tuple(others))
        for lane_id, fence, arrivals, crashes, *others in rows
    ]


def is_due(among: str = ANY) -> str:
    """Return SQL for a lane that wants a worker now and has none."""
    return (
        f"pending_since <= {now()} AND (lease_until IS NULL OR lease_until <= {now()}) AND {among}"
    )


def release(
    lane: type[Lane],
    claims: Iterable[Claim],
    *,
    again_at: Mapping[UUID, datetime | None] | None = None,
) -> set[UUID]:
    """Give lanes back inside the caller's transaction; return those that were still ours.

    A lane is idle unless something arrived since the claim. `again_at` names lanes to be claimed
    again: at a moment, or at once where the value is None.
    """
    again_at = again_at or {}
    return _update_held(
        lane,
        """lease_until = NULL, crashes = 0, pending_since = CASE
            WHEN v.again_at IS NOT NULL THEN v.again_at
            WHEN v.again OR {table}.arrivals <> v.arrivals THEN {now} END""",
        [
            {
                "id": item.lane_id.hex,
                "fence": item.fence,
                "arrivals": item.arrivals,
                "again": item.lane_id in again_at,
                "again_at": moment_or_none(again_at.get(item.lane_id)),
            }
            for item in claims
        ],
    )


def extend(lane: type[Lane], claims: Iterable[Claim], *, lease: timedelta) -> set[UUID]:
    """Lengthen the lease of lanes still worked on; return those that are still ours."""
    rows = [{"id": item.lane_id.hex, "fence": item.fence} for item in claims]
    return _update_held(lane, f"lease_until = {now(lease.total_seconds())}", rows)


def lock(lane: type[Lane], claims: Iterable[Claim]) -> set[UUID]:
    """Lock lanes, in the lane's order, that several of the caller's statements will change.

    Return those that are still ours.
    """
    fences = {item.lane_id: item.fence for item in claims}
    if not fences:
        return set()
    locked = f"ORDER BY {lane.lock_order} FOR UPDATE" if connection.vendor == "postgresql" else ""
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT id, fence FROM {lane._meta.db_table} WHERE {one_of('id')} {locked}",
            [ids(fences)],
        )
        found = [(as_uuid(lane_id), fence) for lane_id, fence in cursor.fetchall()]
    return {lane_id for lane_id, fence in found if fences[lane_id] == fence}


def _update_held(lane: type[Lane], change: str, rows: list[dict[str, Any]]) -> set[UUID]:
    """Change the lanes whose fence still is the one given; return their ids."""
    if not rows:
        return set()
    table = lane._meta.db_table
    named = ids(UUID(row["id"]) for row in rows)
    with connection.cursor() as cursor:
        cursor.execute(
            f"""
            {_locked(lane)} UPDATE {table} SET {change.format(table=table, now=now())}
            FROM {records(COLUMNS)} WHERE {table}.id = v.id AND {table}.fence = v.fence
                AND {table}.id IN (SELECT id FROM held) AND {one_of(f"{table}.id")}
            RETURNING {table}.id
            """,
            [named, json.dumps(rows), named],
        )
        return {as_uuid(row[0]) for row in cursor.fetchall()}


def _locked(lane: type[Lane]) -> str:
    """SQL that locks the lanes of a list of ids, in the lane's order, as `held`."""
    locked = f"ORDER BY {lane.lock_order} FOR UPDATE" if connection.vendor == "postgresql" else ""
    return f"""
        WITH held AS (SELECT id FROM {lane._meta.db_table} WHERE {one_of("id")} {locked})"""


def skip_locked() -> str:
    """Return SQL that leaves alone what another worker is just taking."""
    return "FOR UPDATE SKIP LOCKED" if connection.vendor == "postgresql" else ""
