"""Who acts on each kind of notice. Fields: Cloud API, webhooks, `changes[].field`."""

from collections.abc import Callable, Mapping

from conversations.echoes import echoed
from conversations.moving import moved
from conversations.notices.notice import Notice
from conversations.notices.templates import judged, rated, recategorised, recomposed
from conversations.preferences import preferred

Handler = Callable[[Notice], None]
"""Acts within the scope of the notice's Cliente and in the caller's transaction."""


def keep(notice: Notice) -> None:
    """Do nothing: the stored event is all that is wanted."""


HANDLERS: Mapping[str, Handler] = {
    "account_update": keep,
    "message_template_components_update": recomposed,
    "message_template_quality_update": rated,
    "message_template_status_update": judged,
    "phone_number_quality_update": keep,
    "smb_message_echoes": echoed,
    "system": moved,
    "template_category_update": recategorised,
    "user_preferences": preferred,
}
