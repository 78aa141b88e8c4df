"""The links of committed turns as rows, and codes that Bitly shortened ahead put in their place."""

from collections import Counter, defaultdict
from collections.abc import Iterator
from uuid import UUID

from conversations.links.bitly import is_enabled
from conversations.links.codes import address_of
from conversations.links.stock import take
from conversations.models import ConversationLog, ShortLink
from conversations.work import Answered, LaneWork

Place = tuple[UUID, int]


def link_rows(works: list[LaneWork], logs: list[ConversationLog]) -> list[ShortLink]:
    """Return the rows of all links in the messages `logs`, to be inserted after these.

    Inside the caller's transaction it may take links from the stock: `logs` then say so.
    """
    by_place: dict[Place, ConversationLog] = {(log.convo_id, log.seq): log for log in logs}
    pairs = [
        (row, by_place[work.convo_id, seq])
        for work in works
        for answered in work.answered
        for seq, row in _rows(answered)
    ]
    for row, log in pairs:
        row.log_id = log.pk
    if pairs and is_enabled():
        _put_in_place(pairs)
    return [row for row, _log in pairs]


def counted(links: list[ShortLink]) -> dict[UUID, int]:
    """Return how many links each Cliente has used."""
    return dict(Counter(link.cliente_id for link in links))


def _rows(answered: Answered) -> Iterator[tuple[int, ShortLink]]:
    outcome = answered.outcome
    for message in answered.outgoing:
        if message.link:
            yield (
                message.seq,
                ShortLink(
                    cliente_id=answered.mail.cliente_id,
                    code=message.link.code,
                    destination=message.link.destination,
                    sku=message.link.sku[:100],
                    intent=outcome.intent[:60],
                    skill=outcome.skill[:30],
                    catalog_version=answered.catalog_version,
                ),
            )


def _put_in_place(pairs: list[tuple[ShortLink, ConversationLog]]) -> None:
    """Give as many messages as there is stock the address that Bitly made."""
    by_cliente: defaultdict[UUID, list[tuple[ShortLink, ConversationLog]]] = defaultdict(list)
    for row, log in pairs:
        by_cliente[row.cliente_id].append((row, log))
    for cliente_id, theirs in sorted(by_cliente.items()):
        for (row, log), minted in zip(theirs, take(cliente_id, len(theirs)), strict=False):
            own = address_of(row.code)
            log.content_json["interactive"]["action"]["parameters"]["url"] = minted.bitly
            log.message_body = log.message_body.replace(own, minted.bitly)
            row.code, row.bitly = minted.code, minted.bitly
