"""What people tell WhatsApp itself about advertising of a business.

Field `user_preferences` (Cloud API): `category` is `marketing_messages`, `value` one of `stop`,
`resume`, and `signup` for whoever asked for it through a link of the business.
"""

from collections.abc import Mapping
from typing import Any

from conversations.consent import Evidence, Source, decide
from conversations.notices.notice import Notice
from conversations.people import conversations_of
from conversations.speaker import Speaker
from conversations.turn import Consent, Decision, Kind
from whatsapp.inbound import first, mapping, text_of

CATEGORY = "marketing_messages"
DECISIONS = {"stop": Decision.BAJA, "resume": Decision.ALTA, "signup": Decision.ALTA}


def preferred(notice: Notice) -> None:
    """Keep a decision about advertising; the contact is made if nobody knows them yet."""
    item = mapping(first(notice.value.get("user_preferences")))
    decision = DECISIONS.get(text_of(item.get("value")))
    speaker = _speaker(notice, item)
    if decision is None or text_of(item.get("category")) != CATEGORY or not speaker.address:
        return
    theirs = conversations_of([speaker]).get((speaker.cliente_id, speaker.address))
    if theirs is not None:
        words = text_of(item.get("detail")) or text_of(item.get("value"))
        evidence = Evidence(Source.META, notice.at, words, event_id=notice.event_id)
        decide(theirs.id, Consent(decision, Kind.PUBLICIDAD), evidence)


def _speaker(notice: Notice, item: Mapping[str, Any]) -> Speaker:
    contact = mapping(first(notice.value.get("contacts")))
    number = text_of(item.get("wa_id")).lstrip("+")
    user = text_of(item.get("user_id"))
    # The profile is theirs only if it shows one of their ids; Meta's own sample shows another's.
    same = text_of(contact.get("wa_id")) == number or text_of(contact.get("user_id")) == user != ""
    if same:
        user = user or text_of(contact.get("user_id"))
    name = text_of(mapping(contact.get("profile")).get("name")) if same else ""
    return Speaker(
        cliente_id=notice.cliente_id,
        address=(number or user)[:140],
        wa_id=number,
        bsuid=user,
        name=name,
        waba_account_id=notice.account_id,
        heard_at=notice.at,
    )
