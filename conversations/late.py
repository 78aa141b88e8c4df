"""What takes the place of a message that came after the 24 hours: its number's own template.

Source: Cloud API, customer service window (error 131047). One template per closed window: whoever
does not answer it is not written to again.
"""

import logging
from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.db import OperationalError, transaction
from django.db.models import Q
from django.utils.translation import gettext as _
from django_scopes import scope

from conversations.fence import hold
from conversations.models import ConversationLog, ConvoState
from conversations.sending import Draft, enqueue
from tenants.models import Cliente
from whatsapp.graph.messages import FilledTemplate, content, preview
from whatsapp.graph.reading import words_of
from whatsapp.message_templates.reopening import Words, reopening
from whatsapp.message_templates.rules import ParametersError
from whatsapp.models import MessageTemplate, WabaAccount

logger = logging.getLogger(__name__)


def offer_templates(row_ids: Iterable[UUID]) -> None:
    """Queue a template in place of each of these rows, where its number has one that may leave.

    Each in a transaction of its own, which locks the conversation: not to be called in one that
    has locked messages. A row has one stand-in for ever, whoever asks and how often. It is not
    counted as a message of the plan: what it stands in for was, and never left.
    """
    for row in _late(row_ids):
        try:
            with scope(cliente=row.cliente_id), transaction.atomic():
                _offer(row)
        except OperationalError:
            raise
        except Exception:
            # It stays what it is without: a message that came too late, and says so.
            logger.exception("reopen.trouble row=%s", row.pk)


def _late(row_ids: Iterable[UUID]) -> list[ConversationLog]:
    ids = list(row_ids)
    if not ids:
        return []
    rows = ConversationLog.objects.filter(
        id__in=ids,
        direction=ConversationLog.Direction.OUT,
        waba_account__reopen_template__status=MessageTemplate.Status.APROBADA,
        cliente__estado=Cliente.Estado.ACTIVO,
    ).exclude(message_type="template")
    related = ("waba_account__reopen_template", "convo__contact", "cliente")
    return list(rows.select_related(*related).order_by("convo_id", "seq"))


def _offer(row: ConversationLog) -> None:
    account = row.waba_account
    assert account is not None  # `_late` asked for its template
    convo = hold(row.convo_id)
    if _was_offered(convo, row) or not _may_be_offered(convo, account):
        return
    try:
        filled = _filled(row, account)
    except ParametersError as error:
        logger.warning("reopen.unfit number=%s field=%s", account.pk, error.field)
        return
    draft = Draft(
        content(filled),
        preview(filled),
        origin=ConversationLog.Origin.BOT,
        intent="sistema.reapertura",
        waba_account_id=account.pk,
        replaces_id=row.pk,
    )
    enqueue(convo.pk, draft)


def _was_offered(convo: ConvoState, row: ConversationLog) -> bool:
    """Tell whether this row has a stand-in, or another has one that waits or went out lately.

    Lately: since the person wrote.
    """
    stand_ins = ConversationLog.objects.filter(convo=convo, replaces__isnull=False)
    if convo.last_inbound_at:
        lately = Q(created_at__gt=convo.last_inbound_at)
        stand_ins = stand_ins.filter(lately | Q(estado__in=ConversationLog.UNSENT))
    return stand_ins.exists() or row.replaced_by.exists()


def _may_be_offered(convo: ConvoState, account: WabaAccount) -> bool:
    template = account.reopen_template
    if convo.estado == ConvoState.Estado.BAJA or template is None:
        return False
    return not (convo.no_marketing and template.category == MessageTemplate.MARKETING)


def _filled(row: ConversationLog, account: WabaAccount) -> FilledTemplate:
    template: Any = account.reopen_template
    words = Words(
        nombre=row.convo.contact.name.strip() or _("cliente"),
        negocio=row.cliente.name,
        mensaje=words_of(row.content_json) or row.message_body,
    )
    return reopening(template, account.reopen_parameters, words)
