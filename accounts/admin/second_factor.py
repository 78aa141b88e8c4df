from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from accounts.models import SecondFactor
from liora.admin.columns import moment
from liora.admin.readonly import ReadOnlyPage


@admin.register(SecondFactor)
class SecondFactorAdmin(ReadOnlyPage):
    """Who enrolled an authenticator; `manage.py reset_second_factor` forgets it.

    The seed and the recovery codes, encrypted or hashed as they are, stand on no page.
    """

    confirmed = moment("confirmed_at", _("confirmado"))
    updated = moment("updated_at", _("último uso"))

    list_display = ("id", "usuario", "confirmed", "updated", "codes_left")
    list_select_related = ("usuario",)
    search_fields = ("usuario__email",)
    fields = ("usuario", "confirmed_at", "codes_left", "created_at", "updated_at")
    readonly_fields = ("codes_left",)

    @admin.display(description=_("códigos de recuperación que quedan"))
    def codes_left(self, obj: SecondFactor) -> int:
        return len(obj.recovery_hashes)
