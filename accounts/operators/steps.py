"""The pages after the password: a code, or the enrolment of an authenticator."""

from collections.abc import Callable
from functools import wraps
from typing import Any

import segno
from django import forms
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_protect
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from accounts.lockout import Locked
from accounts.models import SecondFactor, Usuario
from accounts.operators import pending
from accounts.operators.entrance import enter
from accounts.second_factor import (
    WrongCode,
    address_to_scan,
    confirm,
    confirmed_factor,
    prepare,
    prove,
    typed_seed,
)
from tenants.audit import actor_of, record

Page = Callable[[HttpRequest, Usuario, dict[str, Any]], HttpResponse]


class CodeForm(forms.Form):
    code = forms.CharField(
        label=_("Código"),
        max_length=40,
        widget=forms.TextInput(
            attrs={"autocomplete": "one-time-code", "autofocus": True, "autocapitalize": "none"}
        ),
    )


def step(page: Page, context: Callable[[HttpRequest], dict[str, Any]]) -> Any:
    """Return a view of `page` for whoever is half way in; anybody else is sent to the password."""

    @sensitive_post_parameters("code")
    @never_cache
    @csrf_protect
    @require_http_methods(["GET", "HEAD", "POST"])
    @wraps(page)
    def shown(request: HttpRequest) -> HttpResponseBase:
        usuario = pending.expected(request)
        if usuario is None:
            return redirect_to_login(reverse("admin:index"), reverse("admin:login"))
        try:
            return page(request, usuario, context(request))
        except Locked as locked:
            return locked_page(request, locked, context(request))

    return shown


def ask_code(request: HttpRequest, usuario: Usuario, context: dict[str, Any]) -> HttpResponse:
    factor = confirmed_factor(usuario)
    if factor is None:
        return redirect("admin:enrolment")
    form = CodeForm(request.POST or None)
    if form.is_valid():
        try:
            prove(factor, form.cleaned_data["code"])
        except WrongCode as wrong:
            refuse(request, usuario, form, wrong)
        else:
            destination = pending.destination(request)
            enter(request, usuario, factor)
            return redirect(destination)
    return TemplateResponse(request, "admin/door_code.html", {**context, "form": form})


def enrol(request: HttpRequest, usuario: Usuario, context: dict[str, Any]) -> HttpResponse:
    if confirmed_factor(usuario):
        return redirect("admin:second_step")
    factor = pending.enrolment(request, usuario)
    if factor is None:
        factor = prepare(usuario)
        pending.note_enrolment(request, factor)
    form = CodeForm(request.POST or None)
    if form.is_valid():
        try:
            codes = confirm(factor, form.cleaned_data["code"])
        except WrongCode as wrong:
            refuse(request, usuario, form, wrong)
        else:
            context["destination"] = pending.destination(request)
            enter(request, usuario, factor)
            return TemplateResponse(request, "admin/door_codes.html", {**context, "codes": codes})
    shown = {"form": form, "qr": qr_of(factor), "seed": typed_seed(factor)}
    return TemplateResponse(request, "admin/door_enrolment.html", {**context, **shown})


def refuse(request: HttpRequest, usuario: Usuario, form: CodeForm, wrong: WrongCode) -> None:
    form.add_error("code", wrong.message)
    record("admin.entrada_rechazada", actor=actor_of(request), target=str(usuario.pk))


def qr_of(factor: SecondFactor) -> SafeString:
    """Draw what an authenticator scans, in the page itself: the seed goes to no other address."""
    drawn = segno.make(address_to_scan(factor), error="m").svg_inline(scale=4, border=3)
    return mark_safe(drawn)  # noqa: S308  # drawn here; what it encodes is only its squares


def locked_page(request: HttpRequest, locked: Locked, context: dict[str, Any]) -> TemplateResponse:
    minutes = -(-locked.retry_after // 60)
    return TemplateResponse(
        request,
        "admin/door_locked.html",
        {**context, "minutes": minutes},
        status=locked.status,
        headers=locked.headers,
    )
