"""The sample shop's own site: what the links in the chat open, without leaving this machine."""

from itertools import groupby
from operator import attrgetter

from django.http import HttpRequest, HttpResponse, HttpResponseNotFound
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from catalog.browse import Product
from liora.demo.products import SHOP_NAME, demo_product, demo_products, picture_of

PLAIN_TEXT = "text/plain; charset=utf-8"
PICTURE_MAX_AGE_S = 24 * 60 * 60
# One row of the widest layout.
SUGGESTIONS = 4


@require_safe
def shop(request: HttpRequest) -> HttpResponse:
    """Show the whole shop, one section per category."""
    return _page(request, "demo/shop.html", {"sections": _sections()})


@require_safe
def product(request: HttpRequest, sku: str) -> HttpResponse:
    """Show one product, or say in the shop's own words that it is not there."""
    found = demo_product(sku)
    if found is None:
        return _page(request, "demo/missing.html", {"sku": sku}, status=404)
    return _page(request, "demo/product.html", {"product": found, "others": _others(found)})


@require_safe
def picture(request: HttpRequest, sku: str) -> HttpResponse:
    """Serve a product's picture; only a SKU of the catalog ever becomes a file name."""
    found = demo_product(sku)
    if found is None:
        return HttpResponseNotFound(_("No hay imagen de ese producto."), content_type=PLAIN_TEXT)
    return HttpResponse(
        picture_of(found).read_bytes(),
        content_type="image/jpeg",
        headers={"Cache-Control": f"public, max-age={PICTURE_MAX_AGE_S}"},
    )


def _page(
    request: HttpRequest, template: str, context: dict[str, object], *, status: int = 200
) -> HttpResponse:
    return render(request, template, {"shop_name": SHOP_NAME, **context}, status=status)


def _sections() -> list[tuple[str, list[Product]]]:
    shelves = groupby(demo_products(), attrgetter("category"))
    return [(category, list(products)) for category, products in shelves]


def _others(product: Product) -> list[Product]:
    """Return the products after this one in its category, going round at the end."""
    shelf = [other for other in demo_products() if other.category == product.category]
    after = shelf.index(product) + 1
    return [*shelf[after:], *shelf[: after - 1]][:SUGGESTIONS]
