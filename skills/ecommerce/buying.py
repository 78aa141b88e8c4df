"""Answering those who want to buy: how it is done today, and what a WhatsApp cart comes to."""

from dataclasses import replace

from django.utils.translation import gettext as _

from catalog.browse import Product
from conversations.turn import Outcome, Turn
from skills.ayuda.menu import catalog_button, help_button
from skills.display import bold
from skills.ecommerce.cart import cart_text
from skills.ecommerce.finding import product_meant, tell_about
from skills.ecommerce.shelf import shelf_in, with_shelf
from skills.ecommerce.shop import Shop
from skills.ecommerce.showing import show_product
from skills.ecommerce.wares import link, title
from skills.routes import Route
from whatsapp.graph.messages import Buttons, CtaUrl, Message, Text

LONGEST_TITLE = 120


def order(turn: Turn, route: Route, shop: Shop) -> Outcome:
    if turn.message.kind == "order":
        reply = Text(cart_text(turn.message.order_lines, shop))
        return Outcome(route.intent, (reply,), turn.slots)
    product = product_meant(turn, route, shop)
    if product is None:
        return tell_about(turn, route, shop) if route.slot or route.args else _how_to(turn, route)
    if product.stock <= 0:
        lead = _("Por ahora no queda 😕. Dejá escrito que lo querés: la tienda lo ve acá.")
        return show_product(turn, product, intent=route.intent, lead=lead)
    slots = with_shelf(turn.slots, replace(shelf_in(turn.slots), sku=product.sku))
    return Outcome(route.intent, (_how_to_buy(product),), slots)


def _how_to_buy(product: Product) -> Message:
    name = bold(title(product, LONGEST_TITLE))
    if address := link(product.url):
        body = _(
            "Para llevarte %s entrá al enlace y comprá ahí. Si preferís hacerlo por acá, escribí"
            " cuántos querés: la tienda ve este chat y te confirma."
        )
        picture = link(product.image_url)
        return CtaUrl(body % name, _("Comprar"), address, header_image=picture, sku=product.sku)
    body = _(
        "Para llevarte %s escribí acá cuántos querés y a nombre de quién. La tienda ve este chat"
        " y te confirma el precio, el pago y la entrega."
    )
    return Buttons(body % name, (catalog_button(), help_button()))


def _how_to(turn: Turn, route: Route) -> Outcome:
    body = _(
        "Para hacer un pedido elegí un producto: te muestro el precio, el stock y dónde comprarlo."
        " El pago y la entrega te los confirma la tienda, que ve este chat."
    )
    reply = Buttons(body, (catalog_button(), help_button()))
    return Outcome(route.intent, (reply,), turn.slots)
