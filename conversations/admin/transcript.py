"""The last messages of a conversation, as they followed one another."""

import re

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from conversations.admin.media import shown
from conversations.models import ConversationLog, ConvoState
from liora.admin.columns import shown_moment
from liora.admin.empty import NOTHING
from liora.admin.links import change_url

MOST_MESSAGES = 30
POINT = re.compile(r"(-?\d{1,2}(?:\.\d+)?), (-?\d{1,3}(?:\.\d+)?)$")
MAP = "https://www.openstreetmap.org/?mlat={}&mlon={}#map=17/{}/{}"


def transcript(convo: ConvoState) -> SafeString | str:
    """Return up to MOST_MESSAGES messages, the newest last, each a link to its row."""
    rows = convo.logs.defer("content_json", "slots_json").select_related("media")
    newest = rows.order_by("-seq")[:MOST_MESSAGES]
    lines = format_html_join("", "{}", [(_line(row),) for row in reversed(newest)])
    return format_html('<ol class="transcript">{}</ol>', lines) if lines else NOTHING


def _line(row: ConversationLog) -> SafeString:
    return format_html(
        '<li class="{}"><a href="{}">{} · {} · {}</a>{}<p>{}{}</p></li>',
        row.direction,
        change_url(row),
        row.get_direction_display(),
        shown_moment(row.created_at),
        row.get_estado_display(),
        shown(row.media) if hasattr(row, "media") else "",
        row.message_body or ("" if hasattr(row, "media") else f"[{row.message_type}]"),
        _map_of(row),
    )


def _map_of(row: ConversationLog) -> SafeString | str:
    """Return a link to the map for somebody's location."""
    found = POINT.search(row.message_body) if row.message_type == "location" else None
    if not found:
        return ""
    url = MAP.format(*found.groups(), *found.groups())
    link = '<br><a href="{}" rel="noopener noreferrer" target="_blank">{}</a>'
    return format_html(link, url, _("Ver en el mapa"))
