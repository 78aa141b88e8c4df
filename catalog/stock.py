"""What is left to sell of a version, and promising it to orders: never more than there is.

Reserving locks the rows of everything a batch of orders wants, in one order for everybody, so
that two workers never wait for each other. Nothing here is cached.
"""

import json
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db import connection
from django_scopes import scope

from catalog.models import CatalogItem, CatalogReservation
from liora.ops.ids import new_id
from liora.ops.sql import as_uuid, records

Goods = tuple[UUID, int, str]
"""A product to reserve: tenant, catalog version, SKU exactly as the version has it."""

COLUMNS = {"id": "uuid", "cliente": "uuid", "version": "integer", "sku": "text", "n": "integer"}
OPEN = """
INSERT INTO catalog_reservation (id, cliente_id, version, sku, stock, reserved)
SELECT v.id, v.cliente, v.version, v.sku, i.stock, 0 FROM {records}
JOIN catalog_snapshot AS s ON s.cliente_id = v.cliente AND s.version = v.version
JOIN catalog_item AS i ON i.snapshot_id = s.id AND i.sku = v.sku
WHERE i.stock > 0 ORDER BY v.cliente, v.version, v.sku
ON CONFLICT (cliente_id, version, sku) DO NOTHING
"""
LOCK = """
SELECT r.cliente_id, r.version, r.sku, r.stock - r.reserved FROM catalog_reservation AS r
WHERE EXISTS (SELECT 1 FROM {records}
    WHERE v.cliente = r.cliente_id AND v.version = r.version AND v.sku = r.sku)
ORDER BY r.cliente_id, r.version, r.sku {for_update}
"""
MOVE = """
UPDATE catalog_reservation SET reserved = reserved + v.n FROM {records}
WHERE catalog_reservation.cliente_id = v.cliente AND catalog_reservation.version = v.version
    AND catalog_reservation.sku = v.sku AND reserved + v.n BETWEEN 0 AND stock
"""


@dataclass(frozen=True, slots=True)
class Hold:
    """What one buyer wants, all of it or nothing; `key` names the buyer to whoever asks."""

    key: UUID
    wanted: Mapping[Goods, int]


def left(cliente_id: UUID, version: int, skus: Iterable[str]) -> dict[str, int]:
    """Return how many units can still be promised; 0 for what the version does not have."""
    wanted = set(skus)
    with scope(cliente=cliente_id):
        stock = CatalogItem.objects.filter(snapshot__version=version, sku__in=wanted)
        promised = CatalogReservation.objects.filter(version=version, sku__in=wanted)
        reserved = dict(promised.values_list("sku", "reserved"))
        found = dict(stock.values_list("sku", "stock"))
    return {sku: max(0, found.get(sku, 0) - reserved.get(sku, 0)) for sku in wanted}


def reserve(holds: Sequence[Hold]) -> set[UUID]:
    """Promise each hold, the first come first, in the caller's transaction.

    Returns the keys of those that got everything they want; the others took nothing.
    """
    wanted = {goods for hold in holds for goods in hold.wanted}
    if not wanted:
        return {hold.key for hold in holds}
    rest = _locked(wanted)
    granted, moves = set(), Counter[Goods]()
    for hold in holds:
        if all(0 < n <= rest.get(goods, 0) for goods, n in hold.wanted.items()):
            granted.add(hold.key)
            moves.update(hold.wanted)
            for goods, n in hold.wanted.items():
                rest[goods] -= n
    _move(moves)
    return granted


def give_back(holds: Iterable[Hold]) -> None:
    """Take promises back, in the caller's transaction: of orders cancelled, or not kept."""
    moves = Counter[Goods]()
    for hold in holds:
        moves.update(hold.wanted)
    if moves:
        _locked(set(moves))
        _move({goods: -n for goods, n in moves.items()})


def _locked(wanted: set[Goods]) -> dict[Goods, int]:
    """Lock the rows of the goods, made now for those without, and return what is left of each."""
    rows = json.dumps([_row(goods, 0) for goods in sorted(wanted)])
    with connection.cursor() as cursor:
        cursor.execute(OPEN.format(records=records(COLUMNS)), [rows])
        for_update = "FOR UPDATE" if connection.vendor == "postgresql" else ""
        cursor.execute(LOCK.format(records=records(COLUMNS), for_update=for_update), [rows])
        found = cursor.fetchall()
    return {(as_uuid(cliente), version, sku): rest for cliente, version, sku, rest in found}


def _move(moves: Mapping[Goods, int]) -> None:
    rows = [_row(goods, n) for goods, n in moves.items() if n]
    if rows:
        with connection.cursor() as cursor:
            cursor.execute(MOVE.format(records=records(COLUMNS)), [json.dumps(rows)])


def _row(goods: Goods, n: int) -> dict[str, object]:
    cliente, version, sku = goods
    return {"id": new_id().hex, "cliente": cliente.hex, "version": version, "sku": sku, "n": n}
