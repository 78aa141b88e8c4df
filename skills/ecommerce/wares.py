"""Showing products: their names, what is left of them, their lists and their cards."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from catalog.browse import Page, Product
from skills.ayuda.menu import catalog_button
from skills.display import bold, plain
from skills.ecommerce.aisles import category_id
from skills.ecommerce.money import money, money_with_code
from skills.replies import reply_id
from whatsapp.graph.limits import BODY, BUTTON_TITLE, ROW_DESCRIPTION, ROW_TITLE, WEB_LINK
from whatsapp.graph.messages import Button, Buttons, CtaUrl, ListMenu, Message, Row, Section, clip

FEW = 20
"""Up to here people are told how many are left."""
TITLE_IN_BODY = 60
LONGEST_TITLE = 200
LONGEST_DESCRIPTION = 300
LONGEST_LINK = 2000


def title(product: Product, limit: int = LONGEST_TITLE) -> str:
    return plain(product.title, limit) or plain(product.sku, limit) or _("Producto")


def stock(product: Product) -> str:
    if product.stock <= 0:
        return _("Sin stock")
    if product.stock > FEW:
        return _("En stock")
    return ngettext("Queda %d", "Quedan %d", product.stock) % product.stock


def product_list(page: Page, *, heading: str, more: str = "") -> ListMenu:
    """List a page of products under `heading`; `more` is the id of its "Ver más" row."""
    rows = tuple(_row(product) for product in page.products)
    if more:
        rows = (*rows, Row(more, _("Ver más"), _remaining(page)))
    lines = [_line(number, product) for number, product in enumerate(page.products, start=1)]
    body = "\n".join([heading, "", *lines, "", _("Elegí uno de la lista o escribí su número.")])
    return ListMenu(clip(body, BODY), _("Ver productos"), (Section(_("Productos"), rows),))


def _row(product: Product) -> Row:
    about = f"{money(product.price, product.currency)} · {stock(product)}"
    return Row(
        reply_id("ecommerce", "producto", product.sku),
        title(product, ROW_TITLE),
        clip(about, ROW_DESCRIPTION),
    )


def _line(number: int, product: Product) -> str:
    gone = "" if product.stock > 0 else f" · {_('sin stock')}"
    name = title(product, TITLE_IN_BODY)
    return f"{number}. {name} · {money(product.price, product.currency)}{gone}"


def _remaining(page: Page) -> str:
    left = page.total - page.offset - len(page.products)
    return ngettext("Queda %d producto", "Quedan %d productos", left) % left


def card(product: Product, *, lead: str = "") -> Message:
    """Show one product in one message, under `lead`: Meta charges each message."""
    body = clip("\n".join(filter(None, [lead, *_facts(product)])), BODY)
    picture = link(product.image_url)
    if address := link(product.url):
        label = _("Ver y comprar") if product.stock > 0 else _("Ver producto")
        return CtaUrl(
            body, label, address, header_image=picture, footer=_go_on(product), sku=product.sku
        )
    return Buttons(body, _next_steps(product), header_image=picture)


def _facts(product: Product) -> list[str]:
    return [
        bold(title(product)),
        plain(product.brand, LONGEST_TITLE),
        f"{money_with_code(product.price, product.currency)} · {stock(product)}",
        plain(product.description, LONGEST_DESCRIPTION),
    ]


def _go_on(product: Product) -> str:
    if product.stock > 0:
        return _("Escribí «lo quiero», «más» para seguir o «catálogo».")
    return _("Escribí «más» para seguir mirando o «catálogo».")


def _next_steps(product: Product) -> tuple[Button, ...]:
    steps = [catalog_button()]
    if product.category:
        name = plain(product.category, BUTTON_TITLE) or _("Más como este")
        steps.insert(0, Button(category_id(product.category), name))
    if product.stock > 0:
        steps.insert(0, Button(reply_id("ecommerce", "pedido", product.sku), _("Lo quiero")))
    # Meta refuses the whole message if two buttons share a title.
    return tuple({button.title: button for button in steps}.values())


def link(address: str) -> str:
    """Return a web address that may go into a message, or ""."""
    address = address.strip()
    return address if len(address) <= LONGEST_LINK and WEB_LINK.fullmatch(address) else ""
