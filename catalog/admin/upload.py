from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from catalog.models import CatalogUpload, UploadPart
from liora.admin.columns import moment
from liora.admin.lane import LanePage
from liora.admin.links import linked
from liora.admin.readonly import ReadOnlyPage


@admin.register(CatalogUpload)
class CatalogUploadAdmin(LanePage):
    """Files that a worker still has to read."""

    snapshot_link = linked("snapshot", _("versión"))
    created = moment("created_at", _("recibido"))

    list_display = ["__str__", "snapshot_link", "created", *LanePage.list_display[1:]]
    list_select_related = ["cliente", "snapshot"]


@admin.register(UploadPart)
class UploadPartAdmin(ReadOnlyPage):
    """The pieces of those files; their bytes are nothing to look at."""

    list_display = ("id", "cliente", "upload", "place")
    list_select_related = ("cliente", "upload__snapshot")
    heavy_fields = ("packed",)
    fields = ("cliente", "upload", "place")
