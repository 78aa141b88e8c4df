"""Of the messages with a link, how many a person opened: by intent, product, version and day.

Counted from the rows each time, so it is exact whoever writes meanwhile.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.db.models.functions import TruncDate

from conversations.models import LinkClick, ShortLink

Kind = LinkClick.Kind
SHOWN = 20
"""Intents, products and versions beyond the busiest twenty are in the total only."""
MOST_DAYS = 366


@dataclass(frozen=True, slots=True)
class Share:
    """`value` is what they have in common; None for all of them."""

    value: Any
    mensajes: int
    con_clic: int

    @property
    def proporcion(self) -> float | None:
        return round(self.con_clic / self.mensajes, 4) if self.mensajes else None


@dataclass(frozen=True, slots=True)
class Ctr:
    total: Share
    por_intent: list[Share]
    por_producto: list[Share]
    por_version: list[Share]
    por_dia: list[Share]


def ctr(desde: datetime, hasta: datetime) -> Ctr:
    """Return the open Cliente's for links sent from `desde` up to `hasta`; days are local."""
    rows = sent_links().filter(created_at__gte=desde, created_at__lt=hasta)
    by_day = _shares(rows.annotate(day=TruncDate("created_at")), "day")
    versioned = rows.filter(catalog_version__isnull=False)
    intents = _shares(rows, "intent")
    total = Share(None, sum(x.mensajes for x in intents), sum(x.con_clic for x in intents))
    return Ctr(
        total=total,
        por_intent=_busiest(intents),
        por_producto=_busiest(_shares(rows.exclude(sku=""), "sku")),
        por_version=_busiest(_shares(versioned, "catalog_version")),
        por_dia=sorted(by_day, key=lambda share: share.value)[-MOST_DAYS:],
    )


def sent_links() -> QuerySet[ShortLink]:
    """Return the links that a message carries; those in stock have no destination."""
    return ShortLink.objects.exclude(destination="")


def clicks_of(link_ids: Iterable[UUID]) -> dict[UUID, dict[str, int]]:
    """Return the clicks of each link by kind, in one statement."""
    counted: dict[UUID, dict[str, int]] = {
        link_id: dict.fromkeys(Kind.values, 0) for link_id in link_ids
    }
    rows = LinkClick.objects.filter(link__in=list(counted)).order_by()
    for link_id, kind, n in rows.values_list("link", "kind").annotate(n=Count("pk")):
        counted[link_id][kind] = n
    return counted


def _shares(rows: QuerySet[ShortLink], field: str) -> list[Share]:
    opened = Exists(LinkClick.objects.filter(link=OuterRef("pk"), kind=Kind.HUMANO))
    counted = (
        rows.alias(opened=opened)
        .order_by()
        .values_list(field)
        .annotate(mensajes=Count("pk"), con_clic=Count("pk", filter=Q(opened=True)))
    )
    return [Share(*row) for row in counted]


def _busiest(shares: list[Share]) -> list[Share]:
    return sorted(shares, key=lambda share: (-share.mensajes, str(share.value)))[:SHOWN]
