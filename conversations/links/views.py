"""`GET /l/{code}`: the one public page of a link. It leads on, and counts who came."""

import logging

from django.db import Error as DatabaseFailure
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.views.decorators.http import require_safe
from django_scopes import scopes_disabled

from conversations.links.clicks import record_click
from conversations.links.codes import is_code
from conversations.links.destination import problem_of
from conversations.models import ShortLink
from tenants.models import Cliente

HEADERS = {
    "Cache-Control": "no-store",
    "Referrer-Policy": "no-referrer",
    "X-Robots-Tag": "noindex, nofollow",
}

logger = logging.getLogger(__name__)


@require_safe
def open_link(request: HttpRequest, code: str) -> HttpResponse:
    """Redirect to where a link leads; 404 for an unknown one, 410 for a suspended business's."""
    try:
        link = _find(code)
    except DatabaseFailure as error:
        logger.error("link.no_database error=%s", type(error).__name__)
        return _page(request, "enlaces/sin_servicio.html", 503)
    if link is None or not link.destination:
        return _page(request, "enlaces/desconocido.html", 404)
    if link.cliente.estado != Cliente.Estado.ACTIVO:
        return _page(request, "enlaces/terminado.html", 410)
    if problem_of(link.destination, hosts=link.cliente.link_hosts, is_listed=_always):
        return _page(request, "enlaces/terminado.html", 410)
    _count(request, link)
    return HttpResponseRedirect(link.destination, headers=HEADERS)


def _find(code: str) -> ShortLink | None:
    """Return the link; what cannot be a code is not looked up."""
    if not is_code(code):
        return None
    with scopes_disabled():
        # Whoever has the code may open it, whichever Cliente made it.
        return ShortLink.objects.select_related("cliente").filter(code=code).first()


def _always() -> bool:
    """Stand for the catalog: its version may be gone, and only a turn writes destinations."""
    return True


def _count(request: HttpRequest, link: ShortLink) -> None:
    """A click that cannot be written down keeps nobody from the shop."""
    try:
        record_click(request, link)
    except DatabaseFailure as error:
        logger.error("link.click_lost link=%s error=%s", link.pk, type(error).__name__)


def _page(request: HttpRequest, template: str, status: int) -> HttpResponse:
    response = render(request, template, status=status)
    for name, value in HEADERS.items():
        response.headers[name] = value
    return response
