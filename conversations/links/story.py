"""The links of some messages and who opened them, for the trace of a message."""

from collections.abc import Sequence
from typing import Any

from conversations.ctr import clicks_of
from conversations.links.codes import address_of
from conversations.models import ConversationLog, LinkClick, ShortLink

Kind = LinkClick.Kind


def links_of(logs: Sequence[ConversationLog]) -> list[dict[str, Any]]:
    """Return each link with its clicks; the caller opens the scope."""
    links = list(ShortLink.objects.filter(log__in=logs).select_related("log").order_by("pk"))
    clicks = clicks_of(link.pk for link in links)
    return [_told(link, clicks[link.pk]) for link in links]


def _told(link: ShortLink, clicks: dict[str, int]) -> dict[str, Any]:
    return {
        "wamid": link.log.wamid if link.log else "",
        "url": link.bitly or address_of(link.code),
        "destino": link.destination,
        "sku": link.sku,
        "personas": clicks[Kind.HUMANO],
        "previas": clicks[Kind.PREVIA],
        "programas": clicks[Kind.BOT],
        "repetidos": clicks[Kind.REPETIDO],
    }
