"""Changing a conversation from outside its turns."""

from typing import Any
from uuid import UUID

from django.db import transaction

from conversations.models import ConvoState


def hold(convo_id: UUID) -> ConvoState:
    """Lock a conversation of the caller's scope until its transaction ends; return it.

    Raises ConvoState.DoesNotExist for a conversation out of scope.
    """
    # Not the key: rows that point at the conversation may be written meanwhile by whoever holds
    # its messages, which are locked after it here and before it there.
    return ConvoState.objects.select_for_update(of=("self",), no_key=True).get(id=convo_id)


@transaction.atomic
def overtake(convo_id: UUID, **changes: Any) -> ConvoState:
    """Lock a conversation of the caller's scope, raise its `last_seq`, write `changes`; return it.

    A turn under way is computed again on what is written here, and cannot undo it. The lock is
    the caller's transaction's; the new `last_seq` is free for a row of the log. Raises
    ConvoState.DoesNotExist for a conversation out of scope.
    """
    convo = hold(convo_id)
    for name, value in changes.items():
        setattr(convo, name, value)
    convo.last_seq += 1
    convo.save(update_fields=["last_seq", *changes])
    return convo
