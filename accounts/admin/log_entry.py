from django.contrib import admin
from django.contrib.admin.models import ADDITION, CHANGE, DELETION, LogEntry
from django.utils.translation import gettext_lazy as _

from liora.admin.columns import Tone, badge, moment
from liora.admin.readonly import ReadOnlyPage

TONES = {ADDITION: Tone.GOOD, CHANGE: Tone.WAITING, DELETION: Tone.BAD}


@admin.register(LogEntry)
class LogEntryAdmin(ReadOnlyPage):
    """What operators did in these pages."""

    when = moment("action_time", _("cuándo"))
    action = badge("action_flag", _("acción"), TONES)

    list_display = (
        "when",
        "user",
        "action",
        "content_type",
        "object_repr",
        "shown_message",
    )
    list_filter = ("action_flag", "action_time")
    list_select_related = ("user", "content_type")
    search_fields = ("user__email", "object_id__exact")
    fields = ("action_time", "user", "action_flag", "content_type", "object_repr", "shown_message")
    readonly_fields = ("shown_message",)

    @admin.display(description=_("qué cambió"))
    def shown_message(self, obj: LogEntry) -> str:
        return obj.get_change_message()
