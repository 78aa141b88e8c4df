"""What tests of the simulator start from: a number, a phone that writes, a shop that answers."""

import json
import time
from collections.abc import Callable
from typing import Any

from django.http import HttpResponse
from django.test import Client
from django_scopes import scopes_disabled

from tenants.models import Cliente
from whatsapp.models import WabaAccount
from whatsapp.simulator.models import SimulatorMessage

NUMBER = "100000000000001"
PERSON = "5493515550101"


def make_number(phone_number_id: str = NUMBER, name: str = "Almacén") -> WabaAccount:
    cliente = Cliente.objects.create(slug=f"cliente-{phone_number_id}", name=name)
    with scopes_disabled():
        return WabaAccount.objects.create(
            cliente=cliente,
            waba_id="200000000000001",
            phone_number_id=phone_number_id,
            display_phone="+54 351 555-0000",
            access_token="mock",
        )


def graph(body: Any, *, number: str = NUMBER, token: str = "Bearer mock") -> HttpResponse:
    """Call Graph as the shop does."""
    return Client().post(
        f"/simulador/graph/v25.0/{number}/messages",
        data=body if isinstance(body, bytes) else json.dumps(body),
        content_type="application/json",
        headers={"authorization": token} if token else {},
    )


def text(body: str = "hola", to: str = f"+{PERSON}", **more: Any) -> dict[str, Any]:
    content = {"type": "text", "text": {"body": body}}
    return {"messaging_product": "whatsapp", "to": to, **content, **more}


def accepted(answer: HttpResponse) -> SimulatorMessage:
    """Return the row of a message Graph accepted."""
    assert answer.status_code == 200, answer.content
    return SimulatorMessage.objects.get(wamid=json.loads(answer.content)["messages"][0]["id"])


def code_of(answer: HttpResponse) -> int:
    return json.loads(answer.content)["error"]["code"]


def say(**said: Any) -> HttpResponse:
    """Write from the phone of PERSON, unless `said` tells otherwise."""
    whole = {"phone_number_id": NUMBER, "from": PERSON, "name": "Ana", "kind": "text", **said}
    return Client().post("/simulador/api/enviar", json.dumps(whole), "application/json")


def look(**query: str) -> dict[str, Any]:
    """Look at the chat of PERSON, as the page does."""
    whole = {"numero": NUMBER, "de": PERSON, **query}
    answer = Client().get("/simulador/api/chat", whole)
    assert answer.status_code == 200, answer.content
    return answer.json()


def until(true: Callable[[], Any], seconds: float = 5.0) -> Any:
    """Return the first truthy value of `true`, asked again and again for a while."""
    end = time.monotonic() + seconds
    while not (value := true()):
        assert time.monotonic() < end, "it never came true"
        time.sleep(0.02)
    return value
