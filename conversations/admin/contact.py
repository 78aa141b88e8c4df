from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from conversations.admin.phone_search import PhoneSearch
from conversations.models import Contact, ContactIdentity
from liora.admin.columns import moment
from liora.admin.filters import FewRelated
from liora.admin.links import linked
from liora.admin.readonly import ReadOnlyPage
from liora.admin.search import RecentSearch


class Identities(admin.TabularInline):  # type: ignore[type-arg]  # generic only in the stubs
    model = ContactIdentity
    fields = ("kind", "value", "created_at")
    readonly_fields = fields
    can_delete = False
    extra = 0


@admin.register(Contact)
class ContactAdmin(PhoneSearch, RecentSearch, ReadOnlyPage):
    convo_link = linked("state", _("conversación"))
    since = moment("created_at", _("desde"))

    list_display = ("__str__", "convo_link", "cliente", "since")
    list_filter = ("created_at", ("cliente", FewRelated))
    list_select_related = ("cliente", "state")
    exact_fields = ("state__user_msisdn", "identities__value")
    person = "pk"
    search_fields = ("name__icontains",)
    search_help_text = _(
        "Un número en cualquiera de sus formas, un identificador completo, o parte del nombre."
    )
    window = None
    fields = ("name", "cliente", "created_at", "related_rows")
    readonly_fields = ("related_rows",)
    inlines = (Identities,)


@admin.register(ContactIdentity)
class ContactIdentityAdmin(PhoneSearch, ReadOnlyPage):
    contact_link = linked("contact", _("contacto"))
    since = moment("created_at", _("desde"))

    list_display = ("value", "kind", "contact_link", "cliente", "since")
    list_filter = ("kind", ("cliente", FewRelated))
    list_select_related = ("cliente", "contact")
    search_fields = ("value__startswith",)
    fields = ("value", "kind", "contact", "cliente", "created_at")
