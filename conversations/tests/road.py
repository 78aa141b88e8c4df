"""Fixtures that walk a message's whole way: signed post, rows, worker, Graph over real HTTP."""

import json
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.conf import settings as django_settings
from django.http import HttpResponse
from django.test import Client
from django_scopes import scopes_disabled

from conversations.tests.stations import Stations
from conversations.turn import Handler
from skills.router import handle
from tenants.models import Cliente
from tenants.tests.factories import ClienteFactory
from whatsapp.models import WabaAccount
from whatsapp.simulator.addresses import Person
from whatsapp.simulator.payloads import envelope, text_message
from whatsapp.tests.factories import WabaAccountFactory, business_number
from whatsapp.tests.graph_stub import Body, GraphStub, graph_stub
from whatsapp.webhook.signature import sign

ANA = "5493515550101"

PostWebhook = Callable[..., HttpResponse]
Work = Callable[[], None]
Say = Callable[..., list[Body]]


@pytest.fixture
def cliente(db: None) -> Cliente:
    return ClienteFactory()


@pytest.fixture
def waba(cliente: Cliente) -> WabaAccount:
    """Return the number of `cliente`."""
    with scopes_disabled():
        return WabaAccountFactory(cliente=cliente)


@pytest.fixture
def other_waba(db: None) -> WabaAccount:
    """Return the number of another Cliente."""
    with scopes_disabled():
        return WabaAccountFactory(cliente=ClienteFactory())


@pytest.fixture
def graph(settings: Any) -> Iterator[GraphStub]:
    """Run Graph for this test; every body it is sent must be one that Meta would take."""
    with graph_stub() as stub:
        settings.META_GRAPH_URL = stub.server.url
        settings.SIMULATOR_GRAPH_URL = stub.server.url
        yield stub


@pytest.fixture
def handler() -> Handler:
    """Return what answers; a test package may put another in its place."""
    return handle


@pytest.fixture
def stations(db: None, graph: GraphStub, handler: Handler) -> Iterator[Stations]:
    """Return the stations of one worker, to be stepped by hand."""
    stations = Stations(handler)
    yield stations
    stations.close()


@pytest.fixture
def post_webhook(db: None) -> PostWebhook:
    """Return a function that posts a document (or bytes) as Meta does, signed."""

    def post(document: Any, *, secret: str = "", **headers: str) -> HttpResponse:
        body = document if isinstance(document, bytes) else json.dumps(document).encode()
        signature = sign(body, secret or django_settings.META_APP_SECRETS[0])
        return Client().post(
            "/webhook/meta",
            body,
            content_type="application/json",
            headers={"X-Hub-Signature-256": signature, **headers},
        )

    return post


@pytest.fixture
def work(stations: Stations) -> Work:
    """Return a function that lets the worker step until nothing is left to do."""
    return stations.work


@pytest.fixture
def say(post_webhook: PostWebhook, stations: Stations, graph: GraphStub, waba: WabaAccount) -> Say:
    """Return a function that writes to the shop and returns what Graph was given in answer."""

    def say(text: str, *, from_: str | Person = ANA, number: WabaAccount = waba) -> list[Body]:
        before = len(graph.sent)
        person = from_ if isinstance(from_, Person) else Person(wa_id=from_, name="Ana")
        message = text_message(person, text)
        document = envelope(business_number(number), person=person, messages=[message])
        assert post_webhook(document).status_code == 200
        stations.work()
        return graph.sent[before:]

    return say
