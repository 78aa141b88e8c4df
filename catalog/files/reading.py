"""A pushed file as rows: products, or the reasons why not."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO

from django.utils.translation import gettext as _

from catalog.files import shopify
from catalog.files.columns import REQUIRED, Mapped, mapped
from catalog.files.encoding import as_text, encoding_of
from catalog.files.rows import Checker, Product
from catalog.files.seen import Seen
from catalog.files.tables import Row, Table, table_of
from catalog.files.trouble import CellError, RowError

Read = tuple[int, Product] | RowError


@dataclass(frozen=True, slots=True)
class CatalogFile:
    """An opened file: how it was understood, and its rows, which can be read once."""

    encoding: str
    delimiter: str
    mapped: Mapped
    rows: Iterator[Read]

    def report(self) -> dict[str, object]:
        return {
            "codificacion": self.encoding,
            "separador": self.delimiter,
            "columnas": self.mapped.report(),
            "atributos": list(self.mapped.attributes),
        }


def read_catalog(raw: BinaryIO, *, currency: str, encoding: str = "") -> CatalogFile:
    """Open a pushed file, compressed or not, in any encoding and with any known header.

    `encoding` is the one its sender names, `currency` that of rows without one. Raises
    UnreadableCatalog or TooMuch, also while the rows are read.
    """
    found = encoding_of(raw, encoding)
    table = table_of(as_text(raw, found))
    places = shopify.places_in(table.header)
    columns = mapped(table.header, required=REQUIRED)
    rows = shopify.variants(table.rows, columns, places) if places else table.rows
    checked = _checked(rows, Checker(columns, currency=currency))
    return CatalogFile(found, _delimiter(table), columns, checked)


def _delimiter(table: Table) -> str:
    return table.delimiter or "json"


def _checked(rows: Iterator[Row | RowError], checker: Checker) -> Iterator[Read]:
    seen = Seen()
    for row in rows:
        if isinstance(row, RowError):
            yield row
            continue
        line, cells = row
        try:
            product = checker.product(cells)
        except CellError as error:
            yield RowError(line, error.column, error.value, error.reason)
            continue
        if seen.add(product.sku):
            yield line, product
        else:
            reason = _("El SKU está repetido en el archivo: vale la primera fila.")
            yield RowError(line, "sku", product.sku, reason)
