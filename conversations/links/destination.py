"""Where a Cliente's links may lead: checked when one is made, and again when it is opened."""

from collections.abc import Callable, Collection

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from conversations.links.utm import append_utm
from liora.ops.web_address import Problem, host_of, plain, problem_with

ELSEWHERE = Problem("url_de_otro_sitio", _("La dirección no es de un sitio del negocio."))


def problem_of(
    url: str, *, hosts: Collection[str], is_listed: Callable[[], bool]
) -> Problem | None:
    """Return why a link may not lead there; None when it may.

    `hosts` are those that the Cliente named. Where it named none, an address must stand in its
    catalog, which is what `is_listed` tells.
    """
    own = settings.PUBLIC_URL if settings.DEVELOPMENT else ""
    found = problem_with(url, own=own)
    if found:
        return found
    is_theirs = host_of(url) in hosts if hosts else is_listed()
    return None if is_theirs else ELSEWHERE


def with_utm(url: str, utm: dict[str, str]) -> str:
    """Return a sound address with its parameters, or without where they would spoil it.

    They may make it too long, and a SKU may look like a disguise.
    """
    own = settings.PUBLIC_URL if settings.DEVELOPMENT else ""
    extended = append_utm(url, utm)
    return plain(url) if problem_with(extended, own=own) else extended
