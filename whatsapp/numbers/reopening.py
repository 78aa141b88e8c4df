"""Which template may take the place of what comes too late, told per column of the number."""

from collections.abc import Iterable

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from whatsapp.message_templates.reopening import check_reopening
from whatsapp.message_templates.rules import ParametersError
from whatsapp.models import MessageTemplate, WabaAccount

COLUMNS = {"reopen_template", "reopen_template_id", "reopen_parameters"}

Wrong = dict[str, list[ValidationError]]


def wrong_reopening(account: WabaAccount, columns: Iterable[str]) -> Wrong:
    """Return what is wrong with the template and its parameters, if any of them is to change."""
    if COLUMNS.isdisjoint(columns):
        return {}
    if account.reopen_template_id is None:
        told = _("Primero elegí la plantilla.")
        return _no("reopen_parameters", told, "falta") if account.reopen_parameters else {}
    template = _of_account(account)
    if template is None:
        told = _("Esa plantilla no es de la cuenta de este número.")
        return _no("reopen_template_id", told, "plantilla_ajena")
    if not template.may_be_sent:
        told = _("Meta no aprobó esa plantilla, o ya no deja enviarla.")
        return _no("reopen_template_id", told, "plantilla_no_aprobada")
    return _wrong_parameters(account, template)


def _of_account(account: WabaAccount) -> MessageTemplate | None:
    mine = MessageTemplate.objects.filter(cliente=account.cliente_id, waba_id=account.waba_id)
    return mine.filter(id=str(account.reopen_template_id)).first()


def _wrong_parameters(account: WabaAccount, template: MessageTemplate) -> Wrong:
    try:
        check_reopening(template, account.reopen_parameters)
    except ParametersError as error:
        return _no("reopen_parameters", str(error), error.code)
    return {}


def _no(column: str, message: str, code: str) -> Wrong:
    return {column: [ValidationError(message, code=code)]}
