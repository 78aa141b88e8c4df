"""Giving the replies of a turn their links. Nothing is written here: the turn's commit does."""

import logging
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cached_property
from uuid import UUID

from catalog.browse import by_sku
from conversations.links.codes import address_of, new_code
from conversations.links.destination import problem_of, with_utm
from conversations.links.utm import utm_of
from tenants.plans import Meter
from tenants.policy import spent_up
from whatsapp.graph.limits import CAPTION, TEXT_BODY
from whatsapp.graph.messages import CtaUrl, Image, Message, Text, clip

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Link:
    """A link that a message carries and that is not yet a row."""

    code: str
    destination: str
    sku: str


@dataclass(frozen=True, slots=True)
class Origin:
    """Whose reply it is and why it was given."""

    cliente_id: UUID
    slug: str
    hosts: tuple[str, ...]
    skill: str
    intent: str
    version: int | None


class LinksSpent:
    """Which Clientes of a batch have used up the links of their month: asked once, if at all."""

    def __init__(self, cliente_ids: Iterable[UUID] = ()) -> None:
        self.cliente_ids = set(cliente_ids)

    @cached_property
    def spent(self) -> set[UUID]:
        return spent_up(self.cliente_ids, Meter.SHORT_LINKS)


def tracked(
    message: Message, origin: Origin, links_spent: LinksSpent
) -> tuple[Message, Link | None]:
    """Return a message as it is sent, and the link it carries.

    Beyond the plan's links it leads to the shop itself. A refused address is left out.
    """
    if not isinstance(message, CtaUrl):
        return message, None
    problem = problem_of(
        message.url, hosts=origin.hosts, is_listed=lambda: _is_listed(message, origin)
    )
    if problem:
        logger.warning("link.refused sku=%r code=%s", message.sku, problem.code)
        return without_link(message), None
    destination = with_utm(message.url, _utm(message, origin))
    if origin.cliente_id in links_spent.spent:
        return replace(message, url=destination), None
    link = Link(new_code(), destination, message.sku)
    return replace(message, url=address_of(link.code)), link


def without_link(message: CtaUrl) -> Message:
    """Return the same words and picture without the button."""
    words = "\n\n".join(filter(None, (message.body, message.footer)))
    if message.header_image:
        return Image(message.header_image, caption=clip(words, CAPTION))
    return Text(clip(words, TEXT_BODY))


def _is_listed(message: CtaUrl, origin: Origin) -> bool:
    if not message.sku or origin.version is None:
        return False
    product = by_sku(origin.cliente_id, origin.version, message.sku)
    return product is not None and product.url.strip() == message.url


def _utm(message: CtaUrl, origin: Origin) -> dict[str, str]:
    return utm_of(
        slug=origin.slug,
        skill=origin.skill,
        intent=origin.intent,
        sku=message.sku,
        version=origin.version,
    )
