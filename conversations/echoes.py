"""What people answer from the business' own phone: kept in the conversation, which is theirs then.

Field `smb_message_echoes` (Cloud API, coexistence): `message_echoes[]` shaped like messages, with
`to`/`to_user_id` in place of `from`; `edit` and `revoke` name the message they change.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from conversations.fence import overtake
from conversations.handover import drop_unsent, take_over
from conversations.models import ConversationLog, ConvoState
from conversations.notices.notice import Notice
from conversations.people import Conversation, conversations_of
from conversations.phone import comparable
from conversations.speaker import Speaker
from whatsapp.graph.addressing import BSUID
from whatsapp.inbound import first, mapping, said, text_of

Direction, Estado, Origin = (
    ConversationLog.Direction,
    ConversationLog.Estado,
    ConversationLog.Origin,
)
CHANGES = ("edit", "revoke")
ON_THEIR_WAY = (Estado.ENVIANDO, Estado.INCIERTO)


@dataclass(frozen=True, slots=True)
class Echo:
    wamid: str
    kind: str
    text: str
    original: str
    """The message that an edit or a revocation is about; "" for a message of its own."""


def echoed(notice: Notice) -> None:
    """Keep a message of the phone as sent, and let whoever wrote it answer from now on."""
    item = mapping(first(notice.value.get("message_echoes")))
    echo, speaker = read_echo(item), addressee(notice, item)
    if not echo.wamid or not speaker.address or _is_kept(echo, notice):
        return
    theirs = conversations_of([speaker]).get((speaker.cliente_id, speaker.address))
    if theirs is None or _is_ours(echo, theirs):
        return
    convo = overtake(theirs.id)
    # Asked again: another worker may have kept it from another post while this one waited.
    if _is_kept(echo, notice):
        return
    if not echo.original:
        # Counted from when it was written: one that comes late silences nobody.
        drop_unsent(convo, before=notice.at)
        convo = take_over(convo.id, ConvoState.Handover.PERSONA, at=notice.at)
    _row(notice, echo, convo).save(force_insert=True)


def read_echo(item: Mapping[str, Any]) -> Echo:
    kind = text_of(item.get("type")) or "unknown"
    part = mapping(item.get(kind))
    shown = mapping(part.get("message")) if kind == "edit" else item
    return Echo(
        wamid=text_of(item.get("id"))[:256],
        kind=kind,
        text=said(text_of(shown.get("type")), shown),
        original=text_of(part.get("original_message_id"))[:256] if kind in CHANGES else "",
    )


def addressee(notice: Notice, item: Mapping[str, Any]) -> Speaker:
    """Return whom the phone wrote to; Meta's own samples of edits swap `from` and `to`."""
    contact = mapping(first(notice.value.get("contacts")))
    business = text_of(mapping(notice.value.get("metadata")).get("display_phone_number"))
    to = text_of(item.get("to"))
    if comparable(to) == comparable(business):
        to = ""
    shown = {text_of(contact.get(name)) for name in ("wa_id", "user_id")}
    if to and not {to, text_of(item.get("to_user_id"))} & shown:
        contact = {}  # somebody else's profile would make two people one
    number = (to or text_of(contact.get("wa_id"))).lstrip("+")
    user = text_of(item.get("to_user_id")) or text_of(contact.get("user_id"))
    if BSUID.fullmatch(number):
        number, user = "", user or number
    return Speaker(
        cliente_id=notice.cliente_id,
        address=(number or user)[:140],
        wa_id=number,
        bsuid=user,
        name=text_of(mapping(contact.get("profile")).get("name")),
        waba_account_id=notice.account_id,
        heard_at=notice.at,
    )


def _is_kept(echo: Echo, notice: Notice) -> bool:
    """Tell whether the message is in the log: an echo of the API's, or one that came twice."""
    return ConversationLog.objects.filter(cliente=notice.cliente_id, wamid=echo.wamid).exists()


def _is_ours(echo: Echo, theirs: Conversation) -> bool:
    """Tell whether it is a message of ours whose acceptance is not written down yet."""
    on_their_way = ConversationLog.objects.filter(
        convo_id=theirs.id, direction=Direction.OUT, estado__in=ON_THEIR_WAY
    )
    shown = " ".join(echo.text.split())
    return bool(shown) and on_their_way.filter(message_body=shown).exists()


def _row(notice: Notice, echo: Echo, convo: ConvoState) -> ConversationLog:
    return ConversationLog(
        cliente_id=notice.cliente_id,
        waba_account_id=notice.account_id or convo.waba_account_id,
        convo=convo,
        event_id=notice.event_id,
        seq=convo.last_seq,
        user_msisdn=convo.user_msisdn,
        origin=Origin.TELEFONO,
        direction=Direction.OUT,
        message_type=echo.kind[:40],
        message_body=echo.text,
        estado=Estado.ENVIADO,
        wamid=echo.wamid,
        in_reply_to=echo.original,
        sent_at=notice.at,
    )
