"""What holds a new version back until a person has looked at it."""

from typing import Any

from django.utils.translation import gettext as _

from catalog.divergences import Divergences
from catalog.models import CatalogRules, CatalogSnapshot


def reasons(rules: CatalogRules, found: Divergences, new: CatalogSnapshot) -> list[dict[str, Any]]:
    """Return why a version must not be sold from unseen; none where it may."""
    held = [
        _beyond(
            "faltan_productos",
            _("Faltan %(share)s %% de los productos (hasta %(most)s %%)."),
            found.quitados_pct,
            rules.most_removed_pct,
        ),
        _beyond(
            "precio_movido",
            _("Un precio se movió %(share)s %% (hasta %(most)s %%)."),
            found.mayor_cambio_de_precio_pct,
            rules.most_price_move_pct,
        ),
        _beyond(
            "sin_stock",
            _("Quedan sin stock %(share)s %% de los productos que tenían (hasta %(most)s %%)."),
            found.sin_stock_pct,
            rules.most_emptied_pct,
        ),
    ]
    if found.monedas_cambiadas and rules.most_price_move_pct is not None:
        message = _("Cambia la moneda de %d productos.") % found.monedas_cambiadas
        held.append({"code": "moneda_cambiada", "message": message})
    if _is_empty_shelf(found, new) and rules.most_emptied_pct is not None:
        held.append({"code": "todo_sin_stock", "message": _("No queda ningún producto con stock.")})
    return [reason for reason in held if reason]


def _beyond(code: str, message: str, share: float, most: int | None) -> dict[str, Any]:
    if most is None or share <= most:
        return {}
    return {"code": code, "message": message % {"share": f"{share:g}", "most": most}}


def _is_empty_shelf(found: Divergences, new: CatalogSnapshot) -> bool:
    return new.in_stock == 0 and (found.sin_stock_ahora > 0 or found.quitados > 0)
