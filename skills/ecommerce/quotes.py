"""What each wish comes to now: the active version's price, and what is really left."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from catalog.browse import Product
from conversations.order_draft import DraftLine
from skills.ecommerce.basket import MOST_OF_ONE, Wish, seen_price
from skills.ecommerce.shop import Shop


@dataclass(frozen=True, slots=True)
class Quote:
    """`product` is None for what the catalog no longer has; `left` units of it can be sold."""

    wish: Wish
    product: Product | None
    left: int = 0

    @property
    def quantity(self) -> int:
        """How many of those wished for can be sold."""
        return max(0, min(self.wish.quantity, self.left, MOST_OF_ONE))

    @property
    def new_price(self) -> bool:
        """Whether the customer saw another price, or another currency, than the one in force."""
        wish, product = self.wish, self.product
        if product is None or wish.price is None:
            return False
        return wish.price != product.price or wish.currency not in ("", product.currency)

    @property
    def changed(self) -> bool:
        return self.new_price or self.quantity != self.wish.quantity

    def now(self) -> Wish:
        """Return the wish as it can be fulfilled now, at the price in force."""
        if self.product is None:
            return replace(self.wish, quantity=0)
        product = self.product
        return Wish(product.sku, self.quantity, product.price, product.currency)

    def drafted(self) -> DraftLine:
        product, wish = self.product, self.wish
        return DraftLine(
            sku=product.sku if product else wish.sku,
            title=product.title if product else wish.sku,
            quantity=self.quantity,
            asked=min(max(wish.quantity, 0), MOST_OF_ONE),
            price=product.price if product else None,
            currency=product.currency if product else "",
            seen_price=wish.price,
            seen_currency=wish.currency,
        )


def quotes(shop: Shop, wishes: Iterable[Wish]) -> tuple[Quote, ...]:
    """Quote the wishes, several for one product as one."""
    read = [(wish, shop.product(wish.sku)) for wish in wishes]
    merged: dict[str, tuple[Wish, Product | None]] = {}
    for wish, product in read:
        key = product.sku if product else wish.sku
        before = merged[key][0].quantity if key in merged else 0
        total = min(before + max(0, wish.quantity), MOST_OF_ONE)
        first = merged[key][0] if key in merged else wish
        merged[key] = (replace(first, quantity=total, price=seen_price(first.price)), product)
    left = shop.left(product.sku for _wish, product in merged.values() if product)
    return tuple(
        Quote(wish, product, left[product.sku] if product else 0)
        for wish, product in merged.values()
    )
