from typing import Any

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponseBase
from django.urls import path, reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from conversations.admin import tones
from conversations.media.kinds import FILMS, IMAGES, SOUNDS
from conversations.media.serving import file_name, file_response
from conversations.models import MediaFile
from liora.admin.columns import badge, exact_moment, moment
from liora.admin.filters import FewRelated
from liora.admin.links import linked
from liora.admin.readonly import ReadOnlyPage

Estado = MediaFile.Estado


@admin.register(MediaFile)
class MediaFileAdmin(ReadOnlyPage):
    """What people sent besides words, fetched or not."""

    when = moment("created_at", _("recibido"))
    estado_badge = badge("estado", _("estado"), tones.OF_MEDIA)
    message = linked("log", _("mensaje"))
    created = exact_moment("created_at", _("recibido"))
    fetched = exact_moment("fetched_at", _("bajado"))
    next_try = exact_moment("not_before", _("no antes de"))

    list_display = ("when", "kind", "name", "estado_badge", "failure", "size", "message", "cliente")
    list_filter = ("kind", "estado", "failure", "created_at", ("cliente", FewRelated))
    list_select_related = ("cliente", "log")
    search_fields = ("name__icontains",)
    exact_fields = ("media_id",)
    fields = (
        "shown",
        ("kind", "estado", "failure"),
        "name",
        ("declared_mime", "mime", "size"),
        ("attempts", "next_try"),
        ("created", "fetched"),
        "media_id",
        "sha256",
        "message",
        "waba_account",
        "cliente",
    )
    readonly_fields = ("shown", "created", "fetched", "next_try", "message")

    def get_urls(self) -> list[Any]:
        file = path(
            "<uuid:pk>/archivo",
            self.admin_site.admin_view(self.file),
            name="conversations_mediafile_archivo",
        )
        return [file, *super().get_urls()]

    def file(self, request: HttpRequest, pk: Any) -> HttpResponseBase:
        """Give the bytes to whoever may look at the row."""
        media = self.get_queryset(request).filter(pk=pk, estado=Estado.GUARDADO).first()
        if not self.has_view_permission(request, media):
            raise PermissionDenied
        response = file_response(media) if media else None
        if response is None:
            raise Http404
        return response

    @admin.display(description=_("archivo"))
    def shown(self, obj: MediaFile) -> SafeString:
        return shown(obj)


def shown(media: MediaFile) -> SafeString:
    """Return a file as a page may show it: itself, a link to save it, or why it is missing."""
    if media.estado != Estado.GUARDADO:
        why = media.get_failure_display() if media.failure else media.get_estado_display()
        return format_html('<span class="media-missing">{}</span>', why)
    url = reverse("admin:conversations_mediafile_archivo", args=[media.pk])
    if media.mime in IMAGES:
        return format_html('<img class="media" src="{}" alt="{}" loading="lazy">', url, media)
    if media.mime in SOUNDS:
        return format_html('<audio class="media" src="{}" controls preload="none"></audio>', url)
    if media.mime in FILMS:
        return format_html('<video class="media" src="{}" controls preload="none"></video>', url)
    return format_html('<a class="media" href="{}">{} ({})</a>', url, file_name(media), size(media))


def size(media: MediaFile) -> str:
    return f"{(media.size or 0) / 1024:,.0f} KB".replace(",", ".")
