from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from accounts.invitations import accept, is_new
from accounts.link_tokens import membership_of
from accounts.lockout import Locked
from accounts.models import UserCliente
from accounts.pages.forms import KnownPersonForm, NewcomerForm
from accounts.pages.guarded import guarded
from accounts.passwords import WrongPassword
from accounts.signing_in import password_check
from tenants.audit import actor_of

PersonForm = NewcomerForm | KnownPersonForm


@guarded
def invitation(request: HttpRequest, token: str) -> HttpResponse:
    """Show who invites, and accept on POST; looking at it, as mail scanners do, uses up nothing."""
    membership = membership_of(token)
    form_class = NewcomerForm if is_new(membership.usuario) else KnownPersonForm
    form: PersonForm = form_class(membership.usuario, request.POST or None)
    try:
        if request.method == "POST" and form.is_valid() and _accepted(request, token, form):
            return redirect("cuenta:bienvenida")
    except Locked as locked:
        form.add_error("clave", str(locked))
        page = _page(request, membership, form, status=locked.status)
        page["Retry-After"] = str(locked.retry_after)
        return page
    return _page(request, membership, form, status=422 if form.errors else 200)


@guarded
def welcome(request: HttpRequest) -> HttpResponse:
    return render(request, "cuenta/bienvenida.html")


def _accepted(request: HttpRequest, token: str, form: PersonForm) -> bool:
    said = form.cleaned_data
    try:
        accept(
            token,
            said["clave"],
            said.get("nombre", ""),
            actor_of(request),
            check=password_check(request),
        )
    except WrongPassword:
        form.add_error("clave", _("Esa no es tu clave. Probá de nuevo o pedí una nueva."))
        return False
    return True


def _page(
    request: HttpRequest, membership: UserCliente, form: PersonForm, *, status: int
) -> HttpResponse:
    shown = {
        "form": form,
        "negocio": membership.cliente.name,
        "rol": membership.get_rol_display(),
        "email": membership.usuario.email,
        "nueva": is_new(membership.usuario),
    }
    return render(request, "cuenta/invitacion.html", shown, status=status)
