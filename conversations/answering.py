"""Computing the turns of claimed lanes: nothing here writes, waits, or calls anybody."""

import logging
import time

from django.db import DatabaseError
from django_scopes import scope

from catalog.browse import active_versions
from conversations.apology import apology
from conversations.mail import Mail
from conversations.people import Conversation, Speaker, conversations_of
from conversations.turn import Handler, Outcome, Turn
from conversations.work import Answered, LaneWork, outgoing
from whatsapp.inbound import InboundMessage, read_message

logger = logging.getLogger(__name__)


def answer_all(works: list[LaneWork], handler: Handler) -> None:
    """Fill in what each lane's messages are answered with, up to the first that fails."""
    speakers = {id(work): _speaker(work.waiting.mail[-1]) for work in works if work.waiting.mail}
    found = conversations_of(speakers.values())
    versions = active_versions(speaker.cliente_id for speaker in speakers.values())
    for work in works:
        if speaker := speakers.get(id(work)):
            work.conversation = found.get((speaker.cliente_id, speaker.address))
            _answer_lane(work, versions.get(speaker.cliente_id), handler)


def _answer_lane(work: LaneWork, version: int | None, handler: Handler) -> None:
    for mail in work.waiting.mail:
        if not mail.due or work.kills_workers or work.conversation is None:
            work.fail(mail, _unanswerable(work))
            return
        try:
            answered = _answer(mail, work.conversation, version, handler)
        except DatabaseError:
            raise
        except Exception as error:
            logger.exception("turn.failed event=%s", mail.event_id)
            work.fail(mail, f"{type(error).__name__}: {error}")
            if work.is_dead:
                work.answered.append(_apologise(mail, work.conversation))
            return
        work.answered.append(answered)


def _unanswerable(work: LaneWork) -> str:
    if work.kills_workers:
        return "El proceso se cayó cada vez que lo atendió."
    return "No se pudo identificar a quien escribe." if work.conversation is None else ""


def _answer(
    mail: Mail, conversation: Conversation, version: int | None, handler: Handler
) -> Answered:
    message = read_message(mail.payload)
    started = time.perf_counter()
    with scope(cliente=mail.cliente_id):
        outcome = handler(_turn(mail, conversation, message, version))
    skill_ms = (time.perf_counter() - started) * 1000
    return _answered(mail, message, conversation, outcome, version=version, skill_ms=skill_ms)


def _apologise(mail: Mail, conversation: Conversation) -> Answered:
    outcome = apology(conversation.slots)
    message = read_message(mail.payload)
    return _answered(mail, message, conversation, outcome, version=None, skill_ms=0)


def _answered(
    mail: Mail,
    message: InboundMessage,
    conversation: Conversation,
    outcome: Outcome,
    *,
    version: int | None,
    skill_ms: float,
) -> Answered:
    conversation.slots, conversation.last_intent = dict(outcome.slots), outcome.intent
    seq = conversation.next_seq()
    replies = outgoing(outcome.replies, conversation)
    return Answered(mail, message, outcome, version, skill_ms, seq, replies)


def _turn(
    mail: Mail, conversation: Conversation, message: InboundMessage, version: int | None
) -> Turn:
    return Turn(
        cliente_id=mail.cliente_id,
        cliente_name=mail.cliente_name,
        contact_name=message.profile_name or conversation.contact_name,
        message=message,
        slots=conversation.slots,
        last_intent=conversation.last_intent,
        catalog_version=version,
    )


def _speaker(mail: Mail) -> Speaker:
    message = read_message(mail.payload)
    return Speaker(
        cliente_id=mail.cliente_id,
        address=mail.address,
        wa_id=message.wa_id,
        bsuid=message.bsuid,
        name=message.profile_name,
        waba_account_id=mail.waba_account_id,
    )
