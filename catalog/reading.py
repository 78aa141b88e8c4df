"""Reading a pushed catalog: rows of text in, products or reasons out."""

import csv
import io
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from decimal import Decimal, InvalidOperation
from typing import Any
from urllib.parse import urlsplit

from django.utils.translation import gettext as _

REQUIRED = ("sku", "title", "price", "currency")
LARGEST_PRICE = Decimal(10) ** 12
LARGEST_STOCK = 2**31 - 1


class UnreadableCatalog(ValueError):
    """The file as a whole cannot be read; stable code `catalogo_ilegible`."""

    code = "catalogo_ilegible"


@dataclass(frozen=True, slots=True)
class RowError:
    """Why one row was left out: its line in the file, the column, the value, the reason."""

    line: int
    column: str
    value: str
    reason: str

    def as_json(self) -> dict[str, Any]:
        return asdict(self)


@dataclass(frozen=True, slots=True)
class ReadRow:
    sku: str
    title: str
    description: str
    price: Decimal
    currency: str
    stock: int
    url: str
    image_url: str
    category: str
    brand: str


class CellError(ValueError):
    def __init__(self, column: str, value: str, reason: str) -> None:
        super().__init__(reason)
        self.column, self.value, self.reason = column, value, reason


def read_csv(text: str) -> Iterator[ReadRow | RowError]:
    """Yield one product or one reason per row of a comma-separated file with a header.

    Raises UnreadableCatalog when a required column is missing.
    """
    reader = csv.DictReader(io.StringIO(text))
    missing = [name for name in REQUIRED if name not in (reader.fieldnames or [])]
    if missing:
        raise UnreadableCatalog(_("Faltan columnas: %(names)s.") % {"names": ", ".join(missing)})
    seen: set[str] = set()
    for cells in reader:
        try:
            yield _row(cells, seen)
        except CellError as error:
            yield RowError(reader.line_num, error.column, error.value[:200], error.reason)


def _row(cells: Mapping[str, str | None], seen: set[str]) -> ReadRow:
    clean = {name: (cells.get(name) or "").strip() for name in ReadRow.__slots__}
    row = ReadRow(
        **clean
        | {  # type: ignore[arg-type]  # the three columns that are not text
            "price": _price(clean["price"]),
            "stock": _stock(clean["stock"]),
            "currency": _currency(clean["currency"]),
            "url": _link("url", clean["url"]),
            "image_url": _link("image_url", clean["image_url"]),
        }
    )
    _require(row, seen)
    return row


def _require(row: ReadRow, seen: set[str]) -> None:
    if not row.sku or len(row.sku) > 100:
        raise CellError("sku", row.sku, _("El SKU falta o pasa de 100 caracteres."))
    if row.sku in seen:
        raise CellError("sku", row.sku, _("El SKU está repetido en el archivo."))
    if not row.title or len(row.title) > 500:
        raise CellError("title", row.title, _("El título falta o pasa de 500 caracteres."))
    seen.add(row.sku)


def _price(value: str) -> Decimal:
    try:
        price = Decimal(value)
    except InvalidOperation:
        raise CellError("price", value, _("El precio no es un número.")) from None
    if not price.is_finite() or not 0 <= price < LARGEST_PRICE:
        raise CellError("price", value, _("El precio es negativo o demasiado grande."))
    return price.quantize(Decimal("0.01"))


def _stock(value: str) -> int:
    try:
        stock = int(value or 0)
    except ValueError:
        raise CellError("stock", value, _("El stock no es un número entero.")) from None
    if not 0 <= stock <= LARGEST_STOCK:
        raise CellError("stock", value, _("El stock es negativo o demasiado grande."))
    return stock


def _currency(value: str) -> str:
    if len(value) != 3 or not value.isascii() or not value.isalpha():
        raise CellError("currency", value, _("La moneda va con tres letras, como ARS."))
    return value.upper()


def _link(column: str, value: str) -> str:
    if value and urlsplit(value).scheme not in ("http", "https"):
        raise CellError(column, value, _("El enlace debe empezar con http:// o https://."))
    return value
