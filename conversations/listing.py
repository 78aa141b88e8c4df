"""Conversations as they stand now, for whoever looks at them."""

from collections.abc import Sequence

from django.db.models import Case, CharField, F, OuterRef, Q, QuerySet, Subquery, Value, When
from django.db.models.functions import Now

from conversations.models import ConversationLog, ConvoState

Estado = ConvoState.Estado

# A person's time in a conversation ends by itself; the row says so only with its next turn.
IS_OVER = Q(estado=Estado.HUMANO, human_until__lte=Now())


def conversations() -> QuerySet[ConvoState]:
    """Return the conversations in scope, with `stands`: the state that the next message meets."""
    stands = Case(
        When(IS_OVER, then=Value(Estado.BOT.value)), default=F("estado"), output_field=CharField()
    )
    return ConvoState.objects.select_related("contact").annotate(stands=stands)


def with_last_message(convos: QuerySet[ConvoState]) -> QuerySet[ConvoState]:
    newest = ConversationLog.objects.filter(convo=OuterRef("pk")).order_by("-seq")
    return convos.annotate(last_log_id=Subquery(newest.values("id")[:1]))


def attach_last_messages(convos: Sequence[ConvoState]) -> Sequence[ConvoState]:
    """Give each of a page of conversations its last message, as `last_log`; read all at once."""
    ids = [convo.last_log_id for convo in convos]  # type: ignore[attr-defined]  # annotated
    rows = ConversationLog.objects.defer("content_json", "slots_json").in_bulk(
        [row_id for row_id in ids if row_id]
    )
    for convo, row_id in zip(convos, ids, strict=True):
        convo.last_log = rows.get(row_id)  # type: ignore[attr-defined]  # shown with it
    return convos
