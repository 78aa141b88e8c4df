"""From cells to products: each row checked, or the reason why it cannot be sold from.

The checks are written by hand, and tried in the order of what files mostly hold: a file has a
million rows, and they cost more than the database does.
"""

import html
import json
import re
from collections.abc import Callable, Sequence
from typing import NamedTuple

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from catalog.files.amounts import BEFORE_CENTS, GROUPED_BY_POINT, PLAIN, amount_in
from catalog.files.columns import AVAILABILITY, COLUMNS, SALE_DATES, SALE_PRICE, Mapped
from catalog.files.currencies import ISO_4217
from catalog.files.offers import offer_in
from catalog.files.quantities import SOME, quantity_in, stock_of
from catalog.files.trouble import CellError
from liora.ops.web_address import problem_with

LONGEST = {"sku": 100, "title": 500, "category": 200, "brand": 200}
LONGEST_DESCRIPTION = 10_000
LONGEST_ATTRIBUTES = 20_000
TAG = re.compile(r"<[^<>]*>")
ENDS_A_LINE = re.compile(r"(?i)<(?:br|/p|/li|/div|/tr|/h[1-6])\b[^<>]*>")
# Stripping the markup of a book would keep everybody waiting.
LONGEST_MARKUP = 4 * 10_000
BLANKS = re.compile(r"[ \t\xa0]+")
UNREADABLE = re.compile("[\x00-\x08\x0e-\x1f\ufffd\ud800-\udfff]")
# A text that our own exports kept a spreadsheet from running.
QUOTED_FORMULA = re.compile(r"'(?=[=+\-@\t\r\n])")


class Product(NamedTuple):
    """One row that can be sold from, each value as the database's COPY takes it."""

    sku: str
    title: str
    description: str
    price: str
    currency: str
    stock: str
    url: str
    image_url: str
    category: str
    brand: str
    attributes_json: str


class Checker:
    """Checks the rows of one file. `currency` is for rows that name none."""

    def __init__(self, mapped: Mapped, *, currency: str) -> None:
        self._picks = [mapped.places.get(name, -1) for name in COLUMNS]
        self._sale = mapped.places.get(SALE_PRICE)
        self._sale_dates = mapped.places.get(SALE_DATES)
        self._point_is_decimal: bool | None = None
        self._available = mapped.places.get(AVAILABILITY)
        # A file that says nothing of stock is of a shop that does not count it.
        self._counts = self._available is not None or "stock" in mapped.places
        self._attributes = mapped.attributes
        self._currency = currency
        self._own = settings.PUBLIC_URL

    def product(self, cells: Sequence[str]) -> Product:
        """Return the product of a row's cells; raises CellError for the first that is wrong."""
        picked = [cells[place].strip() if place >= 0 else "" for place in self._picks]
        sku, title, description, price, currency, stock, url, image, category, brand = picked
        joined = "".join(picked)
        if not joined.isprintable() or "\ufffd" in joined or "'" in joined:
            title, description, category, brand = _cleaned(picked)
        _check_texts(sku, title, category, brand)
        price, currency = self._price(cells, price, currency)
        if "<" in description or "&" in description or len(description) > LONGEST_DESCRIPTION:
            description = plain_text(description)[:LONGEST_DESCRIPTION]
        return Product(
            sku,
            title,
            description,
            price,
            currency,
            self._stock(cells, stock),
            self._address("url", url) if url else "",
            self._address("image_url", image) if image else "",
            category,
            brand,
            self._extra(cells) if self._attributes else "{}",
        )

    def _price(self, cells: Sequence[str], price: str, currency: str) -> tuple[str, str]:
        beside = ""
        plain = PLAIN.fullmatch(price)
        if "." in price:
            self._check_point(price, decimal=bool(plain or BEFORE_CENTS.search(price)))
        if not plain:
            price, beside = amount_in("price", price)
        code = currency.upper() or beside or self._currency
        if code not in ISO_4217 or (beside and beside != code):
            reason = _("La moneda va con tres letras (ISO 4217), como ARS.")
            raise CellError("currency", currency or beside, reason)
        if self._sale is not None and (offered := cells[self._sale].strip()):
            price = offer_in(offered, price, code, when=self._when(cells))
        return price, code

    def _check_point(self, price: str, *, decimal: bool) -> None:
        """Refuse a point that parts thousands where others stand before cents, or the reverse."""
        if not decimal and not GROUPED_BY_POINT.search(price):
            return
        self._point_is_decimal = (
            decimal if self._point_is_decimal is None else self._point_is_decimal
        )
        if self._point_is_decimal != decimal:
            reason = _("No se sabe si el punto separa miles o centavos: el archivo usa los dos.")
            raise CellError("price", price, reason)

    def _when(self, cells: Sequence[str]) -> str:
        return cells[self._sale_dates].strip() if self._sale_dates is not None else ""

    def _stock(self, cells: Sequence[str], stock: str) -> str:
        if not self._counts:
            return str(SOME)
        if self._available is None:
            return stock if stock.isdecimal() and len(stock) < 9 else quantity_in(stock)
        return stock_of(cells[self._available], stock)

    def _address(self, column: str, value: str) -> str:
        if problem := problem_with(value, own=self._own):
            raise CellError(column, value, problem.reason)
        return value

    def _extra(self, cells: Sequence[str]) -> str:
        found = {name: cells[place].strip() for name, place in self._attributes.items()}
        written = json.dumps({name: value for name, value in found.items() if value})
        if len(written) > LONGEST_ATTRIBUTES:
            raise CellError("", "", _("Las columnas adicionales suman demasiado texto."))
        # Written as ASCII, so what no database keeps is told by its escape.
        if "\\u0000" in written or "\\ufffd" in written or "\\ud8" in written:
            _refuse_unreadable("", "".join(found.values()))
        return written


