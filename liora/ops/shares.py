"""Fair claims: when more waits than one claim takes, every tenant gets its share of the next one.

Oldest first is fair between customers but not between businesses: one with ten thousand waiting
would keep everybody else waiting until it is served. Shares cost a look for every tenant that has
something pending, so they are made only while a claim comes back full.
"""

import random
from collections import defaultdict
from datetime import timedelta
from itertools import zip_longest
from typing import Any
from uuid import UUID

from django.db import connection, models

from liora.ops import lanes
from liora.ops.lanes import Claim, Lane
from liora.ops.sql import as_uuid, ids


def share_index(name: str) -> models.Index:
    """Return the index that a model of lanes with a `cliente` needs for fair claims."""
    return models.Index(
        fields=["cliente", "pending_since"],
        name=name,
        condition=models.Q(pending_since__isnull=False),
    )


class FairClaims:
    """The claims of one station on lanes that belong to a Cliente."""

    def __init__(self, lane: type[Lane], *, lease: timedelta, facts: tuple[str, ...]) -> None:
        self.lane, self.lease = lane, lease
        self.facts = ("cliente_id", *facts)
        self.crowded: set[str] = set()

    def take(self, limit: int, *, among: str = lanes.ANY) -> list[Claim]:
        """Take up to `limit` due lanes. `facts` of a claim begin with its Cliente's id."""
        if among in self.crowded:
            return self._take_shares(limit, among)
        claims = lanes.claim(
            self.lane, limit=limit, lease=self.lease, facts=self.facts, among=among
        )
        if len(claims) >= limit:
            self.crowded.add(among)
        return claims

    def _take_shares(self, limit: int, among: str) -> list[Claim]:
        waiting = waiting_tenants(self.lane, among)
        chosen = random.sample(waiting, min(limit, len(waiting)))
        share = -(-limit // len(chosen)) if chosen else limit
        due, parameters = _due_of_each(self.lane, chosen, share, among)
        claims = lanes.take(
            self.lane, f"{due} LIMIT %s", [*parameters, limit], lease=self.lease, facts=self.facts
        )
        turns = _in_turn(claims)
        if all(len(turn) < share for turn in turns):
            self.crowded.discard(among)
        elif len(claims) < limit:
            # What the small ones leave of it is for whoever has waited longest.
            rest = limit - len(claims)
            turns += _in_turn(
                lanes.claim(self.lane, limit=rest, lease=self.lease, facts=self.facts, among=among)
            )
        return [claim for round_ in zip_longest(*turns) for claim in round_ if claim]


def _in_turn(claims: list[Claim]) -> list[list[Claim]]:
    """Return the claims of each tenant: whoever works on them begins with one of each."""
    turns = defaultdict(list)
    for claim in claims:
        turns[claim.facts[0]].append(claim)
    return list(turns.values())


def waiting_tenants(lane: type[Lane], among: str = lanes.ANY) -> list[UUID]:
    """Return who has a due lane: one step through the index for each, however many lanes it has."""
    table = lane._meta.db_table
    following = f"""
        SELECT cliente_id FROM {table} WHERE pending_since IS NOT NULL {{after}}
        ORDER BY cliente_id LIMIT 1"""
    with connection.cursor() as cursor:
        cursor.execute(
            f"""
            WITH RECURSIVE tenant(id) AS (
                SELECT ({following.format(after="")})
                UNION ALL
                SELECT ({following.format(after="AND cliente_id > tenant.id")})
                FROM tenant WHERE tenant.id IS NOT NULL)
            SELECT id FROM tenant WHERE EXISTS (
                SELECT 1 FROM {table} WHERE cliente_id = tenant.id AND {lanes.is_due(among)})
            """,
            [],
        )
        return [as_uuid(row[0]) for row in cursor.fetchall()]


def _due_of_each(
    lane: type[Lane], tenants: list[UUID], share: int, among: str
) -> tuple[str, list[Any]]:
    table = lane._meta.db_table
    oldest = f"""
        SELECT id FROM {table} WHERE cliente_id = tenant.value AND {lanes.is_due(among)}
        ORDER BY pending_since LIMIT %s {lanes.skip_locked()}"""
    if connection.vendor == "postgresql":
        due = f"""
            SELECT oldest.id FROM unnest(%s::uuid[]) AS tenant(value)
            CROSS JOIN LATERAL ({oldest}) AS oldest"""
    else:
        due = f"""
            SELECT lane.id FROM json_each(%s) AS tenant
            JOIN {table} AS lane ON lane.id IN ({oldest})"""
    return due, [ids(tenants), share]
