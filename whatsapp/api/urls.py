"""Routes of WhatsApp numbers, under /api/v1."""

from django.urls import path

from whatsapp.api.plantillas import Plantillas
from whatsapp.api.waba import Waba

urlpatterns = [
    path(
        "clientes/<str:cliente>/plantillas",
        Plantillas.as_view({"get": "list"}),
        name="plantillas",
    ),
    path(
        "clientes/<str:cliente>/plantillas/sincronizar",
        Plantillas.as_view({"post": "sync"}),
        name="plantillas-sincronizar",
    ),
    path(
        "clientes/<str:cliente>/plantillas/<uuid:tid>",
        Plantillas.as_view({"get": "retrieve"}),
        name="plantilla",
    ),
    path(
        "clientes/<str:cliente>/waba",
        Waba.as_view({"get": "list", "post": "create"}),
        name="waba",
    ),
    path(
        "clientes/<str:cliente>/waba/<uuid:wid>",
        Waba.as_view({"get": "retrieve", "patch": "partial_update", "delete": "destroy"}),
        name="waba-numero",
    ),
    path(
        "clientes/<str:cliente>/waba/<uuid:wid>/verificar",
        Waba.as_view({"post": "verify"}),
        name="waba-verificar",
    ),
]