def _check_texts(sku: str, title: str, category: str, brand: str) -> None:
    if not sku or len(sku) > LONGEST["sku"] or not sku.isprintable():
        raise CellError("sku", sku, _("El SKU falta, pasa de 100 caracteres o no se puede leer."))
    if not title or len(title) > LONGEST["title"]:
        raise CellError("title", title, _("El título falta o pasa de 500 caracteres."))
    if len(category) > LONGEST["category"]:
        raise CellError("category", category, _("La categoría pasa de 200 caracteres."))
    if len(brand) > LONGEST["brand"]:
        raise CellError("brand", brand, _("La marca pasa de 200 caracteres."))


def _cleaned(picked: Sequence[str]) -> tuple[str, str, str, str]:
    """Return title, description, category and brand on one line each, the description on many."""
    for column, value in zip(COLUMNS, picked, strict=True):
        _refuse_unreadable(column, value)
    named = dict(zip(COLUMNS, picked, strict=True))
    one_line: Callable[[str], str] = lambda text: " ".join(text.split())  # noqa: E731
    title, category, brand = (
        one_line(_bare(named[name])) for name in ("title", "category", "brand")
    )
    return title, _bare(named["description"]), category, brand


def _bare(text: str) -> str:
    return QUOTED_FORMULA.sub("", text, count=1) if text.startswith("'") else text


def _refuse_unreadable(column: str, value: str) -> None:
    if UNREADABLE.search(value):
        raise CellError(
            column, value, _("Tiene caracteres que no se pueden leer: ¿otra codificación?")
        )


def plain_text(markup: str) -> str:
    """Return a description without the HTML that shops keep in theirs."""
    if "<" not in markup:
        return html.unescape(markup) if "&" in markup else markup
    broken = ENDS_A_LINE.sub("\n", markup[:LONGEST_MARKUP])
    text = html.unescape(TAG.sub("", broken))
    lines = (BLANKS.sub(" ", line).strip() for line in text.splitlines())
    return "\n".join(line for line in lines if line)
