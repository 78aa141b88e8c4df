"""Meta's notice that a person goes by another number or another user id from now on.

Source: Cloud API, webhooks, `system` messages `user_changed_number` and `user_changed_user_id`. The
old ids stand in the message, in `previous_user_id`, or only in the sentence of `body`; since
usernames a notice may come without `from`.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from whatsapp.graph.addressing import BSUID, PHONE
from whatsapp.inbound import mapping, text_of

KINDS = ("user_changed_number", "user_changed_user_id")
SENTENCE = re.compile(r"changed from (\S{1,140}) to (\S{1,140})\s*$")


@dataclass(frozen=True, slots=True)
class IdentityChange:
    """Ids before and after, "" where Meta does not tell."""

    old_number: str
    old_user: str
    new_number: str
    new_user: str

    @property
    def changes_number(self) -> bool:
        return bool(self.new_number) and self.old_number not in ("", self.new_number)


def is_identity_change(message: Mapping[str, Any]) -> bool:
    system = mapping(message.get("system"))
    return message.get("type") == "system" and system.get("type") in KINDS


def read_identity_change(message: Mapping[str, Any]) -> IdentityChange:
    system = mapping(message.get("system"))
    told = SENTENCE.search(text_of(system.get("body")))
    before, after = told.groups() if told else ("", "")
    return IdentityChange(
        old_number=_number(message.get("from"), before),
        old_user=_user(system.get("previous_user_id"), before, message.get("from_user_id")),
        new_number=_number(system.get("wa_id"), after),
        new_user=_user(system.get("user_id"), after),
    )


def _number(*candidates: Any) -> str:
    found = (text_of(one).lstrip("+") for one in candidates)
    return next((one for one in found if PHONE.fullmatch(one)), "")


def _user(*candidates: Any) -> str:
    return next((one for one in map(text_of, candidates) if BSUID.fullmatch(one)), "")
