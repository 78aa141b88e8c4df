"""Routes of the simulator; `liora.urls` includes them only where it is switched on."""

from django.urls import path

from whatsapp.simulator import chat_api, fault_api, graph_lookup, graph_view, page, preview_api

app_name = "simulador"

urlpatterns = [
    path("", page.phone, name="pagina"),
    path("media/<str:media_id>", page.media, name="media"),
    path("api/enviar", chat_api.send, name="enviar"),
    path("api/reenviar", chat_api.resend, name="reenviar"),
    path("api/chats", chat_api.chat_list, name="chats"),
    path("api/chat", chat_api.chat, name="chat"),
    path("api/vista-previa", preview_api.preview, name="vista-previa"),
    path("api/fallas", fault_api.fault_list, name="fallas"),
    path("graph/<str:version>/<str:phone_number_id>/messages", graph_view.messages, name="graph"),
    path("graph-archivos/<str:media_id>", graph_lookup.file, name="graph-archivo"),
    path("graph/<str:version>/<str:node>", graph_lookup.node, name="graph-numero"),
    path(
        "graph/<str:version>/<str:node>/phone_numbers",
        graph_lookup.phone_numbers,
        name="graph-numeros",
    ),
    path(
        "graph/<str:version>/<str:node>/message_templates",
        graph_lookup.message_templates,
        name="graph-plantillas",
    ),
    path(
        "graph/<str:version>/<str:node>/subscribed_apps",
        graph_lookup.subscribed_apps,
        name="graph-apps",
    ),
]
