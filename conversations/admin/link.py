from typing import Any

from django.contrib import admin
from django.db.models import Exists, OuterRef, QuerySet
from django.http import HttpRequest
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from conversations.admin import tones
from conversations.links.codes import address_of
from conversations.models import LinkClick, ShortLink
from liora.admin.columns import Tone, badge, exact_moment, excerpt, moment
from liora.admin.empty import NOTHING
from liora.admin.filters import FewRelated
from liora.admin.links import linked, list_url, outside_link
from liora.admin.readonly import ReadOnlyPage
from liora.admin.search import RecentSearch

Kind = LinkClick.Kind


@admin.register(ShortLink)
class ShortLinkAdmin(RecentSearch, ReadOnlyPage):
    """What each message's link leads to, and who opened it: people and the rest."""

    when = moment("created_at", _("cuándo"))
    destination_link = outside_link("destination", _("destino"))
    bitly_link = outside_link("bitly", _("enlace de Bitly"))
    message = linked("log", _("mensaje"))
    convo_link = linked("log__convo", _("conversación"))
    created = exact_moment("created_at", _("creado"))

    list_display = ("when", "code", "opened", "sku", "intent", "cliente")
    list_filter = ("skill", "created_at", ("cliente", FewRelated))
    list_select_related = ("cliente",)
    exact_fields = ("code",)
    search_fields = ("sku__iexact", "bitly__iendswith")
    search_help_text = _("Un código completo, un SKU o un enlace de Bitly de los últimos 30 días.")
    readonly_fields = (
        "address",
        "destination_link",
        "bitly_link",
        "message",
        "convo_link",
        "created",
        "people",
        "previews",
        "programs",
        "repeated",
    )
    fieldsets = (
        (None, {"fields": ("address", "bitly_link", "destination_link", "cliente", "created")}),
        (_("Clics"), {"fields": ("people", "previews", "programs", "repeated")}),
        (
            _("De dónde viene"),
            {"fields": ("message", "convo_link", "intent", "skill", "sku", "catalog_version")},
        ),
    )

    def get_queryset(self, request: HttpRequest) -> QuerySet[ShortLink]:
        clicks = LinkClick.objects.filter(link=OuterRef("pk"), kind=Kind.HUMANO)
        rows: QuerySet[ShortLink] = super().get_queryset(request)
        return rows.annotate(was_opened=Exists(clicks))

    @admin.display(description=_("clic"))
    def opened(self, obj: Any) -> SafeString | str:
        """Whether a person opened it; how many times is counted on its own page only."""
        if not obj.was_opened:
            return NOTHING
        return format_html('<span class="tone tone-{}">{}</span>', Tone.GOOD, gettext("abierto"))

    @admin.display(description=_("personas"))
    def people(self, obj: ShortLink) -> SafeString:
        return _clicks(obj, Kind.HUMANO)

    @admin.display(description=_("vistas previas"))
    def previews(self, obj: ShortLink) -> SafeString:
        return _clicks(obj, Kind.PREVIA)

    @admin.display(description=_("programas"))
    def programs(self, obj: ShortLink) -> SafeString:
        return _clicks(obj, Kind.BOT)

    @admin.display(description=_("repetidos"))
    def repeated(self, obj: ShortLink) -> SafeString:
        return _clicks(obj, Kind.REPETIDO)

    @admin.display(description=_("dirección"))
    def address(self, obj: ShortLink) -> str:
        """As text: opening it here would count as a click."""
        return address_of(obj.code)


def _clicks(link: ShortLink, kind: LinkClick.Kind) -> SafeString:
    """Count one kind of a link's clicks, with the way to them."""
    count = link.clicks.filter(kind=kind).count()
    address = list_url(LinkClick, link__id__exact=link.pk, kind__exact=kind)
    return format_html('<a href="{}">{}</a>', address, count)


@admin.register(LinkClick)
class LinkClickAdmin(RecentSearch, ReadOnlyPage):
    when = moment("created_at", _("cuándo"))
    kind_badge = badge("kind", _("quién"), tones.OF_CLICKS)
    link_code = linked("link", _("enlace"))
    agent = excerpt("user_agent", _("navegador"), length=60)
    created = exact_moment("created_at", _("cuándo"))

    list_display = ("when", "kind_badge", "link_code", "agent", "cliente")
    list_filter = ("kind", "created_at", ("cliente", FewRelated))
    list_select_related = ("cliente", "link")
    exact_fields = ("link__code", "visitor")
    search_fields = ("user_agent__icontains",)
    search_help_text = _(
        "El código de un enlace, un visitante, o palabras del navegador de los últimos 30 días."
    )
    readonly_fields = ("created", "link_code")
    fieldsets = (
        (None, {"fields": ("created", "kind", "link_code", "cliente")}),
        (_("Visitante"), {"fields": ("user_agent", "visitor")}),
    )
