"""The person behind an inbound lane, and the ids they are known by."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from conversations.models import ContactIdentity
from conversations.phone import comparable

Kind = ContactIdentity.Kind
Identity = tuple[UUID, str, str]
"""Cliente, kind, value."""


@dataclass(frozen=True, slots=True)
class Speaker:
    """Who writes, as the webhook described them."""

    cliente_id: UUID
    address: str
    wa_id: str
    bsuid: str
    name: str
    waba_account_id: UUID | None
    heard_at: datetime | None = None
    """When they wrote, which tells them from whoever had their number before; None: now."""

    def identities(self) -> list[Identity]:
        """Return their ids, the surest first."""
        found = []
        if self.wa_id:
            found = [(Kind.WA_ID, self.wa_id), (Kind.PHONE, comparable(self.wa_id))]
        if self.bsuid:
            found.append((Kind.BSUID, self.bsuid))
        return [(self.cliente_id, str(kind), value[:140]) for kind, value in found if value]


def identify(owners: Mapping[Identity, UUID]) -> None:
    """Give ids to contacts; an id that is taken stays with whoever has it.

    They are written in order, or two workers that share two people would deadlock.
    """
    ContactIdentity.objects.bulk_create(
        [
            ContactIdentity(cliente_id=cliente, kind=kind, value=value, contact_id=owners[identity])
            for identity in sorted(owners)
            for cliente, kind, value in [identity]
        ],
        ignore_conflicts=True,
    )
