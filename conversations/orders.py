"""Keeping the orders of a batch of turns: the stock first, then the rows, all with the turns."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from uuid import UUID

from catalog import stock
from catalog.stock import Goods, Hold
from conversations.models import Pedido, PedidoLinea
from conversations.order_draft import OrderDraft
from conversations.work import Answered, LaneWork
from liora.ops.any_of import AnyOf


class Orders:
    """The orders of answered lanes, inside the transaction that commits them.

    `granted` holds the conversations whose turns may be kept: those whose orders got all they
    want, and those without any. A conversation is all or nothing, because each of its turns rests
    on the one before.
    """

    def __init__(self, works: list[LaneWork]) -> None:
        self.placed = list(_new(works))
        holds = _holds(self.placed)
        refused = {hold.key for hold in holds} - stock.reserve(holds)
        self.holds = [hold for hold in holds if hold.key not in refused]
        self.granted = {work.convo_id for work in works} - refused

    def keep(self, moved: set[UUID]) -> None:
        """Write the orders of the conversations that moved on; the others give back their stock."""
        stock.give_back(hold for hold in self.holds if hold.key not in moved)
        kept = [
            (work, answered, draft, _row(work, answered, draft))
            for work, answered, draft in self.placed
            if work.convo_id in moved
        ]
        if kept:
            Pedido.objects.bulk_create([row for *_rest, row in kept])
            lines = [line for *_rest, draft, row in kept for line in _lines(draft, row)]
            PedidoLinea.objects.bulk_create(lines)


Placed = tuple[LaneWork, Answered, OrderDraft]


def _new(works: list[LaneWork]) -> Iterator[Placed]:
    """Yield the orders whose events have not placed one before."""
    placed = [
        (work, answered, answered.outcome.order)
        for work in works
        for answered in work.answered
        if answered.outcome.order
    ]
    known = _ordered(answered.mail.event_id for _work, answered, _draft in placed)
    return (
        (w, answered, draft) for w, answered, draft in placed if answered.mail.event_id not in known
    )


def _ordered(event_ids: Iterable[UUID]) -> set[UUID | None]:
    ids = list(event_ids)
    rows = Pedido.objects.filter(AnyOf("event_id", ids)) if ids else Pedido.objects.none()
    return set(rows.values_list("event_id", flat=True))


def _holds(placed: Iterable[Placed]) -> list[Hold]:
    wanted: defaultdict[UUID, Counter[Goods]] = defaultdict(Counter)
    for work, answered, draft in placed:
        for sku, units in draft.wanted().items():
            goods = (answered.mail.cliente_id, draft.catalog_version, sku)
            wanted[work.convo_id][goods] += units
    return [Hold(convo_id, goods) for convo_id, goods in wanted.items()]


def _row(work: LaneWork, answered: Answered, draft: OrderDraft) -> Pedido:
    name = answered.message.profile_name or work.known_conversation.contact_name
    return Pedido(
        cliente_id=answered.mail.cliente_id,
        convo_id=work.convo_id,
        contact_id=work.known_conversation.contact_id,
        event_id=answered.mail.event_id,
        code=draft.code,
        source=draft.source,
        catalog_version=draft.catalog_version,
        totals_json={code: str(amount) for code, amount in draft.totals().items()},
        customer_name=name[:200],
        user_msisdn=answered.mail.address,
        note=draft.note,
    )


def _lines(draft: OrderDraft, pedido: Pedido) -> Iterator[PedidoLinea]:
    for position, line in enumerate(draft.lines, start=1):
        yield PedidoLinea(
            cliente_id=pedido.cliente_id,
            pedido=pedido,
            position=position,
            sku=line.sku[:100],
            title=line.title[:500],
            quantity=line.quantity,
            asked=line.asked,
            price=line.price,
            currency=line.currency[:3],
            seen_price=line.seen_price,
            seen_currency=line.seen_currency[:3],
            available=line.available,
        )
