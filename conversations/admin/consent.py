from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from conversations.admin import tones
from conversations.admin.phone_search import PhoneSearch
from conversations.models import ConsentEntry
from liora.admin.columns import badge, exact_moment, excerpt, moment
from liora.admin.filters import DayFilter, FewRelated
from liora.admin.readonly import ReadOnlyPage


@admin.register(ConsentEntry)
class ConsentEntryAdmin(PhoneSearch, ReadOnlyPage):
    """The proof of what people decided; what is decided now is in the conversation."""

    when = moment("created_at", _("anotado"))
    said = exact_moment("said_at", _("cuándo lo dijo"))
    kept = exact_moment("created_at", _("anotado"))
    decision_badge = badge("decision", _("decisión"), tones.OF_CONSENT)
    quoted = excerpt("words", _("palabras"))

    list_display = ("user_msisdn", "decision_badge", "kind", "source", "quoted", "when", "cliente")
    list_filter = ("decision", "kind", "source", DayFilter, ("cliente", FewRelated))
    list_select_related = ("cliente",)
    person = "contact_id"
    search_fields = ("user_msisdn__startswith",)
    ordering = ("-id",)
    fields = (
        "user_msisdn",
        "decision",
        "kind",
        "source",
        "words",
        "said",
        "kept",
        "wamid",
        "event_id",
        "usuario_id",
        "contact_id",
        "convo_id",
        "cliente",
    )
    readonly_fields = ("said", "kept")
