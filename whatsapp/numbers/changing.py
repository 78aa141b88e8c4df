from copy import copy
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django_scopes import scope

from whatsapp.models import WabaAccount
from whatsapp.numbers import rules
from whatsapp.numbers.refusals import NumberRetired

Estado = WabaAccount.Estado
CHANGEABLE = frozenset(
    {
        "access_token",
        "webhook_url",
        "expiracion_token",
        "display_phone",
        "estado",
        "marks_read",
        "reopen_template_id",
        "reopen_parameters",
    }
)


def update(account: WabaAccount, **changes: Any) -> None:
    """Write the changed columns of a number, and no others; `account` holds them afterwards.

    A new token ends a pause that the old one had caused. Raises ValidationError per field,
    NumberRetired, and TypeError for a column that is not CHANGEABLE. `estado` goes between
    `activa` and `detenida` only: retiring is `retire`.
    """
    if unknown := changes.keys() - CHANGEABLE:
        raise TypeError(f"not changeable: {', '.join(sorted(unknown))}")
    if not changes:
        return
    if changes.get("reopen_template_id", ...) is None:
        changes = {**changes, "reopen_parameters": None}
    wanted = copy(account)
    for column, value in changes.items():
        setattr(wanted, column, value)
    _check(wanted, changes)
    # As validated: a date given as text has become a date.
    _write(account, {column: getattr(wanted, column) for column in changes})


def _check(wanted: WabaAccount, changes: dict[str, Any]) -> None:
    if changes.get("estado") == Estado.RETIRADA:
        told = _("Un número no se retira cambiando su estado.")
        raise ValidationError({"estado": ValidationError(told, code="invalid")})
    rules.check(wanted, changes.keys() - {"access_token"}, access_token=changes.get("access_token"))


def _write(account: WabaAccount, columns: dict[str, Any]) -> None:
    with scope(cliente=account.cliente):
        mine = WabaAccount.objects.filter(pk=account.pk)
        if not mine.exclude(estado=Estado.RETIRADA).update(**columns):
            raise NumberRetired
        for column, value in columns.items():
            setattr(account, column, value)
        if "access_token" in columns:
            renew(account)


def renew(account: WabaAccount) -> None:
    """Try again at once what the old token could not do: sending, and listing templates."""
    unpark(account)
    WabaAccount.objects.filter(pk=account.pk).update(templates_due_at=None)


def unpark(account: WabaAccount) -> None:
    """Let a number that Meta refuses be tried again at once; any other pause stays.

    Whoever changes its token believes that it is mended; if not, it is parked again.
    """
    mine = WabaAccount.objects.filter(pk=account.pk)
    if mine.filter(parked_since__isnull=False).update(**WabaAccount.WELL):
        for column, value in WabaAccount.WELL.items():
            setattr(account, column, value)
