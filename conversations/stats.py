"""Figures of a business over a period: messages, delays, what was not understood."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Count, QuerySet

from conversations.models import ConversationLog

Direction = ConversationLog.Direction
NO_MATCH = "sin_match"
SHOWN_INTENTS = 20


@dataclass(frozen=True, slots=True)
class Delays:
    """Milliseconds from a message's arrival to Meta's taking its answer; None without any."""

    p50: int | None
    p95: int | None
    promedio: int | None


@dataclass(frozen=True, slots=True)
class Figures:
    recibidos: int
    por_estado: dict[str, int]
    delays: Delays
    sin_match: int
    intents: list[tuple[str, int]]

    @property
    def enviados(self) -> int:
        return sum(self.por_estado.values())

    @property
    def no_match_share(self) -> float | None:
        return round(self.sin_match / self.recibidos, 4) if self.recibidos else None


def figures(desde: datetime, hasta: datetime) -> Figures:
    """Return the figures of the open Cliente for `desde` ≤ moment < `hasta`."""
    rows = ConversationLog.objects.filter(created_at__gte=desde, created_at__lt=hasta)
    received = rows.filter(direction=Direction.IN)
    intents = _counted(received, "intent")
    return Figures(
        recibidos=sum(intents.values()),
        por_estado=_counted(rows.filter(direction=Direction.OUT), "estado"),
        delays=delays(_counted(rows.filter(latency_ms__isnull=False), "latency_ms").items()),
        sin_match=intents.get(NO_MATCH, 0),
        intents=sorted(intents.items(), key=lambda pair: (-pair[1], pair[0]))[:SHOWN_INTENTS],
    )


def _counted(rows: QuerySet[ConversationLog], field: str) -> dict[Any, int]:
    return dict(rows.order_by().values_list(field).annotate(count=Count("pk")))


def delays(counted: Iterable[tuple[int, int]]) -> Delays:
    """Return exact percentiles (nearest rank) of values given with their counts."""
    pairs = sorted(counted)
    total = sum(count for _value, count in pairs)
    if not total:
        return Delays(None, None, None)
    average = round(sum(value * count for value, count in pairs) / total)
    return Delays(_at(pairs, total * 50), _at(pairs, total * 95), average)


def _at(pairs: list[tuple[int, int]], hundredths: int) -> int:
    seen = 0
    for value, count in pairs:
        seen += count
        if seen * 100 >= hundredths:
            return value
    return pairs[-1][0]
