from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from django.contrib import admin
from django.forms import ModelForm
from django.http import HttpRequest
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from conversations.admin import tones
from conversations.admin.order_actions import ACTIONS
from conversations.admin.order_form import PedidoForm
from conversations.admin.phone_search import PhoneSearch
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

# Django parts Spanish thousands with a blank, its readers here with a dot; and an amount stays on
# one line with its currency.
AS_SPOKEN = {ord(","): ".", ord("."): ",", ord(" "): "\N{NO-BREAK SPACE}"}


def amount(value: Decimal | None, currency: str) -> str:
    if value is None:
        return NOTHING
    return f"{value:,.2f} {currency}".translate(AS_SPOKEN).strip()


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
    """Few columns, so that a phone shows them all."""

    model = PedidoLinea
    verbose_name_plural = _("lo que pidió")
    fields = ("what", "priced", "subtotal")
    readonly_fields = fields
    can_delete = False
    extra = 0

    @admin.display(description=_("producto"))
    def what(self, obj: PedidoLinea) -> SafeString:
        about = " · ".join([obj.sku, *differences(obj)])
        shown = "<strong>{} ×</strong> {}<br><small>{}</small>"
        return format_html(shown, obj.quantity, obj.title, about)

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


def differences(line: PedidoLinea) -> Iterator[str]:
    """Yield in what a line differs from what the customer asked for and saw."""
    if not line.available:
        yield gettext("sin stock") if line.price is not None else gettext("no está en el catálogo")
    if line.asked != line.quantity:
        yield gettext("pidió %d") % line.asked
    if line.seen_price is not None and line.seen_price != line.price:
        yield gettext("vio %s") % amount(line.seen_price, line.seen_currency)


@admin.register(Pedido)
class PedidoAdmin(PhoneSearch, RecentSearch, EditablePage):
    """An order is moved on or noted upon; what was ordered stays as the customer ordered it."""

    estado_badge = badge("estado", _("estado"), tones.OF_ORDERS)
    when = moment("created_at", _("cuándo"))
    placed = exact_moment("created_at", _("recibido"))
    changed = exact_moment("updated_at", _("último cambio"))

    form = PedidoForm
    actions = ACTIONS
    inlines = (Lines,)
    list_display = (
        "code",
        "estado_badge",
        "total",
        "customer_name",
        "when",
        "cliente",
    )
    list_filter = ("estado", "source", DayFilter, ("cliente", FewRelated))
    list_select_related = ("cliente",)
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
    def total(self, obj: Pedido) -> SafeString | str:
        amounts = ((amount(Decimal(value), code),) for code, value in obj.totals_json.items())
        return format_html_join(mark_safe("<br>"), "{}", amounts) or NOTHING

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
