from django.urls import path

from accounts.pages.invitation import invitation, welcome
from accounts.pages.new_password import new_password, password_ready

app_name = "cuenta"

urlpatterns = [
    path("invitacion/<str:token>", invitation, name="invitacion"),
    path("bienvenida", welcome, name="bienvenida"),
    path("clave/<str:token>", new_password, name="clave"),
    path("clave-lista", password_ready, name="clave-lista"),
]
