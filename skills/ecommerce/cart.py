"""Reading a WhatsApp cart back to its buyer, at the prices of the active catalog."""

from collections import defaultdict
from collections.abc import Sequence
from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from catalog.browse import Product
from skills.display import bold, plain
from skills.ecommerce.money import money, money_with_code
from skills.ecommerce.shop import Shop
from skills.ecommerce.wares import title
from whatsapp.inbound import OrderLine

LINES_AT_MOST = 30
LONGEST_NAME = 80
MOST_OF_ONE = 1_000_000

Priced = tuple[OrderLine, Product]


def cart_text(lines: Sequence[OrderLine], shop: Shop) -> str:
    """Return the cart line by line, what is unknown, and the total of each currency."""
    read = [(line, shop.product(line.sku)) for line in lines[:LINES_AT_MOST]]
    priced = [(line, product) for line, product in read if product is not None]
    unknown = [line for line, product in read if product is None]
    if not read:
        return _("Tu carrito llegó vacío 🛒. Elegí los productos y mandalo de nuevo.")
    parts = [
        bold(_("Recibimos tu pedido")) + " 🛒",
        "\n".join(_priced_line(line, product) for line, product in priced),
        _unknown_lines(unknown),
        _left_out(len(lines) - len(read)),
        _total(priced),
        _("La tienda ve este pedido en el chat y te confirma el stock, el pago y la entrega."),
    ]
    return "\n\n".join(filter(None, parts))


def _priced_line(line: OrderLine, product: Product) -> str:
    amount = money(product.price * _quantity(line), product.currency)
    notes = [amount, _price_change(line, product), _shortage(line, product)]
    name = title(product, LONGEST_NAME)
    return f"• {_quantity(line)} × {name}: {' · '.join(filter(None, notes))}"


def _price_change(line: OrderLine, product: Product) -> str:
    if line.price is None or line.price == product.price:
        return ""
    return _("el precio actual es %s c/u") % money(product.price, product.currency)


def _shortage(line: OrderLine, product: Product) -> str:
    if product.stock <= 0:
        return _("sin stock")
    if product.stock >= _quantity(line):
        return ""
    return ngettext("queda solo %d", "quedan solo %d", product.stock) % product.stock


def _unknown_lines(lines: Sequence[OrderLine]) -> str:
    if not lines:
        return ""
    names = ", ".join(plain(line.sku, LONGEST_NAME) or _("sin código") for line in lines)
    return _("No están en el catálogo actual y no se suman: %s.") % names


def _left_out(count: int) -> str:
    return ngettext("Y %d línea más.", "Y %d líneas más.", count) % count if count > 0 else ""


def _total(priced: Sequence[Priced]) -> str:
    totals: dict[str, Decimal] = defaultdict(Decimal)
    for line, product in priced:
        totals[product.currency] += product.price * _quantity(line)
    amounts = " + ".join(money_with_code(amount, code) for code, amount in totals.items())
    return bold(_("Total: %s") % amounts) if amounts else ""


def _quantity(line: OrderLine) -> int:
    return max(1, min(line.quantity, MOST_OF_ONE))
