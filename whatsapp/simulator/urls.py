"""Routes of the simulator; `liora.urls` includes them only where it is switched on."""

from django.urls import path

from whatsapp.simulator import chat_api, fault_api, graph_nodes, graph_view, page

app_name = "simulador"

urlpatterns = [
    path("", page.phone, name="pagina"),
    path("media/<str:media_id>", page.media, name="media"),
    path("api/enviar", chat_api.send, name="enviar"),
    path("api/reenviar", chat_api.resend, name="reenviar"),
    path("api/chats", chat_api.chat_list, name="chats"),
    path("api/chat", chat_api.chat, name="chat"),
    path("api/fallas", fault_api.fault_list, name="fallas"),
    path("graph/<str:version>/<str:phone_number_id>/messages", graph_view.messages, name="graph"),
    path("graph/<str:version>/<str:node>", graph_nodes.number, name="graph-numero"),
    path(
        "graph/<str:version>/<str:node>/<str:edge>",
        graph_nodes.edge,
        name="graph-cuenta",
    ),
]
