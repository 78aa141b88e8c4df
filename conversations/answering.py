"""Computing the turns of claimed lanes: nothing here sends, waits, or calls anybody."""

import logging
import time
from collections.abc import Callable

from django.db import DatabaseError
from django.utils.translation import gettext as _
from django_scopes import scope
from structlog.contextvars import bound_contextvars

from catalog.browse import active_versions
from conversations.alerts import is_due
from conversations.apology import apology
from conversations.gate import answer
from conversations.links.making import LinksSpent, Origin, tracked
from conversations.loops import remembered
from conversations.mail import Mail
from conversations.people import Conversation, conversations_of
from conversations.speaker import Speaker
from conversations.standing import apply_turn, wake
from conversations.template_replies import as_messages
from conversations.turn import Handler, Outcome, Turn
from conversations.work import Answered, LaneWork, Outgoing
from tenants.plans import Meter
from tenants.policy import spent_up
from whatsapp.graph.messages import Message, Text, content, preview, split
from whatsapp.inbound import InboundMessage, read_message

logger = logging.getLogger(__name__)


def answer_all(works: list[LaneWork], handler: Handler, *, within_s: float) -> None:
    """Fill in what each lane's messages are answered with, up to the first that fails.

    What cannot be begun within `within_s` seconds is left for the next claim: a batch that
    outlived its lease would be computed for nothing, again and again.
    """
    for work in works:
        if work.kills_workers and work.waiting.mail:
            # Put aside without so much as reading it.
            work.fail(work.waiting.mail[0], _("El proceso se cayó cada vez que lo atendió."))
    works = [work for work in works if work.waiting.mail and not work.failed]
    speakers = {work.claim: _speaker(work.waiting.mail[-1]) for work in works}
    found = conversations_of(speakers.values())
    versions = active_versions(speaker.cliente_id for speaker in speakers.values())
    spent = spent_up({speaker.cliente_id for speaker in speakers.values()}, Meter.MESSAGES)
    links_spent = LinksSpent(speaker.cliente_id for speaker in speakers.values())
    deadline = time.monotonic() + within_s

    def is_late() -> bool:
        """Never before the first message, or a slow database would keep us from any."""
        begun = any(work.answered or work.failed for work in works)
        return begun and time.monotonic() > deadline

    for work in works:
        speaker = speakers[work.claim]
        work.conversation = found.get((speaker.cliente_id, speaker.address))
        work.spent_up = speaker.cliente_id in spent
        version = versions.get(speaker.cliente_id)
        work.links_spent = links_spent
        _answer_lane(work, version, handler, is_late)


def _answer_lane(
    work: LaneWork, version: int | None, handler: Handler, is_late: Callable[[], bool]
) -> None:
    for mail in work.waiting.mail:
        if is_late() or _awaits_order(work):
            work.cut_short = True
            return
        with bound_contextvars(cliente_id=str(mail.cliente_id)):
            if not _answer_one(work, mail, version, handler):
                return


def _awaits_order(work: LaneWork) -> bool:
    """Tell whether what was said before placed an order, in this lane or another one.

    What is left of the stock is known only once that order is kept: were two of them computed on
    the same figures, they could fail together again and again.
    """
    return work.conversation is not None and work.conversation.ordering


def _answer_one(work: LaneWork, mail: Mail, version: int | None, handler: Handler) -> bool:
    """Answer one message; return whether the next of its lane may be answered too."""
    if why := _unanswerable(work, mail):
        work.fail(mail, why)
    else:
        try:
            work.answered.append(_answer(work, mail, version, handler))
        except DatabaseError:
            raise
        except Exception as error:
            logger.exception("turn.failed event=%s", mail.event_id)
            work.fail(mail, f"{type(error).__name__}: {error}")
    if work.is_dead and work.conversation:
        work.answered.append(_apologise(work, mail))
    return work.failed is None


def _unanswerable(work: LaneWork, mail: Mail) -> str:
    if not mail.due:
        return _("Espera otro intento.")
    return "" if work.conversation else _("No se pudo identificar a quien escribe.")


def _answer(work: LaneWork, mail: Mail, version: int | None, handler: Handler) -> Answered:
    conversation, message = work.known_conversation, read_message(mail.payload)
    started = time.perf_counter()
    with scope(cliente=mail.cliente_id):
        wake(conversation, work.now)
        turn = _turn(mail, conversation, message, version)
        outcome = answer(mail, conversation, turn, handler, spent_up=work.spent_up)
        messages = as_messages(
            outcome.replies, mail.waba_account_id, no_marketing=conversation.no_marketing
        )
    skill_ms = (time.perf_counter() - started) * 1000
    return _answered(work, mail, message, outcome, messages, version=version, skill_ms=skill_ms)


def _apologise(work: LaneWork, mail: Mail) -> Answered:
    outcome = apology(work.known_conversation)
    message = read_message(mail.payload)
    said = as_messages(outcome.replies, None, no_marketing=False)
    return _answered(work, mail, message, outcome, said, version=None, skill_ms=0)


def _answered(
    work: LaneWork,
    mail: Mail,
    message: InboundMessage,
    outcome: Outcome,
    messages: tuple[Message, ...],
    *,
    version: int | None,
    skill_ms: float,
) -> Answered:
    """Move the conversation on, once everything that can fail has been done."""
    conversation = work.known_conversation
    origin = _origin(mail, outcome, version)
    linked = [tracked(piece, origin, work.links_spent) for piece in _pieces(messages)]
    sendable = [(content(piece), preview(piece), link) for piece, link in linked]
    conversation.slots = dict(outcome.slots)
    apply_turn(conversation, outcome, work.now)
    conversation.recent = remembered(conversation.recent, message, mail.received_at, messages)
    # A reaction or a notice is not what the conversation is about.
    if outcome.replies:
        conversation.last_intent = outcome.intent
    alerts = bool(outcome.handover) and is_due(work)
    if alerts:
        conversation.alerted_at = work.now
    conversation.ordering = outcome.order is not None
    seq = conversation.next_seq()
    outgoing = tuple(Outgoing(conversation.next_seq(), *each) for each in sendable)
    return Answered(mail, message, outcome, version, skill_ms, seq, outgoing, alerts)


def _pieces(replies: tuple[Message, ...]) -> list[Message]:
    """Return the messages to send: a text too long for one message becomes several."""
    return [
        piece
        for reply in replies
        for piece in (split(reply) if isinstance(reply, Text) else (reply,))
    ]


def _origin(mail: Mail, outcome: Outcome, version: int | None) -> Origin:
    return Origin(
        cliente_id=mail.cliente_id,
        slug=mail.cliente_slug,
        hosts=tuple(mail.link_hosts),
        skill=outcome.skill,
        intent=outcome.intent,
        version=version,
    )


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
        event_id=mail.event_id,
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
        heard_at=mail.heard_at,
    )
