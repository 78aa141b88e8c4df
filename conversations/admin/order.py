from decimal import Decimal
from typing import Any

from django.contrib import admin
from django.forms import ModelForm
from django.http import HttpRequest
from django.utils.formats import number_format
from django.utils.translation import gettext_lazy as _

from conversations.admin import tones
from conversations.admin.order_actions import ACTIONS
from conversations.admin.order_form import PedidoForm
from conversations.models import Pedido, PedidoLinea
from conversations.order_work import Change, change_order
from liora.admin.columns import badge, exact_moment, moment
from liora.admin.editable import EditablePage
from liora.admin.empty import NOTHING
from liora.admin.filters import DayFilter, FewRelated
from liora.admin.links import linked
from liora.admin.readonly import ReadOnlyPage
from liora.admin.search import RecentSearch
from tenants.audit import actor_of


def amount(value: Decimal | None, currency: str) -> str:
    if value is None:
        return NOTHING
    return f"{number_format(value, 2, use_l10n=True, force_grouping=True)} {currency}".strip()


class _Figures:
    """What a line comes to, as an operator reads it."""

    @admin.display(description=_("precio"))
    def priced(self, obj: PedidoLinea) -> str:
        return amount(obj.price, obj.currency)

    @admin.display(description=_("precio visto"))
    def seen(self, obj: PedidoLinea) -> str:
        return amount(obj.seen_price, obj.seen_currency)

    @admin.display(description=_("subtotal"))
    def subtotal(self, obj: PedidoLinea) -> str:
        sold = obj.available and obj.price is not None
        return amount(obj.price * obj.quantity if sold and obj.price else None, obj.currency)


class Lines(_Figures, admin.TabularInline):  # type: ignore[type-arg]  # generic only in the stubs
    model = PedidoLinea
    fields = ("title", "sku", "quantity", "asked", "priced", "seen", "subtotal", "available")
    readonly_fields = fields
    can_delete = False
    extra = 0

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


@admin.register(Pedido)
class PedidoAdmin(RecentSearch, EditablePage):
    """An order is moved on or noted upon; what was ordered stays as the customer ordered it."""

    estado_badge = badge("estado", _("estado"), tones.OF_ORDERS)
    when = moment("created_at", _("cuándo"))
    placed = exact_moment("created_at", _("recibido"))
    changed = exact_moment("updated_at", _("último cambio"))
    convo_link = linked("convo", _("conversación"))

    form = PedidoForm
    actions = ACTIONS
    inlines = (Lines,)
    list_display = (
        "code",
        "estado_badge",
        "total",
        "customer_name",
        "convo_link",
        "when",
        "cliente",
    )
    list_filter = ("estado", "source", DayFilter, ("cliente", FewRelated))
    list_select_related = ("cliente", "convo")
    exact_fields = ("code", "user_msisdn")
    search_fields = ("customer_name__icontains",)
    search_help_text = _(
        "Un código o un número completo, o parte del nombre en los últimos 30 días."
    )
    readonly_fields = (
        "code",
        "total",
        "customer_name",
        "user_msisdn",
        "source",
        "catalog_version",
        "cliente",
        "convo",
        "contact",
        "event",
        "placed",
        "changed",
    )
    fieldsets = (
        (None, {"fields": ("code", "estado", "total", "note")}),
        (_("Quién compra"), {"fields": ("customer_name", "user_msisdn", "contact", "convo")}),
        (
            _("Registro"),
            {"fields": ("cliente", "source", "catalog_version", "event", "placed", "changed")},
        ),
    )

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    @admin.display(description=_("total"))
    def total(self, obj: Pedido) -> str:
        amounts = obj.totals_json.items()
        return " + ".join(amount(Decimal(value), code) for code, value in amounts) or NOTHING

    def save_model(
        self, request: HttpRequest, obj: Pedido, form: "ModelForm[Any]", change: bool
    ) -> None:
        given = {name: form.cleaned_data[name] for name in form.changed_data}
        change_order(obj.pk, Change(**given), actor=actor_of(request))


@admin.register(PedidoLinea)
class PedidoLineaAdmin(_Figures, ReadOnlyPage):
    order_link = linked("pedido", _("pedido"))

    list_display = ("__str__", "order_link", "priced", "available", "cliente")
    list_filter = ("available", ("cliente", FewRelated))
    list_select_related = ("cliente", "pedido")
    search_fields = ("sku__exact", "pedido__code__exact")
    fields = (
        "pedido",
        "title",
        "sku",
        ("quantity", "asked"),
        "priced",
        "seen",
        "subtotal",
        "available",
        "cliente",
        "created_at",
    )
    readonly_fields = ("priced", "seen", "subtotal")
