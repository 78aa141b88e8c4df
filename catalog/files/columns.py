"""Which column of a pushed file is which: our own names, Spanish ones, Google's and Shopify's.

Names as documented in Google's "Product data specification" and in Shopify's "Using CSV files to
import and export products", before and after its renaming of the columns.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from catalog.files.trouble import UnreadableCatalog
from catalog.words import plain_words

COLUMNS = (
    "sku",
    "title",
    "description",
    "price",
    "currency",
    "stock",
    "url",
    "image_url",
    "category",
    "brand",
)
# Columns that say something about others of ours.
SALE_PRICE, SALE_DATES, AVAILABILITY = "sale_price", "sale_dates", "availability"
REQUIRED = ("sku", "title", "price")

# In order of preference: where a file has two, the first one named here is it.
NAMES: Mapping[str, tuple[str, ...]] = {
    "sku": (
        "sku", "variant sku", "codigo", "cod", "codigo de producto", "codigo producto",
        "referencia", "ref", "articulo", "id", "id producto", "mpn",
    ),
    "title": (
        "title", "titulo", "nombre", "nombre del producto", "nombre producto", "producto", "name",
        "denominacion",
    ),
    "description": (
        "description", "descripcion", "detalle", "detalles", "body html", "body",
        "descripcion larga",
    ),
    "price": (
        "price", "precio", "variant price", "precio de venta", "precio final", "precio venta",
        "precio unitario", "pvp", "importe", "valor",
    ),
    "currency": ("currency", "moneda", "divisa"),
    "stock": (
        "stock", "existencias", "existencia", "cantidad", "inventario", "unidades",
        "cantidad disponible", "inventory", "quantity", "inventory quantity",
        "variant inventory qty", "sell on google quantity",
    ),
    "url": ("url", "link", "enlace", "direccion web", "pagina", "canonical link"),
    "image_url": (
        "image url", "image link", "imagen", "imagen url", "url imagen", "url de la imagen", "foto",
        "image src", "product image url", "image", "variant image", "variant image url",
    ),
    "category": (
        "category", "categoria", "rubro", "seccion", "departamento", "product type", "type", "tipo",
        "product category", "google product category",
    ),
    "brand": ("brand", "marca", "vendor", "fabricante", "proveedor"),
    SALE_PRICE: ("sale price", "precio oferta", "precio de oferta", "precio promocional", "oferta"),
    SALE_DATES: ("sale price effective date",),
    AVAILABILITY: ("availability", "disponibilidad"),
}  # fmt: skip


KNOWN = frozenset(name for names in NAMES.values() for name in names)


@dataclass(frozen=True, slots=True)
class Mapped:
    """Where each of our columns stands in the file; the rest are attributes."""

    places: Mapping[str, int]
    attributes: Mapping[str, int]
    header: Sequence[str]

    def report(self) -> dict[str, str]:
        """Return, for each of our columns that is there, what the file calls it."""
        return {column: self.header[place] for column, place in self.places.items()}


def mapped(header: Sequence[str], *, required: Sequence[str] = REQUIRED) -> Mapped:
    """Find our columns under a header's names; raises UnreadableCatalog for those missing."""
    by_name: dict[str, int] = {}
    for place, name in enumerate(header):
        plain = plain_words(name)
        if plain and plain in by_name:
            raise UnreadableCatalog(
                _("La columna «%s» está dos veces en el encabezado.") % name.strip()[:60]
            )
        by_name[plain] = place
    found = {column: _place(column, by_name) for column in NAMES}
    places = {column: place for column, place in found.items() if place is not None}
    missing = [name for name in required if name not in places]
    if missing:
        raise UnreadableCatalog(
            _("Faltan columnas: %(missing)s. El archivo trae: %(header)s.")
            % {"missing": ", ".join(missing), "header": _shown(header)}
        )
    taken = set(places.values())
    attributes = {
        name.strip()[:60]: place
        for place, name in enumerate(header)
        if place not in taken and name.strip()
    }
    return Mapped(places, attributes, [name.strip() for name in header])


def _place(column: str, by_name: Mapping[str, int]) -> int | None:
    return next((by_name[name] for name in NAMES[column] if name in by_name), None)


def _shown(header: Sequence[str]) -> str:
    return ", ".join(name.strip()[:40] for name in header[:20]) or "—"
