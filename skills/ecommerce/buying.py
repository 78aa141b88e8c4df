"""Answering those who want to buy: which part of the cart they speak of, or how it is done."""

from dataclasses import replace

from django.utils.translation import gettext as _

from catalog.browse import Product
from catalog.query import read_query
from conversations.turn import Outcome, Turn
from skills.ayuda.menu import catalog_button, help_button
from skills.display import bold
from skills.ecommerce.basket import basket_in, with_basket
from skills.ecommerce.cart_words import (
    asked_of_cart,
    bare_units,
    says_it,
    takes_it,
    units_named,
    units_of_it,
)
from skills.ecommerce.checkout import confirm, take_sent_cart
from skills.ecommerce.filling import empty, put_in, see_cart, take_out
from skills.ecommerce.finding import find_products, product_meant, tell_about
from skills.ecommerce.narrowing import ask_to_narrow
from skills.ecommerce.shelf import SEARCH, shelf_in, with_shelf
from skills.ecommerce.shop import Shop
from skills.ecommerce.showing import show_categories
from skills.ecommerce.wares import link, title
from skills.replies import read_reply_id
from skills.routes import Route
from skills.wording import Line, read
from whatsapp.graph.messages import Buttons, CtaUrl, ListMenu, Message

LONGEST_TITLE = 120
UNITS = "cantidad"
BUYING = "COMPRAR"


def order(turn: Turn, route: Route, shop: Shop) -> Outcome:
    """Take a WhatsApp cart, put something into the cart of the chat, or say how to buy."""
    if turn.message.kind == "order":
        return take_sent_cart(turn, shop, intent=route.intent)
    line = read(turn.message.text)
    if bare_units(read(route.slot)):
        # "quiero pedir dos" names a number, and nothing that is called so.
        route = replace(route, slot="")
    product = product_meant(turn, route, shop)
    if product is None:
        return _which_one(turn, route, shop, line)
    adds = asked_of_cart(line) == "agregar"
    if not (route.args or route.slot or adds or takes_it(line)):
        return _how_to_buy(turn, route, product)
    units = None if route.args else units_named(line) if route.slot else units_of_it(line)
    return put_in(turn, shop, product, units, intent=route.intent, more=adds)


def work_cart(turn: Turn, route: Route, shop: Shop) -> Outcome:
    """Do what a button of the cart, or a sentence about it, asks for."""
    line = read(turn.message.text)
    action, _colon, args = route.args.partition(":")
    typed = turn.message.kind != "interactive"
    if route.args and typed and (units := bare_units(line)) and _just_added(turn):
        # A number right after "lo quiero" is how many, not which of the buttons.
        return _so_many(turn, route, shop, units)
    action = action or asked_of_cart(line)
    if action == UNITS:
        return _so_many(turn, route, shop, bare_units(line) or 1)
    if action == "confirmar":
        return confirm(turn, shop, args, intent=route.intent)
    if action == "quitar":
        return _take_out(turn, route, shop, args)
    if action == "vaciar":
        return empty(turn, shop, intent=route.intent)
    if action == "seguir":
        return show_categories(turn, shop, intent=route.intent)
    return see_cart(turn, shop, intent=route.intent)


def _take_out(turn: Turn, route: Route, shop: Shop, sku: str) -> Outcome:
    if route.args:
        return take_out(turn, shop, sku, intent=route.intent)
    line = read(turn.message.text)
    it = "" if route.slot or not says_it(line) else shelf_in(turn.slots).sku
    units = units_of_it(line)
    return take_out(turn, shop, route.slot or it, units, intent=route.intent)


def find_or_put_in(turn: Turn, route: Route, shop: Shop) -> Outcome:
    """Find what is looked for; "necesito 2 cuadernos" puts them in if there is only one kind."""
    line = read(turn.message.text)
    if not route.slot or read_query(turn.message.text).is_limited:
        return find_products(turn, route, shop)
    units = units_named(line)
    if units is None:
        asked = ask_to_narrow(turn, route, shop) if BUYING in line.words else None
        return asked or find_products(turn, route, shop)
    if product := product_meant(turn, route, shop):
        return put_in(turn, shop, product, units, intent="catalogo.pedido")
    return _remember_units(find_products(turn, route, shop), units)


