"""Templates among a skill's replies: a skill names one, and here it is found and filled in."""

import logging
from collections.abc import Iterable
from uuid import UUID

from conversations.turn import Reply, TemplateReply
from whatsapp.graph.messages import Message
from whatsapp.message_templates.filling import fill
from whatsapp.message_templates.needs import of_row
from whatsapp.message_templates.rules import ParametersError
from whatsapp.models import MessageTemplate, WabaAccount

logger = logging.getLogger(__name__)


def as_messages(
    replies: Iterable[Reply], waba_account_id: UUID | None, *, no_marketing: bool
) -> tuple[Message, ...]:
    """Return the replies with every template filled in; what cannot be is said otherwise.

    In the scope of the Cliente.
    """
    return tuple(
        _filled(reply, waba_account_id, no_marketing) if isinstance(reply, TemplateReply) else reply
        for reply in replies
    )


def _filled(reply: TemplateReply, waba_account_id: UUID | None, no_marketing: bool) -> Message:
    template = _find(reply, waba_account_id)
    if template is None or (no_marketing and template.category == MessageTemplate.MARKETING):
        return reply.otherwise
    try:
        return fill(of_row(template), reply.parameters)
    except ParametersError as error:
        logger.warning("template_reply.unfit name=%s field=%s", reply.name, error.field)
        return reply.otherwise


def _find(reply: TemplateReply, waba_account_id: UUID | None) -> MessageTemplate | None:
    if waba_account_id is None:
        return None
    of_account = WabaAccount.objects.filter(pk=waba_account_id).values("waba_id")
    found = MessageTemplate.objects.filter(
        waba_id__in=of_account, name=reply.name, language=reply.language
    ).first()
    return found if found and found.may_be_sent else None
