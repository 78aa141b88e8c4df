"""An order as a skill decides it, before anything of it is kept."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from hashlib import blake2s

# No letter or digit that is mistaken for another one when it is read aloud or written down.
LETTERS = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
CODE_LENGTH = 6


@dataclass(frozen=True, slots=True)
class DraftLine:
    """One product: `quantity` units are sold at `price` each; see PedidoLinea."""

    sku: str
    title: str
    quantity: int
    asked: int
    price: Decimal | None
    currency: str
    seen_price: Decimal | None = None
    seen_currency: str = ""

    @property
    def available(self) -> bool:
        return self.quantity > 0


@dataclass(frozen=True, slots=True)
class OrderDraft:
    """`source` is one of Pedido.Source; at least one line is available."""

    code: str
    catalog_version: int
    source: str
    lines: tuple[DraftLine, ...]
    note: str = ""

    def wanted(self) -> Mapping[str, int]:
        """Return how many units of each SKU are to be reserved."""
        units: dict[str, int] = defaultdict(int)
        for line in self.lines:
            if line.available:
                units[line.sku] += line.quantity
        return units

    def totals(self) -> Mapping[str, Decimal]:
        """Return the amount of each currency."""
        amounts: dict[str, Decimal] = defaultdict(Decimal)
        for line in self.lines:
            if line.available and line.price is not None:
                amounts[line.currency] += line.price * line.quantity
        return amounts


def order_code(seed: str) -> str:
    """Return the code of the order that `seed`, an event's id, places: "K7M2Q9".

    The same seed gives the same code, so a turn that is computed again tells the same one. One in
    31^6 (887 million) is shared with any other order, which is why codes are not unique.
    """
    number = int.from_bytes(blake2s(seed.encode("utf-8", "replace"), digest_size=8).digest(), "big")
    letters = []
    for _place in range(CODE_LENGTH):
        number, rest = divmod(number, len(LETTERS))
        letters.append(LETTERS[rest])
    return "".join(letters)
