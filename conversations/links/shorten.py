"""Making one link outside a turn."""

from collections.abc import Mapping

from django.core.exceptions import ImproperlyConfigured
from django.db import transaction
from django.utils.translation import gettext as _

from catalog.browse import active_versions
from catalog.models import CatalogItem
from conversations.links.codes import address_of, new_code
from conversations.links.destination import problem_of, with_utm
from conversations.models import ShortLink
from liora.ops.web_address import Problem
from tenants.crossing import open_tenants
from tenants.models import Cliente
from tenants.plans import Meter
from tenants.policy import spend


class RefusedLink(ValueError):
    """The Cliente's links may not lead there; `code` says why and never changes."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(str(problem.reason))
        self.code = problem.code


@transaction.atomic
def shorten(url: str, utm: Mapping[str, str]) -> str:
    """Return a new short address of the open Cliente that leads to `url` with its parameters.

    Raises RefusedLink, LimitReached beyond the plan's links of the month, and ScopeError without
    a Cliente open.
    """
    cliente = _open_cliente()
    problem = problem_of(
        url, hosts=cliente.link_hosts, is_listed=lambda: _stands_in_catalog(cliente, url)
    )
    if problem:
        raise RefusedLink(problem)
    spend(cliente, Meter.SHORT_LINKS)
    code = new_code()
    ShortLink.objects.create(cliente=cliente, code=code, destination=with_utm(url, dict(utm)))
    return address_of(code)


def _open_cliente() -> Cliente:
    cliente_ids = open_tenants()
    if len(cliente_ids) != 1:
        raise ImproperlyConfigured(_("Un enlace es de un solo Cliente."))
    return Cliente.objects.get(pk=next(iter(cliente_ids)))


def _stands_in_catalog(cliente: Cliente, url: str) -> bool:
    version = active_versions([cliente.pk]).get(cliente.pk)
    if version is None:
        return False
    return CatalogItem.objects.filter(snapshot__version=version, url=url).exists()
