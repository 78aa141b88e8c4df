"""Where a call goes, and that an account unfit to send stops before the network."""

from collections.abc import Iterator

import pytest

from whatsapp.graph.client import Accepted, Refused, SimulatorOffError, base_url_for
from whatsapp.graph.errors import Verdict
from whatsapp.tests.graph_senders import CLIENTS, Sends
from whatsapp.tests.graph_server import GraphServer, graph_server


@pytest.fixture
def server(settings) -> Iterator[GraphServer]:
    with graph_server() as server:
        settings.META_GRAPH_URL = server.url
        yield server


@pytest.fixture(params=CLIENTS)
def client(request) -> Iterator[Sends]:
    client = request.param()
    yield client
    client.close()


def test_a_real_token_goes_to_meta(settings):
    settings.META_GRAPH_URL = "https://graph.facebook.com"
    settings.SIMULATOR_GRAPH_URL = "http://127.0.0.1:8000/simulador/graph"
    assert base_url_for("EAAtoken") == "https://graph.facebook.com"


def test_the_mock_token_goes_to_the_simulator(settings):
    settings.SIMULATOR_GRAPH_URL = "http://127.0.0.1:8000/simulador/graph"
    assert base_url_for("mock") == "http://127.0.0.1:8000/simulador/graph"


def test_the_mock_token_never_falls_back_to_meta(settings):
    settings.SIMULATOR_GRAPH_URL = ""
    with pytest.raises(SimulatorOffError):
        base_url_for("mock")


def test_the_simulator_takes_the_call_like_meta(server, client, settings):
    settings.META_GRAPH_URL = "http://127.0.0.1:1"
    settings.SIMULATOR_GRAPH_URL = f"{server.url}/simulador/graph"
    settings.META_GRAPH_VERSION = "v25.0"
    assert isinstance(client.send(phone_number_id="1", token="mock", body={}), Accepted)
    assert server.received[0].path == "/simulador/graph/v25.0/1/messages"


@pytest.mark.parametrize("token", ["", " ", "EAA token", "EAAtoken\r\nX-Evil: 1", "EAAñandú"])
def test_a_token_no_header_can_carry_stops_the_account(server, client, token):
    result = client.send(phone_number_id="1", token=token, body={})
    assert isinstance(result, Refused)
    assert result.verdict is Verdict.STOP_ACCOUNT
    assert server.received == []


@pytest.mark.parametrize("number", ["", "..", "1/../2", "1?x=2", "número", "١٢٣"])
def test_a_number_id_cannot_change_the_path(server, client, number):
    result = client.send(phone_number_id=number, token="EAAtoken", body={})
    assert isinstance(result, Refused)
    assert result.verdict is Verdict.STOP_ACCOUNT
    assert server.received == []


def test_a_simulator_that_is_off_stops_the_account(server, client, settings):
    settings.SIMULATOR_GRAPH_URL = ""
    result = client.send(phone_number_id="1", token="mock", body={})
    assert isinstance(result, Refused)
    assert result.verdict is Verdict.STOP_ACCOUNT
    assert "simulador" in result.title
    assert server.received == []
