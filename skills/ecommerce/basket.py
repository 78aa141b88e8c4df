"""The cart of a chat, as the conversation remembers it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal, InvalidOperation
from hashlib import blake2s
from typing import Any

from skills.ecommerce.shop import LONGEST_SKU
from skills.memory import Slots, number, remembered, remembering, text

KEY = "carrito"
LINES_AT_MOST = 30
MOST_OF_ONE = 999
LONGEST_PRICE = 20
LONGEST_CURRENCY = 3
LARGEST_PRICE = Decimal(10) ** 12


@dataclass(frozen=True, slots=True)
class Wish:
    """So many of one product, at the price the customer saw, if any is known."""

    sku: str
    quantity: int
    price: Decimal | None = None
    currency: str = ""


@dataclass(frozen=True, slots=True)
class Basket:
    """What is in the cart, and what became of the one before.

    `code` is of the last order; `sent_print` and `sent_at` (Unix seconds) tell the last WhatsApp
    cart apart from another one. `units` were asked for before it was clear of which product, one
    of `units_of`.
    """

    wishes: tuple[Wish, ...] = ()
    code: str = ""
    sent_print: str = ""
    sent_at: int | None = None
    units: int | None = None
    units_of: tuple[str, ...] = ()

    def of(self, sku: str) -> Wish | None:
        return next((wish for wish in self.wishes if wish.sku == sku), None)

    def put(self, wish: Wish) -> "Basket":
        """Return the cart with that many of a product, whatever it held of it before."""
        if not self.of(wish.sku):
            return replace(self, wishes=(*self.wishes, wish))
        kept = (wish if each.sku == wish.sku else each for each in self.wishes)
        return replace(self, wishes=tuple(kept))

    def without(self, sku: str) -> "Basket":
        return replace(self, wishes=tuple(each for each in self.wishes if each.sku != sku))

    @property
    def is_full(self) -> bool:
        return len(self.wishes) >= LINES_AT_MOST

    @property
    def digest(self) -> str:
        """Tell this content from any other, so that a button confirms what was shown with it."""
        return fingerprint(self.wishes)


def fingerprint(wishes: tuple[Wish, ...]) -> str:
    told = repr([(each.sku, each.quantity, str(each.price), each.currency) for each in wishes])
    return blake2s(told.encode("utf-8", "replace"), digest_size=6).hexdigest()


def basket_in(slots: Mapping[str, Any]) -> Basket:
    part = remembered(slots, KEY)
    return Basket(
        wishes=tuple(_wishes(part.get("lineas"))),
        code=text(part, "pedido")[:12],
        sent_print=text(part, "huella"),
        sent_at=number(part, "enviado"),
        units=_units(part.get("cantidad")),
        units_of=_texts(part.get("de")),
    )


def with_basket(slots: Mapping[str, Any], basket: Basket) -> Slots:
    lines = [[w.sku, w.quantity, _written(w.price), w.currency] for w in basket.wishes]
    part = {
        "lineas": lines,
        "pedido": basket.code,
        "huella": basket.sent_print,
        "enviado": basket.sent_at,
        "cantidad": basket.units,
        "de": list(basket.units_of),
    }
    return remembering(slots, KEY, {name: value for name, value in part.items() if value})


def seen_price(price: Decimal | None) -> Decimal | None:
    """Return a price as it can be kept; None for one that no shop ever showed."""
    if price is None or not price.is_finite() or not 0 <= price < LARGEST_PRICE:
        return None
    return price.quantize(Decimal("0.01"))


def _wishes(lines: object) -> Iterator[Wish]:
    seen: set[str] = set()
    for line in lines[:LINES_AT_MOST] if isinstance(lines, list) else ():
        wish = _wish(*line) if isinstance(line, list) and len(line) == 4 else None
        if wish is not None and wish.sku not in seen:
            seen.add(wish.sku)
            yield wish


def _wish(sku: object, quantity: object, price: object, currency: object) -> Wish | None:
    units = _units(quantity)
    if not isinstance(sku, str) or not sku.isprintable() or not 0 < len(sku) <= LONGEST_SKU:
        return None
    code = currency if isinstance(currency, str) and currency.isalpha() else ""
    return Wish(sku, units, _price(price), code[:LONGEST_CURRENCY]) if units else None


def _units(value: object) -> int | None:
    if not isinstance(value, int) or isinstance(value, bool):
        return None
    return value if 0 < value <= MOST_OF_ONE else None


def _price(value: object) -> Decimal | None:
    if not isinstance(value, str) or len(value) > LONGEST_PRICE:
        return None
    try:
        return seen_price(Decimal(value))
    except InvalidOperation:
        return None


def _written(price: Decimal | None) -> str:
    return "" if price is None else str(price)


def _texts(value: object) -> tuple[str, ...]:
    return tuple(each for each in value if isinstance(each, str)) if isinstance(value, list) else ()
