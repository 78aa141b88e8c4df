"""Two contacts that turned out to be one person become one: nothing of either is lost."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import models
from django.db.models import F

from conversations.models import Contact, ConversationLog, ConvoState, OutboundLane
from conversations.outbound_lanes import wake_outbound

Estado = ConvoState.Estado
# What a person asked for outranks who answers them, and that outranks Liora.
RANK = (Estado.BOT, Estado.HUMANO, Estado.BAJA)


def absorb(survivor_id: UUID, other_id: UUID) -> None:
    """Make contact `other_id` part of `survivor_id`, inside the caller's transaction and scope.

    Turns under way in either conversation are overtaken and computed again. A message of the other
    that is with Meta just now is found as one whose outcome nobody wrote down: its status settles
    it, or it is sent once more, flagged.
    """
    kept, gone = _locked(survivor_id, other_id)
    OutboundLane.objects.filter(convo=gone).delete()
    ConversationLog.objects.filter(convo=gone).update(convo=kept, seq=F("seq") + kept.last_seq)
    _point_at(kept, gone)
    _unite(kept, gone)
    gone.delete()
    kept.save()
    contact, other = (Contact.objects.get(id=one) for one in (survivor_id, other_id))
    _point_at(contact, other)
    if not contact.name:
        Contact.objects.filter(id=contact.id).update(name=other.name)
    other.delete()
    if ConversationLog.objects.filter(convo=kept, estado__in=ConversationLog.UNSENT).exists():
        wake_outbound({kept.id: kept.cliente_id})


def _locked(survivor_id: UUID, other_id: UUID) -> tuple[ConvoState, ConvoState]:
    """Lock two conversations with their messages and lanes, in the order of everybody."""
    rows = ConvoState.objects.filter(contact__in=(survivor_id, other_id)).order_by("id")
    states = {row.contact_id: row for row in rows.select_for_update(of=("self",), no_key=True)}
    theirs = {"convo__contact__in": (survivor_id, other_id)}
    logs = ConversationLog.objects.filter(**theirs).order_by("id")
    list(logs.select_for_update(of=("self",), no_key=True).values_list("id"))
    lanes = OutboundLane.objects.filter(**theirs).order_by("convo_id")
    list(lanes.select_for_update(of=("self",)).values_list("id"))
    return states[survivor_id], states[other_id]


def _unite(kept: ConvoState, gone: ConvoState) -> None:
    """Let `kept` stand where both together stand; of what both know the newer counts."""
    newer = max(kept, gone, key=lambda state: (state.last_inbound_at is not None, state.updated_at))
    older = gone if newer is kept else kept
    kept.slots_json = older.slots_json | newer.slots_json
    kept.last_intent = newer.last_intent or older.last_intent
    kept.recent_json = newer.recent_json or older.recent_json
    kept.send_as = newer.send_as or older.send_as
    kept.waba_account_id = newer.waba_account_id or older.waba_account_id
    stricter = max(kept, gone, key=lambda state: RANK.index(Estado(state.estado)))
    until = _later_end(kept, gone) if kept.estado == gone.estado else stricter.human_until
    kept.estado, kept.human_reason = stricter.estado, stricter.human_reason
    kept.human_until = until
    kept.no_marketing = kept.no_marketing or gone.no_marketing
    kept.alerted_at = _latest(kept.alerted_at, gone.alerted_at)
    kept.last_inbound_at = _latest(kept.last_inbound_at, gone.last_inbound_at)
    kept.last_seq += gone.last_seq + 1


def _later_end(kept: ConvoState, gone: ConvoState) -> datetime | None:
    """Return when a person's turn ends of two that go on; without an end it is the longest."""
    if kept.human_until is None or gone.human_until is None:
        return None
    return max(kept.human_until, gone.human_until)


def _latest(*moments: Any) -> Any:
    return max((moment for moment in moments if moment), default=None)


def _point_at(kept: models.Model, gone: models.Model) -> None:
    """Let every row that points at `gone` point at `kept`, whatever model it is of."""
    for model, field in _pointing_at(type(kept)):
        model._default_manager.filter(**{field: gone}).update(**{field: kept})


def _pointing_at(target: type[models.Model]) -> Iterator[tuple[type[models.Model], str]]:
    for relation in target._meta.get_fields(include_hidden=True):
        if relation.one_to_many and relation.auto_created:
            yield relation.related_model, relation.field.name  # type: ignore[union-attr, misc]
