"""The screens of the cart, within what Meta lets one message hold."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from skills.ayuda.menu import catalog_button, help_button
from skills.display import bold, plain
from skills.ecommerce.basket import Basket
from skills.ecommerce.cart import cart_lines, missing, total
from skills.ecommerce.quotes import Quote, quotes
from skills.ecommerce.shop import Shop
from skills.ecommerce.wares import title
from skills.replies import reply_id
from whatsapp.graph.limits import BODY, LIST_BODY, ROW_DESCRIPTION, ROW_TITLE
from whatsapp.graph.messages import Button, Buttons, ListMenu, Message, Row, Section, Text, clip

ROWS_OF_LINES = 9
"""A list holds ten rows, and one of them empties the cart."""


def cart_id(action: str, args: str = "") -> str:
    return reply_id("ecommerce", "carrito", f"{action}:{args}")


def confirm_button(basket: Basket) -> Button:
    return Button(cart_id("confirmar", basket.digest), _("Confirmar pedido"))


def see_button() -> Button:
    return Button(cart_id("ver"), _("Ver carrito"))


def go_on_button() -> Button:
    return Button(cart_id("seguir"), _("Seguir comprando"))


def remove_button() -> Button:
    return Button(cart_id("quitar"), _("Quitar algo"))


def cart_screen(shop: Shop, basket: Basket, *, lead: str = "") -> tuple[Message, ...]:
    """Show what is in the cart under `lead`, and what can be done with it."""
    read = quotes(shop, basket.wishes)
    return quoted_screen(read, basket, lead=lead or bold(_("Tu carrito")) + " 🛒")


def quoted_screen(read: tuple[Quote, ...], basket: Basket, *, lead: str) -> tuple[Message, ...]:
    parts = [lead, cart_lines(read), missing(read), total(read)]
    told = "\n\n".join(filter(None, parts))
    choices = (confirm_button(basket), remove_button(), go_on_button())
    return in_room(told, total(read) or _("¿Qué hacemos con tu carrito?"), choices)


def added_screen(basket: Basket, lead: str, shop: Shop) -> tuple[Message, ...]:
    """Say what was put in, and what the cart comes to."""
    read = quotes(shop, basket.wishes)
    count = ngettext("%d producto", "%d productos", len(read)) % len(read)
    so_far = _("Carrito: %s") % count
    parts = [lead, " · ".join(filter(None, [so_far, total(read)]))]
    body = "\n\n".join([*parts, _("Para otra cantidad escribila, por ejemplo «3».")])
    choices = (confirm_button(basket), see_button(), go_on_button())
    return (Buttons(clip(body, BODY), choices),)


def empty_screen(basket: Basket) -> tuple[Message, ...]:
    body = _("Tu carrito está vacío 🛒. Elegí un producto y escribí «lo quiero».")
    if basket.code:
        body = f"{body}\n\n{_('Tu último pedido es el %s.') % bold(basket.code)}"
    return (Buttons(body, (catalog_button(), help_button())),)


def removal_list(shop: Shop, basket: Basket) -> tuple[Message, ...]:
    """List what can be taken out; a cart longer than a list is named by hand."""
    rows = [_removal_row(shop, basket, place) for place in range(len(basket.wishes))]
    shown = (*rows[:ROWS_OF_LINES], Row(cart_id("vaciar"), _("Vaciar el carrito")))
    body = _("¿Qué sacamos del carrito? Elegilo de la lista o escribí «quitar» y su nombre.")
    section = Section(_("Tu carrito"), shown)
    return (ListMenu(clip(body, LIST_BODY), _("Elegir"), (section,)),)


def _removal_row(shop: Shop, basket: Basket, place: int) -> Row:
    wish = basket.wishes[place]
    product = shop.product(wish.sku)
    name = title(product, ROW_TITLE) if product else plain(wish.sku, ROW_TITLE) or _("Producto")
    about = ngettext("%d unidad", "%d unidades", wish.quantity) % wish.quantity
    return Row(cart_id("quitar", wish.sku), name, clip(about, ROW_DESCRIPTION))


def in_room(told: str, ending: str, choices: tuple[Button, ...]) -> tuple[Message, ...]:
    """Put the choices under the text, or under an ending of it where it is too long for them."""
    if len(told) <= BODY:
        return (Buttons(told, choices),)
    return (Text(told), Buttons(clip(ending, BODY), choices))
