from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from catalog.models import CatalogVocabulary
from liora.admin.columns import excerpt, moment
from liora.admin.links import linked
from liora.admin.readonly import ReadOnlyPage


@admin.register(CatalogVocabulary)
class CatalogVocabularyAdmin(ReadOnlyPage):
    """What the search of a version compares misspelt words with."""

    created = moment("created_at", _("creado"))
    words_start = excerpt("words", _("palabras"))
    snapshot_link = linked("snapshot", _("versión"))

    list_display = ("snapshot_link", "cliente", "created")
    list_select_related = ("cliente", "snapshot")
    search_fields = ("cliente__slug", "cliente__name")
    readonly_fields = ("words_start",)
    heavy_fields = ("words",)
    fields = ("cliente", "snapshot", "words_start", "created_at")
