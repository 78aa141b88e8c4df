"""The last messages of a conversation, as they followed one another."""

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from conversations.models import ConversationLog, ConvoState
from liora.admin.columns import shown_moment
from liora.admin.empty import NOTHING
from liora.admin.links import change_url

MOST_MESSAGES = 30


def transcript(convo: ConvoState) -> SafeString | str:
    """Return up to MOST_MESSAGES messages, the newest last, each a link to its row."""
    newest = convo.logs.defer("content_json", "slots_json").order_by("-seq")[:MOST_MESSAGES]
    lines = format_html_join("", "{}", [(_line(row),) for row in reversed(newest)])
    return format_html('<ol class="transcript">{}</ol>', lines) if lines else NOTHING


def _line(row: ConversationLog) -> SafeString:
    return format_html(
        '<li class="{}"><a href="{}">{} · {} · {}</a><p>{}</p></li>',
        row.direction,
        change_url(row),
        row.get_direction_display(),
        shown_moment(row.created_at),
        row.get_estado_display(),
        row.message_body or f"[{row.message_type}]",
    )
