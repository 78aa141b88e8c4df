from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from accounts.link_tokens import usuario_of
from accounts.pages.forms import NewPasswordForm
from accounts.pages.guarded import guarded
from accounts.passwords import reset_password
from tenants.audit import actor_of


@guarded
def new_password(request: HttpRequest, token: str) -> HttpResponse:
    """Ask for a new password, and set it on POST; looking at it uses up nothing."""
    usuario = usuario_of(token)
    form = NewPasswordForm(usuario, request.POST or None)
    if request.method == "POST" and form.is_valid():
        reset_password(token, form.cleaned_data["clave"], actor_of(request))
        return redirect("cuenta:clave-lista")
    shown = {"form": form, "email": usuario.email}
    return render(request, "cuenta/clave.html", shown, status=422 if form.errors else 200)


@guarded
def password_ready(request: HttpRequest) -> HttpResponse:
    return render(request, "cuenta/clave_lista.html")
