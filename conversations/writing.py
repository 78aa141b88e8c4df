"""Writing to a person first, or again: a free text in their 24 hours, a template at any time."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from conversations.fence import hold
from conversations.models import ConversationLog, ConvoState
from conversations.replying import OptedOut, refusal
from conversations.sending import Draft, enqueue
from liora.api.errors import ApiError, Invalid
from liora.ops.clock import DatabaseClock
from tenants.models import Cliente
from tenants.plans import Meter
from tenants.policy import spend
from whatsapp.graph.messages import FilledTemplate, Text, content, preview
from whatsapp.message_templates.filling import fill
from whatsapp.message_templates.needs import of_row
from whatsapp.message_templates.rules import ParametersError
from whatsapp.models import MessageTemplate, WabaAccount

API = ConversationLog.Origin.API


class NoMarketing(ApiError):
    status = 422
    code = "sin_publicidad"
    message = _("Esta persona pidió no recibir publicidad, y la plantilla es de publicidad.")


class TemplateNotApproved(ApiError):
    status = 422
    code = "plantilla_no_aprobada"
    message = _("Meta todavía no aprobó esta plantilla, o ya no deja enviarla.")


class TemplateUnknown(ApiError):
    status = 422
    code = "plantilla_desconocida"
    message = _(
        "La cuenta no tiene esa plantilla en ese idioma. Si es nueva, pedile la lista a Meta: "
        "POST …/plantillas/sincronizar."
    )


@transaction.atomic
def write_text(
    convo: ConvoState,
    texto: str,
    *,
    through: WabaAccount,
    cliente: Cliente,
    usuario_id: UUID | None,
) -> ConversationLog:
    """Queue a free text; whoever answers the conversation goes on answering it.

    Raises OptedOut, OutsideWindow and LimitReached.
    """
    # Locked before what is spent, here as everywhere, and as it stands now.
    if problem := refusal(hold(convo.pk), DatabaseClock().now()):
        raise problem
    message = Text(texto)
    spend(cliente, Meter.MESSAGES)
    return enqueue(convo.pk, _draft(content(message), preview(message), through, usuario_id))


@transaction.atomic
def write_template(
    convo: ConvoState,
    template: MessageTemplate,
    parameters: Mapping[str, Any],
    *,
    through: WabaAccount,
    cliente: Cliente,
    usuario_id: UUID | None,
) -> ConversationLog:
    """Queue a template of the number's account; raises OptedOut, NoMarketing and LimitReached.

    Raises Invalid where the parameters do not fit it, and TemplateNotApproved.
    """
    filled = check_template(template, parameters)
    held = hold(convo.pk)
    if held.estado == ConvoState.Estado.BAJA:
        raise OptedOut
    if held.no_marketing and template.category == MessageTemplate.MARKETING:
        raise NoMarketing
    spend(cliente, Meter.MESSAGES)
    return enqueue(convo.pk, _draft(content(filled), preview(filled), through, usuario_id))


def find_template(account: WabaAccount, name: str, language: str) -> MessageTemplate:
    """Return a template of a number's account; raises TemplateUnknown."""
    found = MessageTemplate.objects.filter(
        waba_id=account.waba_id, name=name, language=language
    ).first()
    if found is None:
        raise TemplateUnknown
    return found


def check_template(template: MessageTemplate, parameters: Mapping[str, Any]) -> FilledTemplate:
    """Return a template filled in; raises TemplateNotApproved, and Invalid for its parameters."""
    if template.status == MessageTemplate.Status.APROBADA and not template.components:
        raise TemplateNotApproved(_("Todavía no se sabe qué pide: probá en unos segundos."))
    if not template.may_be_sent:
        raise TemplateNotApproved
    try:
        return fill(of_row(template), parameters)
    except ParametersError as error:
        field = f"plantilla.parametros.{error.field}"
        raise Invalid({field: (error.code, str(error))}) from None


def _draft(
    message: dict[str, Any], text: str, through: WabaAccount, usuario_id: UUID | None
) -> Draft:
    return Draft(message, text, API, usuario_id=usuario_id, waba_account_id=through.pk)
