from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from liora.admin.columns import moment
from liora.admin.filters import FewRelated
from liora.admin.readonly import ReadOnlyPage
from tenants.models import HookSecret, PublishSecret


class SecretPage(ReadOnlyPage):
    """Since when something signs with what, and until when; the secret is nobody's to see."""

    since = moment("created_at", _("desde"))
    until = moment("expires_at", _("vale hasta"))

    list_display = ("cliente", "since", "until", "id")
    list_filter = (("cliente", FewRelated),)
    list_select_related = ("cliente",)
    search_fields = ("cliente__slug", "cliente__name")
    heavy_fields = ("secret",)
    fields = ("id", "cliente", "created_at", "expires_at")


@admin.register(PublishSecret)
class PublishSecretAdmin(SecretPage):
    """What a Cliente signs its catalogs with."""


@admin.register(HookSecret)
class HookSecretAdmin(SecretPage):
    """What Liora signs the webhooks of a Cliente with."""
