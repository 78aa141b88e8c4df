"""What an operator can do with versions: publish a file, compare, sell from one, go back."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.admin import ModelAdmin
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods
from django_scopes import scope

from catalog.admin.publish_form import PublishForm
from catalog.divergences import divergences, examples
from catalog.models import CatalogSnapshot
from catalog.publish import publish
from catalog.snapshots import activate, active_snapshot, rollback, visible
from liora.admin.links import change_url
from liora.api.errors import ApiError
from tenants.audit import actor_of

Estado = CatalogSnapshot.Estado
PERMISSION = "catalog.change_catalogsnapshot"


class SnapshotButtons(ModelAdmin):  # type: ignore[type-arg]  # generic only in the stubs
    change_list_template = "admin/catalog/snapshot_list.html"
    change_form_template = "admin/catalog/snapshot_form.html"

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view
        both = require_http_methods(["GET", "POST"])
        name = "catalog_catalogsnapshot"
        own = [
            path("publicar/", view(both(self.publish_page)), name=f"{name}_publish"),
            path("<uuid:snapshot_id>/activar/", view(both(self.move_page)), name=f"{name}_move"),
            path("<uuid:snapshot_id>/volver/", view(both(self.back_page)), name=f"{name}_rollback"),
            path(
                "<uuid:snapshot_id>/comparar/",
                view(require_GET(self.diff_page)),
                name=f"{name}_diff",
            ),
        ]
        return own + super().get_urls()

    def changelist_view(self, request: HttpRequest, extra_context: Any = None) -> HttpResponse:
        more = {"may_publish": request.user.has_perm(PERMISSION), **(extra_context or {})}
        return super().changelist_view(request, more)

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: Any = None
    ) -> HttpResponse:
        more = {"may_publish": request.user.has_perm(PERMISSION), **(extra_context or {})}
        return super().change_view(request, object_id, form_url, more)

    def publish_page(self, request: HttpRequest) -> HttpResponse:
        _check(request)
        form = PublishForm(request.POST or None, request.FILES or None)
        if request.method == "POST" and form.is_valid():
            try:
                done = publish(form.cleaned_data["cliente"], form.push(), actor=actor_of(request))
            except ApiError as error:
                form.add_error("archivo", str(error))
            else:
                self.message_user(request, _said(done.snapshot, created=done.created))
                return HttpResponseRedirect(change_url(done.snapshot))
        return self._page(request, "publish", _("Publicar un archivo"), form=form)

    def move_page(self, request: HttpRequest, snapshot_id: UUID) -> HttpResponse:
        _check(request)
        snapshot = self._snapshot(request, snapshot_id)
        if request.method != "POST":
            title = _("Vender desde esta versión")
            return self._page(request, "activate", title, original=snapshot)
        with self._told(request):
            activate(snapshot.cliente, snapshot.version, actor=actor_of(request), release=True)
            self.message_user(request, _("Se vende desde esta versión."), messages.SUCCESS)
        return HttpResponseRedirect(change_url(snapshot))

    def back_page(self, request: HttpRequest, snapshot_id: UUID) -> HttpResponse:
        _check(request)
        snapshot = self._snapshot(request, snapshot_id)
        if request.method != "POST":
            title = _("Volver a la versión anterior")
            return self._page(request, "rollback", title, original=snapshot)
        with self._told(request):
            active = rollback(snapshot.cliente, actor=actor_of(request), leaving=snapshot.version)
            told = _("Se vende desde la versión %d.") % active.version
            self.message_user(request, told, messages.SUCCESS)
        return HttpResponseRedirect(change_url(snapshot))

    def diff_page(self, request: HttpRequest, snapshot_id: UUID) -> HttpResponse:
        if not self.has_view_permission(request):
            raise PermissionDenied
        new = self._snapshot(request, snapshot_id)
        with scope(cliente=new.cliente):
            others = list(visible().exclude(pk=new.pk).order_by("-version")[:50])
            old = _chosen(request, others) or active_snapshot(new.cliente)
            more: dict[str, Any] = {"others": others, "old": old, "original": new}
            if old is not None:
                more |= {"found": divergences(old, new), "examples": examples(old, new)}
            return self._page(request, "diff", _("Comparar versiones"), **more).render()

    def _snapshot(self, request: HttpRequest, snapshot_id: UUID) -> CatalogSnapshot:
        snapshot = self.get_object(request, str(snapshot_id))
        if not isinstance(snapshot, CatalogSnapshot):
            raise Http404
        return snapshot

    def _told(self, request: HttpRequest) -> "_Told":
        return _Told(self, request)

    def _page(self, request: HttpRequest, name: str, title: str, **more: Any) -> TemplateResponse:
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "title": title,
            "media": self.media,
            **more,
        }
        return TemplateResponse(request, f"admin/catalog/snapshot_{name}.html", context)


class _Told:
    """Tells the operator why the house refused, instead of an error page."""

    def __init__(self, page: SnapshotButtons, request: HttpRequest) -> None:
        self.page, self.request = page, request

    def __enter__(self) -> None:
        pass

    def __exit__(self, _kind: Any, error: BaseException | None, _trace: Any) -> bool:
        if not isinstance(error, ApiError):
            return False
        self.page.message_user(self.request, str(error), messages.ERROR)
        return True


def _check(request: HttpRequest) -> None:
    if not request.user.has_perm(PERMISSION):
        raise PermissionDenied


def _chosen(request: HttpRequest, among: list[CatalogSnapshot]) -> CatalogSnapshot | None:
    asked = request.GET.get("contra", "")
    return next((one for one in among if str(one.version) == asked), None)


def _said(snapshot: CatalogSnapshot, *, created: bool) -> str:
    if not created:
        return _("El archivo es igual al que está activo: no se hizo nada.")
    match snapshot.estado:
        case Estado.RECIBIDO:
            return _(
                "El archivo es grande: se está leyendo. Actualizá esta página para ver cómo va."
            )
        case Estado.RETENIDO:
            return _("La versión quedó retenida: mirá qué cambia antes de vender desde ella.")
        case Estado.FALLIDO:
            return _("La versión falló: %s") % snapshot.failure
    return _("La versión está lista.")
