"""What is different between two versions of a catalog, counted by the database."""

from dataclasses import asdict, dataclass
from decimal import Decimal
from typing import Any

from django.db import connection
from django.db.models import Exists, OuterRef, QuerySet

from catalog.models import CatalogItem, CatalogSnapshot

EXAMPLES = 20
CONTENT = ("title", "description", "url", "image_url", "category", "brand", "attributes_json")

# Pairs of one SKU in both. A price that was 0 has no percentage; one in another currency neither.
PAIRS = """
FROM catalog_item AS old JOIN catalog_item AS new ON new.snapshot_id = %s AND new.sku = old.sku
WHERE old.snapshot_id = %s
"""
MOVE = "ABS(new.price - old.price) * 100.0 / NULLIF(old.price, 0)"
SAME_CURRENCY = "new.currency = old.currency"
COUNTS = f"""
SELECT COUNT(*),
    COUNT(CASE WHEN {" OR ".join(f"new.{name} <> old.{name}" for name in CONTENT)} THEN 1 END),
    COUNT(CASE WHEN new.price <> old.price OR new.currency <> old.currency THEN 1 END),
    MAX(CASE WHEN {SAME_CURRENCY} THEN {MOVE} END),
    COUNT(CASE WHEN new.currency <> old.currency THEN 1 END),
    COUNT(CASE WHEN new.stock <= 0 AND old.stock > 0 THEN 1 END),
    COUNT(CASE WHEN new.stock > 0 AND old.stock <= 0 THEN 1 END),
    COUNT(CASE WHEN new.stock <> old.stock THEN 1 END)
{PAIRS}
"""  # names of our own columns
MOVES = f"""
SELECT old.sku, new.title, old.price, new.price, {MOVE}
{PAIRS} AND {SAME_CURRENCY} AND new.price <> old.price AND old.price > 0
ORDER BY 5 DESC, old.sku LIMIT %s
"""


@dataclass(frozen=True, slots=True)
class Divergences:
    """Counts of products; shares are percentages of the older version's."""

    contra: int
    """The older version."""
    antes: int
    ahora: int
    agregados: int
    quitados: int
    cambiados: int
    """Those whose text, pictures or links changed."""
    precios_cambiados: int
    mayor_cambio_de_precio_pct: float
    monedas_cambiadas: int
    stock_cambiado: int
    sin_stock_ahora: int
    con_stock_ahora: int
    quitados_pct: float
    sin_stock_pct: float
    """Of those that could be bought."""

    def as_json(self) -> dict[str, Any]:
        return asdict(self)


def divergences(old: CatalogSnapshot, new: CatalogSnapshot) -> Divergences:
    """Compare two versions of the open Cliente."""
    with connection.cursor() as cursor:
        cursor.execute(COUNTS, _ids(new, old))
        both, changed, prices, most, currencies, emptied, refilled, stock = cursor.fetchone()
    gone = old.rows_count - both
    return Divergences(
        contra=old.version,
        antes=old.rows_count,
        ahora=new.rows_count,
        agregados=new.rows_count - both,
        quitados=gone,
        cambiados=changed,
        precios_cambiados=prices,
        mayor_cambio_de_precio_pct=round(float(most or 0), 2),
        monedas_cambiadas=currencies,
        stock_cambiado=stock,
        sin_stock_ahora=emptied,
        con_stock_ahora=refilled,
        quitados_pct=_share(gone, old.rows_count),
        sin_stock_pct=_share(emptied, old.in_stock),
    )


def examples(old: CatalogSnapshot, new: CatalogSnapshot) -> dict[str, Any]:
    """Return a few products of each kind of difference, the largest price moves first."""
    with connection.cursor() as cursor:
        cursor.execute(MOVES, [*_ids(new, old), EXAMPLES])
        moves = cursor.fetchall()
    return {
        "agregados": _missing(new, old),
        "quitados": _missing(old, new),
        "precios": [
            {
                "sku": sku,
                "title": title,
                "antes": _money(before),
                "ahora": _money(after),
                "cambio_pct": round(float(pct), 2),
            }
            for sku, title, before, after, pct in moves
        ],
        "sin_stock": _emptied(old, new),
    }


def _missing(here: CatalogSnapshot, there: CatalogSnapshot) -> list[dict[str, str]]:
    same = CatalogItem.objects.filter(snapshot=there, sku=OuterRef("sku"))
    return _named(CatalogItem.objects.filter(~Exists(same), snapshot=here))


def _emptied(old: CatalogSnapshot, new: CatalogSnapshot) -> list[dict[str, str]]:
    had = CatalogItem.objects.filter(snapshot=old, sku=OuterRef("sku"), stock__gt=0)
    return _named(CatalogItem.objects.filter(Exists(had), snapshot=new, stock__lte=0))


def _named(items: QuerySet[CatalogItem]) -> list[dict[str, str]]:
    shown = items.order_by("sku").values_list("sku", "title")[:EXAMPLES]
    return [{"sku": sku, "title": title} for sku, title in shown]


def _ids(new: CatalogSnapshot, old: CatalogSnapshot) -> list[Any]:
    return [new.pk.hex, old.pk.hex]


def _money(value: Any) -> str:
    return str(Decimal(str(value)).quantize(Decimal("0.01")))


def _share(part: int, whole: int) -> float:
    return round(100 * part / whole, 2) if whole else 0.0
