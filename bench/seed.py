"""Fills a migrated database with the tenants of a run: `python -m bench.seed`, settings by env."""

import os
import sys

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "liora.settings")
django.setup()

from django.db import transaction  # noqa: E402
from django_scopes import scopes_disabled  # noqa: E402

from bench import traffic  # noqa: E402
from bench.peers.shop import products  # noqa: E402
from catalog.models import CatalogActive, CatalogItem, CatalogSnapshot  # noqa: E402
from catalog.words import search_words  # noqa: E402
from tenants.models import Cliente  # noqa: E402
from whatsapp.models import WabaAccount  # noqa: E402


def seed(amount: int) -> None:
    clientes = [
        Cliente(slug=f"tienda-{place}", name=f"Tienda {place}", plan="pro")
        for place in range(amount)
    ]
    with scopes_disabled(), transaction.atomic():
        Cliente.objects.bulk_create(clientes)
        WabaAccount.objects.bulk_create(
            account(place, cliente) for place, cliente in enumerate(clientes)
        )
        stock(clientes)


def account(place: int, cliente: Cliente) -> WabaAccount:
    return WabaAccount(
        cliente=cliente,
        waba_id=traffic.waba_id(place),
        phone_number_id=traffic.phone_number_id(place),
        display_phone=f"+51100{place:06d}",
        access_token=traffic.TOKEN,
    )


def stock(clientes: list[Cliente]) -> None:
    shelf = products()
    snapshots = [
        CatalogSnapshot(
            cliente=cliente,
            version=1,
            checksum="0" * 64,
            rows_count=len(shelf),
            source="bench",
            estado=CatalogSnapshot.Estado.ACTIVO,
        )
        for cliente in clientes
    ]
    CatalogSnapshot.objects.bulk_create(snapshots)
    CatalogItem.objects.bulk_create(
        (item(snapshot, one) for snapshot in snapshots for one in shelf), batch_size=2000
    )
    CatalogActive.objects.bulk_create(
        CatalogActive(cliente=cliente, version=1, rows_count=len(shelf), stock_pct=100)
        for cliente in clientes
    )


def item(snapshot: CatalogSnapshot, one: dict[str, str]) -> CatalogItem:
    return CatalogItem(
        cliente_id=snapshot.cliente_id,
        snapshot=snapshot,
        **one,
        currency="PEN",
        stock=9,
        category="Termos",
        words=search_words(one["title"], "Termos", "", one["sku"]),
    )


if __name__ == "__main__":
    seed(int(sys.argv[1]) if len(sys.argv) > 1 else 200)
