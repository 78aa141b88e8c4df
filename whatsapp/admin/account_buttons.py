"""What an operator can do to a number beside its form: verify, ask for templates, retire."""

from contextlib import closing
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.admin import ModelAdmin
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from whatsapp.graph.client import GraphClient
from whatsapp.message_templates.asking import ask_again
from whatsapp.models import WabaAccount
from whatsapp.numbers import retire
from whatsapp.verification import WARNINGS, verify


class AccountButtons(ModelAdmin):  # type: ignore[type-arg]  # generic only in the stubs
    """All ask for the permission to change the number, which a retired one grants nobody."""

    change_form_template = "admin/whatsapp/account_form.html"

    def get_urls(self) -> list[URLPattern]:
        own = [
            path(
                "<uuid:account_id>/verificar/",
                self.admin_site.admin_view(require_POST(self.verify_page)),
                name="whatsapp_wabaaccount_verify",
            ),
            path(
                "<uuid:account_id>/plantillas/",
                self.admin_site.admin_view(require_POST(self.templates_page)),
                name="whatsapp_wabaaccount_templates",
            ),
            path(
                "<uuid:account_id>/retirar/",
                self.admin_site.admin_view(require_http_methods(["GET", "POST"])(self.retire_page)),
                name="whatsapp_wabaaccount_retire",
            ),
        ]
        return own + super().get_urls()

    def verify_page(self, request: HttpRequest, account_id: UUID) -> HttpResponse:
        account = self._changeable(request, account_id)
        with closing(GraphClient()) as client:
            verification = verify(account, client)
        more = {"verification": verification, "warnings": WARNINGS}
        return self._page(request, account, "verification", _("Verificación con Meta"), **more)

    def templates_page(self, request: HttpRequest, account_id: UUID) -> HttpResponse:
        account = self._changeable(request, account_id)
        if ask_again(WabaAccount.objects.filter(pk=account.pk)):
            self.message_user(request, _("Se piden a Meta: en segundos están."), messages.SUCCESS)
        else:
            self.message_user(
                request, _("Se pidieron recién: se piden de nuevo en un minuto."), messages.INFO
            )
        return HttpResponseRedirect(reverse("admin:whatsapp_wabaaccount_change", args=[account.pk]))

    def retire_page(self, request: HttpRequest, account_id: UUID) -> HttpResponse:
        account = self._changeable(request, account_id)
        if request.method != "POST":
            return self._page(request, account, "retire", _("Retirar el número"))
        retire(account)
        self.log_change(request, account, _("Retirado."))
        self.message_user(request, _("El número fue retirado."), messages.SUCCESS)
        return HttpResponseRedirect(reverse("admin:whatsapp_wabaaccount_change", args=[account.pk]))

    def _changeable(self, request: HttpRequest, account_id: UUID) -> WabaAccount:
        account = self.get_object(request, str(account_id))
        if not isinstance(account, WabaAccount):
            raise Http404
        if not self.has_change_permission(request, account):
            raise PermissionDenied
        return account

    def _page(
        self, request: HttpRequest, account: WabaAccount, name: str, title: str, **more: Any
    ) -> HttpResponse:
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "original": account,
            "title": title,
            "subtitle": str(account),
            **more,
        }
        return TemplateResponse(request, f"admin/whatsapp/account_{name}.html", context)
