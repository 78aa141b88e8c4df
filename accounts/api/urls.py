"""Routes of accounts, under /api/v1."""

from django.urls import path

from accounts.api.auth import Invitation, Login, Logout, Renewal
from accounts.api.clientes import Clientes
from accounts.api.housekeeping import Audit, PublishSecrets
from accounts.api.me import Me
from accounts.api.passwords import Forgotten, Password, Reset
from accounts.api.usuarios import Usuarios

urlpatterns = [
    path("auth/login", Login.as_view(), name="auth-login"),
    path("auth/refresh", Renewal.as_view(), name="auth-refresh"),
    path("auth/logout", Logout.as_view(), name="auth-logout"),
    path("auth/invitacion", Invitation.as_view(), name="auth-invitacion"),
    path("auth/password", Password.as_view(), name="auth-password"),
    path("auth/password/olvido", Forgotten.as_view(), name="auth-password-olvido"),
    path("auth/password/restablecer", Reset.as_view(), name="auth-password-restablecer"),
    path("me", Me.as_view(), name="me"),
    path("clientes", Clientes.as_view({"get": "list", "post": "create"}), name="clientes"),
    path(
        "clientes/<str:cliente>",
        Clientes.as_view({"get": "retrieve", "patch": "partial_update"}),
        name="cliente",
    ),
    path(
        "clientes/<str:cliente>/auditoria",
        Audit.as_view({"get": "list"}),
        name="auditoria",
    ),
    path(
        "clientes/<str:cliente>/catalog/secreto",
        PublishSecrets.as_view({"post": "create"}),
        name="catalog-secreto",
    ),
    path(
        "clientes/<str:cliente>/usuarios",
        Usuarios.as_view({"get": "list", "post": "create"}),
        name="usuarios",
    ),
    path(
        "clientes/<str:cliente>/usuarios/<uuid:uid>",
        Usuarios.as_view({"patch": "partial_update", "delete": "destroy"}),
        name="usuario",
    ),
]
