"""For whom links are minted: Clientes that used some lately and have few in stock."""

from datetime import timedelta
from uuid import UUID

from django.db.models import Count, Exists, IntegerField, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.utils import timezone
from django_scopes import scopes_disabled

from conversations.models import ShortLink
from tenants.models import Cliente
from tenants.plans import Meter
from tenants.policy import spent_up

STOCK = 5
LATELY = timedelta(days=7)
CANDIDATES = 20


def first_wanting() -> UUID | None:
    """Return the Cliente that most needs a link; None when all have enough."""
    with scopes_disabled():
        found = list(_short_of_stock()[:CANDIDATES])
        spent = spent_up(found, Meter.SHORT_LINKS) if found else set()
    return next((cliente_id for cliente_id in found if cliente_id not in spent), None)


def _short_of_stock() -> QuerySet[Cliente, UUID]:
    theirs = ShortLink.objects.filter(cliente=OuterRef("pk")).order_by()
    used = theirs.exclude(destination="").filter(created_at__gte=timezone.now() - LATELY)
    stock = theirs.filter(destination="").exclude(bitly="").values("cliente")
    counted = Subquery(stock.annotate(n=Count("pk")).values("n"), output_field=IntegerField())
    return (
        Cliente.objects.filter(Exists(used), estado=Cliente.Estado.ACTIVO)
        .annotate(stock=Coalesce(counted, 0))
        .filter(stock__lt=STOCK)
        .order_by("stock", "pk")
        .values_list("pk", flat=True)
    )