def units_after_adding(turn: Turn, line: Line) -> Route | None:
    """Return where a bare number leads right after something went into the cart."""
    if not (bare_units(line) and _just_added(turn)):
        return None
    reason = _("cantidad de lo recién agregado")
    return Route("ecommerce", "catalogo.carrito", reason, args=f"{UNITS}:")


def budget_for_search(turn: Turn, line: Line) -> Route | None:
    """Return where "menos de 50 mil" leads, said alone: it narrows what was last looked for."""
    shelf = shelf_in(turn.slots)
    if shelf.kind != SEARCH or not shelf.subject or not read_query(turn.message.text).is_limited:
        return None
    reason = _("precio máximo para lo último buscado")
    return Route("ecommerce", "catalogo.buscar", reason, slot=shelf.subject)


def _just_added(turn: Turn) -> bool:
    in_sight = basket_in(turn.slots).of(shelf_in(turn.slots).sku)
    return turn.last_intent == "catalogo.pedido" and in_sight is not None


def _so_many(turn: Turn, route: Route, shop: Shop, units: int) -> Outcome:
    product = shop.product(shelf_in(turn.slots).sku)
    if product is None:
        return see_cart(turn, shop, intent=route.intent)
    return put_in(turn, shop, product, units, intent="catalogo.pedido")


def _which_one(turn: Turn, route: Route, shop: Shop, line: Line) -> Outcome:
    if not (route.slot or route.args):
        return _how_to(turn, route)
    outcome = tell_about(turn, route, shop)
    units = units_named(line) if route.slot else None
    return _remember_units(outcome, units) if units else outcome


def _remember_units(outcome: Outcome, units: int) -> Outcome:
    """Keep how many were asked for until one of the products that were offered is chosen."""
    rows = (
        row.id for reply in outcome.replies if isinstance(reply, ListMenu) for row in reply.rows
    )
    ids = [reply for reply in map(read_reply_id, rows) if reply and reply.action == "producto"]
    basket = basket_in(outcome.slots)
    remembered = replace(basket, units=units, units_of=tuple(reply.args for reply in ids))
    return replace(outcome, slots=with_basket(outcome.slots, remembered)) if ids else outcome


def _how_to_buy(turn: Turn, route: Route, product: Product) -> Outcome:
    slots = with_shelf(turn.slots, replace(shelf_in(turn.slots), sku=product.sku))
    return Outcome(route.intent, (_ways_to_buy(product),), slots)


def _ways_to_buy(product: Product) -> Message:
    name = bold(title(product, LONGEST_TITLE))
    if address := link(product.url):
        body = _(
            "Para llevarte %s entrá al enlace y comprá ahí. Si preferís hacerlo por acá, escribí"
            " «lo quiero»: va a tu carrito, y la tienda te confirma el pago y la entrega."
        )
        picture = link(product.image_url)
        return CtaUrl(body % name, _("Comprar"), address, header_image=picture, sku=product.sku)
    body = _(
        "Para llevarte %s escribí «lo quiero»: va a tu carrito. Cuando lo confirmás, la tienda te"
        " confirma el pago y la entrega."
    )
    return Buttons(body % name, (catalog_button(), help_button()))


def _how_to(turn: Turn, route: Route) -> Outcome:
    body = _(
        "Para hacer un pedido elegí un producto y escribí «lo quiero»: va a tu carrito. Cuando"
        " esté completo escribí «confirmar». El pago y la entrega te los confirma la tienda, que"
        " ve este chat."
    )
    reply = Buttons(body, (catalog_button(), help_button()))
    return Outcome(route.intent, (reply,), turn.slots)
