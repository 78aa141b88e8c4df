"""Changing a business, with a line in the audit for what really changed."""

from typing import Any

from django.db import transaction

from tenants.audit import Actor, record
from tenants.models import Cliente


@transaction.atomic
def change_cliente(cliente: Cliente, changes: dict[str, Any], *, actor: Actor) -> None:
    """Write the fields that differ; nothing is written or recorded where none does."""
    before = {name: getattr(cliente, name) for name in changes}
    after = {name: value for name, value in changes.items() if value != before[name]}
    if not after:
        return
    for name, value in after.items():
        setattr(cliente, name, value)
    cliente.save(update_fields=list(after))
    cliente.refresh_from_db(fields=["updated_at"])
    record(
        "cliente.cambiado",
        actor=actor,
        cliente_id=cliente.pk,
        before={name: _told(before[name]) for name in after},
        after={name: _told(value) for name, value in after.items()},
    )


def _told(value: Any) -> Any:
    """Return a value as the audit keeps it: a list of names is one text."""
    return ", ".join(value) if isinstance(value, list) else value
