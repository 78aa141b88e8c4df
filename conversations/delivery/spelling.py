"""Remembering how Meta's test list spells a number, so that the next message goes there at once."""

from collections.abc import Iterable

from conversations.delivery.courier import Returned
from conversations.models import ConvoState
from whatsapp.graph.results import Accepted


def remember_spelling(returned: Iterable[Returned]) -> None:
    """Keep the form that Meta took after it had refused the other.

    In a statement of its own and before what follows is planned: were it lost, the next message
    would find out again. A turn locks a conversation before its lane, the ledger a lane only.
    """
    for back in returned:
        row = back.row
        if row.sent_to and row.sent_to != row.send_as and isinstance(back.result, Accepted):
            ConvoState.objects.filter(id=row.convo_id).update(send_as=row.sent_to)
