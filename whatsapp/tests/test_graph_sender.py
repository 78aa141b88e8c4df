"""What is only true of sending on an event loop: its connections are kept, shared and watched."""

import ssl
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
import trustme

from liora.tests.running import until
from whatsapp.graph.client import Accepted, Refused, SendResult
from whatsapp.graph.errors import Verdict
from whatsapp.tests.graph_senders import WaitedFor
from whatsapp.tests.graph_server import (
    ACCEPTED,
    GraphServer,
    answer,
    graph_server,
    hang,
    hang_up,
    reset,
)


@pytest.fixture
def server(settings) -> Iterator[GraphServer]:
    with graph_server() as server:
        settings.META_GRAPH_URL = server.url
        yield server


@pytest.fixture
def sender() -> Iterator[WaitedFor]:
    sender = WaitedFor(connect_timeout=2.0, read_timeout=1.0, answer_timeout=1.5)
    yield sender
    sender.close()


def send(sender: WaitedFor) -> SendResult:
    return sender.send(phone_number_id="1", token="EAAtoken", body={"a": 1})


@pytest.mark.parametrize("play", [hang_up, reset])
def test_a_post_is_not_repeated_where_a_kept_connection_dies(server, sender, play):
    """The library repeats what is idempotent; it must not know a message for that."""
    assert isinstance(send(sender), Accepted)
    server.play = play
    result = send(sender)
    assert isinstance(result, Refused)
    assert result.verdict is Verdict.UNKNOWN
    assert len(server.received) == 2
    assert server.received[0].connection == server.received[1].connection


def test_an_answer_nobody_asked_for_answers_nothing(server, sender):
    """It would be taken for the answer to the next message, and say that it was sent."""

    def answer_and_answer(handler):
        answer(ACCEPTED)(handler)
        time.sleep(0.05)
        answer(ACCEPTED)(handler)

    server.play = answer_and_answer
    assert isinstance(send(sender), Accepted)
    time.sleep(0.2)
    result = send(sender)
    assert isinstance(result, Refused)
    assert result.verdict is Verdict.RETRY
    assert len(server.received) == 1
    server.play = answer(ACCEPTED)
    assert isinstance(send(sender), Accepted)


def test_many_are_on_their_way_at_once(server, sender):
    together = threading.Barrier(30, timeout=5)

    def wait_for_all(handler):
        together.wait()
        answer(ACCEPTED)(handler)

    server.play = wait_for_all
    with ThreadPoolExecutor(30) as callers:
        results = list(callers.map(lambda _: send(sender), range(30)))
    assert all(isinstance(result, Accepted) for result in results)


def test_one_that_hangs_holds_up_nobody(server, sender):
    server.play = hang
    with ThreadPoolExecutor(1) as caller:
        hanging = caller.submit(send, sender)
        until(lambda: server.received)
        server.play = answer(ACCEPTED)
        assert isinstance(send(sender), Accepted)
        assert not hanging.done()
        result = hanging.result()
    assert isinstance(result, Refused)
    assert result.verdict is Verdict.UNKNOWN


def test_giving_up_ends_what_is_on_its_way(server, settings):
    sender = WaitedFor()
    server.play = hang
    with ThreadPoolExecutor(1) as caller:
        hanging = caller.submit(send, sender)
        until(lambda: server.received)
        started = time.monotonic()
        sender.close()
        assert hanging.exception() is not None
    assert time.monotonic() - started < 2


class TestTls:
    @pytest.fixture
    def authority(self) -> trustme.CA:
        return trustme.CA()

    @pytest.fixture
    def secure(self, authority, server, settings) -> GraphServer:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        authority.issue_cert("localhost").configure_cert(context)
        server.socket = context.wrap_socket(server.socket, server_side=True)
        settings.META_GRAPH_URL = f"https://localhost:{server.server_port}"
        return server

    @pytest.fixture
    def trusted(self, authority, monkeypatch, tmp_path: Path) -> None:
        bundle = tmp_path / "authorities.pem"
        authority.cert_pem.write_to_path(str(bundle))
        monkeypatch.setattr("certifi.where", lambda: str(bundle))

    def test_a_stranger_is_told_nothing(self, secure, sender):
        result = send(sender)
        assert isinstance(result, Refused)
        assert result.verdict is Verdict.RETRY
        assert "CERTIFICATE_VERIFY_FAILED" in result.detail
        assert secure.received == []

    def test_whoever_shows_a_known_certificate_is_spoken_to(self, secure, trusted, sender):
        assert isinstance(send(sender), Accepted)

    def test_a_certificate_of_another_name_is_none(self, secure, trusted, sender, settings):
        settings.META_GRAPH_URL = f"https://127.0.0.1:{secure.server_port}"
        result = send(sender)
        assert isinstance(result, Refused)
        assert result.verdict is Verdict.RETRY
        assert secure.received == []
