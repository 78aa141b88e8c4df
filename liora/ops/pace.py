"""Going no faster than allowed, however many workers there are (a generic cell rate algorithm).

Each pace is a row; asking takes what is free at once, exactly, and says when more will be.
"""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db import connection

from liora.ops.sql import as_uuid, records

COLUMNS = {
    "id": "uuid",
    "next_at": "float8",
    "every_s": "float8",
    "burst": "integer",
    "granted": "integer",
}

# `excluded.next_at` is when the next would be due had it rested: now, and one step for each wanted.
NOW = "(excluded.next_at - excluded.granted * excluded.every_s)"
DUE = f"{{greatest}}(pace.next_at, {NOW})"
ROOM = f"({NOW} + excluded.burst * excluded.every_s - {DUE}) / excluded.every_s + 0.000001"
FREE = f"{{greatest}}(0, CAST({{floor}}({ROOM}) AS INTEGER))"
GRANTED = f"{{least}}(excluded.granted, {FREE})"

ASK = f"""
INSERT INTO pace (id, next_at, every_s, burst, granted)
SELECT v.id, v.next_at, v.every_s, v.burst, v.granted FROM {{records}} WHERE TRUE ORDER BY v.id
ON CONFLICT (id) DO UPDATE SET granted = {GRANTED},
    next_at = {DUE} + {GRANTED} * excluded.every_s,
    every_s = excluded.every_s, burst = excluded.burst
RETURNING id, granted, next_at
"""

WORDS = {
    "postgresql": {"greatest": "GREATEST", "least": "LEAST", "floor": "FLOOR"},
    "sqlite": {"greatest": "MAX", "least": "MIN", "floor": ""},
}


@dataclass(frozen=True, slots=True)
class Wish:
    """So many at once of something that may happen every `every_s`, and up to `burst` rested."""

    wanted: int
    every_s: float
    burst: int


@dataclass(frozen=True, slots=True)
class Grant:
    granted: int
    more_at: datetime
    """When the next one will be granted."""


def ask(wishes: Mapping[UUID, Wish], now: datetime) -> dict[UUID, Grant]:
    """Take what each pace allows now; `now` is the database's time. Committed by the caller."""
    if not wishes:
        return {}
    words = WORDS[connection.vendor]
    statement = ASK.format(records=records(COLUMNS), **words)
    with connection.cursor() as cursor:
        cursor.execute(statement, [json.dumps(list(_rows(wishes, now.timestamp())))])
        answers = cursor.fetchall()
    return {
        as_uuid(key): _grant(wishes[as_uuid(key)], granted, next_at, now)
        for key, granted, next_at in answers
    }


def _rows(wishes: Mapping[UUID, Wish], now_s: float) -> Iterable[dict[str, object]]:
    for key, wish in wishes.items():
        granted = min(wish.wanted, wish.burst)
        yield {
            "id": key.hex,
            "next_at": now_s + granted * wish.every_s,
            "every_s": wish.every_s,
            "burst": wish.burst,
            "granted": granted,
        }


def _grant(wish: Wish, granted: int, next_at: float, now: datetime) -> Grant:
    free_s = next_at - (wish.burst - 1) * wish.every_s - now.timestamp()
    return Grant(granted, now + timedelta(seconds=max(0.0, free_s)))
