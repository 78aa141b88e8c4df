from typing import Any, cast

from django.conf import settings
from django.contrib.auth.views import LoginView
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, URLResolver, path, reverse
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from accounts.lockout import Locked
from accounts.operators import pending
from accounts.operators.entrance import enter, is_proved
from accounts.operators.login_form import OperatorLoginForm
from accounts.operators.steps import ask_code, enrol, locked_page, step
from liora.admin.site import LioraAdminSite
from tenants.audit import actor_of, record

START_OVER = "otra"


class PasswordStep(LoginView):
    """E-mail and password. With a second factor, they open the next page and nothing else."""

    authentication_form = OperatorLoginForm
    template_name = "admin/login.html"

    def get_default_redirect_url(self) -> str:
        return reverse("admin:index")

    def form_valid(self, form: Any) -> HttpResponse:
        destination = self.get_success_url()
        if settings.ADMIN_SECOND_FACTOR:
            pending.expect(self.request, form.get_user(), destination)
            return redirect("admin:second_step")
        enter(self.request, form.get_user(), None)
        return redirect(destination)


class OperatorsSite(LioraAdminSite):
    """Lets in whoever proved a password and, where it is asked for, a second factor."""

    def has_permission(self, request: HttpRequest) -> bool:
        return super().has_permission(request) and is_proved(request)

    def get_urls(self) -> list[URLPattern | URLResolver]:
        steps: list[URLPattern | URLResolver] = [
            path("segundo-paso/", step(ask_code, self.door_context), name="second_step"),
            path("segundo-paso/alta/", step(enrol, self.door_context), name="enrolment"),
        ]
        return steps + super().get_urls()

    @method_decorator(never_cache)
    def login(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """Ask for the password; whoever is half way in goes on, unless they ask to start over."""
        if request.method == "GET" and self.has_permission(request):
            return redirect("admin:index")
        if request.method == "GET" and START_OVER not in request.GET and pending.expected(request):
            return redirect("admin:second_step")
        context = {**self.door_context(request), **(extra_context or {})}
        try:
            return cast("HttpResponse", PasswordStep.as_view(extra_context=context)(request))
        except Locked as locked:
            return locked_page(request, locked, context)

    def logout(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> TemplateResponse:
        actor = actor_of(request)
        response = super().logout(request, extra_context)
        if not request.user.is_authenticated:
            record("admin.salio", actor=actor)
        return response

    def door_context(self, request: HttpRequest) -> dict[str, Any]:
        """Return what the pages at the door show; nothing of the house."""
        return {
            **self.each_context(request),
            "title": _("Entrar"),
            "subtitle": None,
            "app_path": request.get_full_path(),
            "start_over": START_OVER,
        }
