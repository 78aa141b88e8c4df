"""The trace behind the simulator's drawer."""

from django.http import HttpRequest, JsonResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET
from django_scopes import scopes_disabled

from conversations.trace import trace
from whatsapp.webhook.storable import storable_text


@require_GET
def message_trace(request: HttpRequest, wamid: str) -> JsonResponse:
    # Every tenant of a simulator belongs to whoever runs it.
    with scopes_disabled():
        found = trace(storable_text(wamid))
    if found is None:
        return JsonResponse({"error": _("No hay rastro de ese mensaje.")}, status=404)
    return JsonResponse(found)
