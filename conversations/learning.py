"""Learning by what other id a person is known, from what Meta says of a message to them.

Source: Cloud API, statuses webhook and the answer to a send: both name the recipient by number, by
user id or by both. Who hides their number later is then known already.
"""

import logging
from collections import OrderedDict
from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from django.db import DatabaseError
from django_scopes import scopes_disabled

from conversations.models import ContactIdentity, ConvoState
from conversations.speaker import Identity, Speaker, identify
from liora.ops.any_of import AnyOf
from whatsapp.graph.addressing import BSUID, PHONE

# How many ids a worker remembers to be known, so that it asks once and not at every message.
REMEMBERED = 20_000

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Told:
    """How Meta names whoever a message of a conversation went to; "" for what it hides."""

    cliente_id: UUID
    convo_id: UUID
    wa_id: str
    user_id: str

    def identities(self) -> list[Identity]:
        number = self.wa_id.lstrip("+")
        named = [one for one in (number, self.user_id) if BSUID.fullmatch(one)]
        user = named[-1] if named else ""
        phone = number if PHONE.fullmatch(number) else ""
        return Speaker(self.cliente_id, "", phone, user, "", None).identities()


class Learning:
    """One per station: what it has seen to be known already is not asked again."""

    def __init__(self) -> None:
        self._known: OrderedDict[Identity, None] = OrderedDict()

    def learn(self, told: Iterable[Told]) -> None:
        """Keep ids that nobody has; an id that is somebody's stays theirs.

        In statements of its own, because it is a courtesy: whatever goes wrong here, the message
        is on its way, and the next one tells it again.
        """
        news = {
            identity: one.convo_id
            for one in told
            for identity in one.identities()
            if identity not in self._known
        }
        if not news:
            return
        try:
            with scopes_disabled():
                _keep(news)
        except DatabaseError as error:
            logger.warning("learning.trouble error=%s", type(error).__name__)
            return
        self._known.update(dict.fromkeys(news))
        while len(self._known) > REMEMBERED:
            self._known.popitem(last=False)


def _keep(news: dict[Identity, UUID]) -> None:
    there = set(
        ContactIdentity.objects.filter(
            AnyOf("cliente_id", {identity[0] for identity in news}),
            AnyOf("value", {identity[2] for identity in news}),
        ).values_list("cliente_id", "kind", "value")
    )
    unknown = {identity: convo for identity, convo in news.items() if identity not in there}
    if not unknown:
        return
    of_convo = dict(
        ConvoState.objects.filter(AnyOf("id", set(unknown.values()))).values_list(
            "id", "contact_id"
        )
    )
    identify({one: of_convo[convo] for one, convo in unknown.items() if convo in of_convo})
