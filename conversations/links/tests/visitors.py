"""Who opens links in the tests."""

from typing import Any

from django.http import HttpResponse
from django.test import Client
from django_scopes import scopes_disabled

from conversations.models import LinkClick

PHONE = (
    "Mozilla/5.0 (Linux; Android 14; moto g54) AppleWebKit/537.36 (KHTML, like Gecko) "
    "Chrome/126.0.0.0 Mobile Safari/537.36"
)
PREVIEW = "WhatsApp/2.24.6.77 A"


def visit(path: str, agent: str = PHONE, *, address: str = "203.0.113.7", **more: Any) -> Any:
    """Open a link as one who comes from an address; `more` are headers, by `_` for `-`."""
    method = more.pop("method", "GET")
    headers = {name.replace("_", "-"): value for name, value in more.items()}
    headers |= {"User-Agent": agent} if agent else {}
    answer: HttpResponse = Client(raise_request_exception=False).generic(
        method, path, headers=headers, REMOTE_ADDR=address
    )
    return answer


def kinds() -> list[str]:
    """Return what every click was, in order."""
    with scopes_disabled():
        return list(LinkClick.objects.order_by("pk").values_list("kind", flat=True))
