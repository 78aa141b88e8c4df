"""The simulator asks for a preview of Liora's own links, and of nothing else."""

import json
from collections.abc import Iterator
from typing import Any

import pytest
from django.test import Client

from whatsapp.tests.graph_server import GraphServer, answer, graph_server


@pytest.fixture
def house(settings: Any) -> Iterator[GraphServer]:
    """Stand where Liora's own pages are served."""
    with graph_server() as server:
        server.play = answer(b"", 302, Location="https://tienda.example/mate")
        settings.SIMULATOR_ORIGIN = server.url
        yield server


def ask(url: Any) -> Any:
    body = json.dumps({"url": url})
    return Client().post("/simulador/api/vista-previa", body, content_type="application/json")


def test_it_asks_as_whatsapp_does_and_does_not_follow(house: GraphServer):
    told = ask("http://127.0.0.1:8000/l/AzVl0cArM_As6yWC")
    assert told.json() == {"status": 302, "destino": "https://tienda.example/mate"}
    [asked] = house.received
    assert asked.path == "/l/AzVl0cArM_As6yWC"
    assert asked.headers["User-Agent"].startswith("WhatsApp/2.24")


@pytest.mark.parametrize(
    "url",
    [
        "http://169.254.169.254/latest/meta-data",
        "http://127.0.0.1:8000/admin/",
        "http://127.0.0.1:8000/l/../admin",
        "http://127.0.0.1:8000/l/a?b",
        "http://127.0.0.1:8000/l/a\n",
        "file:///l/abc",
        "//evil.example/l/abc",
        None,
        7,
    ],
)
def test_nothing_else_is_fetched(house: GraphServer, url: Any):
    refused = ask(url)
    assert refused.status_code == 422
    assert refused.json()["error"]["code"] == "enlace_ajeno"
    assert house.received == []


def test_nobody_at_home_is_said_in_words(settings: Any):
    settings.SIMULATOR_ORIGIN = "http://127.0.0.1:1"
    told = ask("http://127.0.0.1:8000/l/AzVl0cArM_As6yWC")
    assert told.status_code == 502
    assert told.json()["error"]["code"] == "enlace_caido"
