"""No address of a tenant reaches inside: not when it is saved, and not when it is called."""

import socket
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.core.exceptions import ValidationError

from conversations.hooks.calling import HookClient
from conversations.hooks.tests.conftest import PATIENCE, with_hook
from conversations.hooks.tests.look import events, lane
from conversations.hooks.tests.receiver import receiver
from liora.ops import public_address
from whatsapp.numbers import connect, update
from whatsapp.tests.graph_server import answer

LINES = (Path(__file__).parent / "hostile_urls.txt").read_text().splitlines()
HOSTILE = [line.split(" ") for line in LINES if line and not line.startswith("#")]
every_hostile = pytest.mark.parametrize("line", HOSTILE, ids=" ".join)


@pytest.fixture
def learn(resolved: dict[str, list[str]]) -> Callable[[list[str]], str]:
    """Return a function that teaches DNS what a line says, and returns its address."""

    def learn(line: list[str]) -> str:
        for said in line[1:]:
            name, _, addresses = said.partition("=")
            resolved[name] = addresses.split(",")
        return line[0]

    return learn


@pytest.fixture
def dialled(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, int]]:
    """Return where somebody connects to; nobody gets through."""
    found: list[tuple[str, int]] = []

    def refuse(address: tuple[str, int], *_: Any, **__: Any) -> None:
        found.append(address)
        raise ConnectionRefusedError

    monkeypatch.setattr(socket, "create_connection", refuse)
    return found


@pytest.fixture
def client() -> HookClient:
    return HookClient(patience=PATIENCE)


@every_hostile
def test_it_is_refused_when_it_is_saved(waba, cliente, learn, line):
    url = learn(line)
    with pytest.raises(ValidationError) as refused:
        update(waba, webhook_url=url)
    assert set(refused.value.error_dict) == {"webhook_url"}
    number = {"waba_id": "2", "phone_number_id": "3", "access_token": "x"}
    with pytest.raises(ValidationError):
        connect(cliente=cliente, webhook_url=url, **number)


@every_hostile
@pytest.mark.usefixtures("db")
def test_it_is_refused_again_when_it_is_called(client, learn, dialled, line):
    """As if it had slipped into the table."""
    found = client.post(learn(line), b"{}", {})
    assert found.status is None
    assert found.trouble in {"url_invalida", "url_privada"}
    assert dialled == []


def test_the_station_refuses_it_too(waba, secret, say, deliver, resolved):
    with_hook(waba, "https://adentro.example.com/")
    resolved["adentro.example.com"] = ["127.0.0.1"]
    say("hola")
    deliver()
    assert lane().trouble == "url_privada"
    assert {row.trouble for row in events(attempts=1)} == {"url_privada"}


def test_a_name_that_changes_its_mind_is_asked_at_each_call(client, monkeypatch, dialled, settings):
    """DNS rebinding: public when it was saved and at the first call, inside at the second."""
    answers = iter([["93.184.216.34"], ["93.184.216.34"], ["127.0.0.1"]])
    monkeypatch.setattr(public_address, "ask", lambda _name, _s: next(answers))
    public_address.public_addresses("rebota.example.com", within_s=1)
    assert client.post("https://rebota.example.com/", b"{}", {}).trouble == "sin_conexion"
    assert client.post("https://rebota.example.com/", b"{}", {}).trouble == "url_privada"
    assert dialled == [("93.184.216.34", 443)]


def test_it_is_asked_once_for_each_call_and_what_it_said_is_dialled(client, monkeypatch, dialled):
    """Nothing between the check and the connection asks again: the address is pinned."""
    asked: list[str] = []

    def ask(name: str, _within_s: float) -> list[str]:
        asked.append(name)
        return ["93.184.216.34"] if len(asked) == 1 else ["127.0.0.1"]

    monkeypatch.setattr(public_address, "ask", ask)
    client.post("https://rebota.example.com/", b"{}", {})
    assert asked == ["rebota.example.com"]
    assert dialled == [("93.184.216.34", 443)]


def test_each_of_its_addresses_is_tried(client, resolved, dialled):
    resolved["dos.example.com"] = ["93.184.216.34", "93.184.216.35"]
    client.post("https://dos.example.com/", b"{}", {})
    assert [host for host, _port in dialled] == ["93.184.216.34", "93.184.216.35"]


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_a_redirect_is_not_followed(client, nearby, status):
    with receiver() as elsewhere, receiver() as theirs:
        theirs.always = answer(b"", status, Location=elsewhere.url)
        found = client.post(theirs.url, b"{}", {"X-Liora-Delivery": "1"})
        assert (found.status, found.trouble) == (status, "redireccion")
        assert elsewhere.calls == []


@pytest.mark.parametrize("name", ["http_proxy", "HTTP_PROXY", "all_proxy", "https_proxy"])
def test_a_proxy_of_the_environment_is_not_used(client, nearby, monkeypatch, name):
    with receiver() as proxy, receiver() as theirs:
        monkeypatch.setenv(name, proxy.url)
        assert client.post(theirs.url, b"{}", {}).status == 200
        assert (len(proxy.calls), len(theirs.calls)) == (0, 1)


def test_nothing_that_was_answered_is_kept(hooked, theirs, say, deliver):
    theirs.always = answer(b"datos-de-adentro", 500, X_Eco="datos-de-adentro")
    say("hola")
    deliver()
    kept = repr([vars(row) for row in [*events(), lane()]])
    assert "datos-de-adentro" not in kept
    assert "respuesta_http" in kept


def test_outside_development_only_https_is_called(client, settings, dialled):
    settings.DEVELOPMENT = False
    assert client.post("http://tienda.example.com/", b"{}", {}).trouble == "url_invalida"
    assert client.post("https://tienda.example.com/", b"{}", {}).trouble == "sin_conexion"
    assert dialled == [("93.184.216.34", 443)]
