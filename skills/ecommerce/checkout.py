"""Turning a cart into an order: at the prices in force, of what is really left."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from django.utils.translation import gettext as _

from conversations.order_draft import OrderDraft, order_code
from conversations.turn import Outcome, Turn
from skills.ayuda.menu import catalog_button, help_button
from skills.display import bold, plain
from skills.ecommerce.basket import (
    LINES_AT_MOST,
    Basket,
    Wish,
    basket_in,
    fingerprint,
    with_basket,
)
from skills.ecommerce.cart import cart_lines, left_out, missing, total
from skills.ecommerce.cart_screens import cart_screen, empty_screen, quoted_screen
from skills.ecommerce.quotes import Quote, quotes
from skills.ecommerce.shop import Shop
from skills.ecommerce.showing import show_categories, show_instead
from whatsapp.graph.limits import LIST_BODY
from whatsapp.graph.messages import Buttons, Text, clip
from whatsapp.inbound import mapping, text_of

CHAT, WHATSAPP = "chat", "whatsapp"
LONGEST_NOTE = 1000
SAME_CART_S = 10 * 60
"""A cart sent again within this many seconds is the same order, sent twice."""


def confirm(turn: Turn, shop: Shop, digest: str, *, intent: str) -> Outcome:
    """Order what is in the cart, unless something of it changed: then tell it and ask again.

    `digest` is of the cart that the confirming button was shown with; "" confirms what there is.
    """
    basket = basket_in(turn.slots)
    if not basket.wishes:
        return _already(turn, basket, intent)
    if digest and digest != basket.digest:
        lead = _("Tu carrito cambió desde ese mensaje. Así está ahora, ¿lo confirmás?")
        return Outcome(intent, cart_screen(shop, basket, lead=lead), turn.slots)
    read = quotes(shop, basket.wishes)
    if not any(quote.quantity for quote in read):
        return _nothing_left(turn, shop, read, replace(basket, wishes=()), intent=intent)
    if any(quote.changed for quote in read):
        return _ask_again(turn, basket, read, intent)
    draft = _draft(turn, shop, read, CHAT)
    done = replace(basket, wishes=(), code=draft.code)
    return _ordered(turn, draft, read, done, intent=intent)


def take_sent_cart(turn: Turn, shop: Shop, *, intent: str) -> Outcome:
    """Order what a WhatsApp cart holds: it was confirmed when it was sent."""
    lines = turn.message.order_lines
    wishes = tuple(
        Wish(line.sku, line.quantity, line.price, line.currency) for line in lines[:LINES_AT_MOST]
    )
    basket = basket_in(turn.slots)
    if not wishes:
        return Outcome(
            intent,
            (Text(_("Tu carrito llegó vacío 🛒. Elegí los productos y mandalo de nuevo.")),),
            turn.slots,
        )
    if _is_repeated(basket, wishes, turn.message.sent_at):
        return _already(turn, basket, intent)
    read = quotes(shop, wishes)
    if not any(quote.quantity for quote in read):
        return _nothing_left(turn, shop, read, basket, intent=intent)
    draft = replace(_draft(turn, shop, read, WHATSAPP), note=_written_with(turn))
    done = replace(
        basket,
        code=draft.code,
        sent_print=fingerprint(wishes),
        sent_at=_seconds(turn.message.sent_at),
    )
    return _ordered(turn, draft, read, done, intent=intent, rest=len(lines) - len(wishes))


def _draft(turn: Turn, shop: Shop, read: Sequence[Quote], source: str) -> OrderDraft:
    return OrderDraft(
        code=order_code(str(turn.event_id or turn.message.wamid)),
        catalog_version=shop.version,
        source=source,
        lines=tuple(quote.drafted() for quote in read),
    )


def _ordered(
    turn: Turn,
    draft: OrderDraft,
    read: Sequence[Quote],
    done: Basket,
    *,
    intent: str,
    rest: int = 0,
) -> Outcome:
    parts = [
        bold(_("Recibimos tu pedido %s") % draft.code) + " 🛒",
        cart_lines(read),
        missing(read),
        left_out(rest),
        total(read),
        _(
            "La tienda ve este pedido y te confirma el pago y la entrega por este chat. Guardá el"
            " código: sirve para preguntar por él."
        ),
    ]
    reply = Text("\n\n".join(filter(None, parts)))
    return Outcome(intent, (reply,), with_basket(turn.slots, done), order=draft)


def _ask_again(turn: Turn, basket: Basket, read: tuple[Quote, ...], intent: str) -> Outcome:
    """Tell what changed and hold it as it is now, so that the next "confirmar" takes it."""
    wishes = tuple(quote.now() for quote in read if quote.quantity)
    current = replace(basket, wishes=wishes)
    lead = _("Algo cambió desde que armaste el carrito. Así queda, ¿lo confirmás?")
    replies = quoted_screen(read, current, lead=lead)
    return Outcome(intent, replies, with_basket(turn.slots, current))


def _already(turn: Turn, basket: Basket, intent: str) -> Outcome:
    if not basket.code:
        return Outcome(intent, empty_screen(basket), turn.slots)
    body = _(
        "Ese pedido ya está hecho: es el %s. No hace falta confirmarlo otra vez; la tienda te"
        " escribe por este chat."
    ) % bold(basket.code)
    return Outcome(intent, (Buttons(body, (catalog_button(), help_button())),), turn.slots)


def _nothing_left(
    turn: Turn, shop: Shop, read: Sequence[Quote], basket: Basket, *, intent: str
) -> Outcome:
    """Say that none of it can be had, and show what comes nearest."""
    parts = [cart_lines(read), missing(read)]
    told = "\n\n".join(filter(None, [_("De ese carrito no queda nada para vender 😕."), *parts]))
    kept = replace(turn, slots=with_basket(turn.slots, basket))
    wanted = next((quote.product for quote in read if quote.product), None)
    if wanted and (instead := show_instead(kept, shop, wanted, intent=intent, heading=told)):
        return instead
    body = f"{told}\n\n{_('Mirá lo que hay por categoría:')}"
    return show_categories(kept, shop, intent=intent, body=clip(body, LIST_BODY))


def _written_with(turn: Turn) -> str:
    """Return what the customer wrote beside the cart."""
    return plain(text_of(mapping(turn.message.data.get("order")).get("text")), LONGEST_NOTE)


def _is_repeated(basket: Basket, wishes: tuple[Wish, ...], sent_at: datetime | None) -> bool:
    if not basket.sent_print or basket.sent_print != fingerprint(wishes):
        return False
    now, before = _seconds(sent_at), basket.sent_at
    return now is not None and before is not None and abs(now - before) <= SAME_CART_S


def _seconds(moment: datetime | None) -> int | None:
    return int(moment.timestamp()) if moment else None
