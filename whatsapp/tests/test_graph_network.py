"""Trouble on the network: what surely did not leave may be sent again, the rest may not."""

import socket
import threading
import time
from collections.abc import Callable, Iterator

import pytest

from whatsapp.graph.client import Accepted, Refused
from whatsapp.graph.errors import NO_CODE, Verdict
from whatsapp.graph.wire import DeadlineReader
from whatsapp.tests.graph_senders import CLIENTS, Sends
from whatsapp.tests.graph_server import (
    GraphServer,
    answer,
    drip,
    graph_server,
    hang,
    hang_up,
    reset,
)

HEAD = b"HTTP/1.1 200 OK\r\n"
LONG = b"Content-Length: 100000\r\n\r\n"
CHUNKED = b"Transfer-Encoding: chunked\r\n\r\n"


@pytest.fixture
def server(settings) -> Iterator[GraphServer]:
    with graph_server() as server:
        settings.META_GRAPH_URL = server.url
        yield server


@pytest.fixture(params=CLIENTS)
def make(request) -> Callable[..., Sends]:
    return request.param


@pytest.fixture
def patient(make) -> Iterator[Sends]:
    client = make()
    yield client
    client.close()


@pytest.fixture
def client(make) -> Iterator[Sends]:
    client = make(connect_timeout=0.3, read_timeout=0.2, answer_timeout=0.4)
    yield client
    client.close()


def refused(client: Sends) -> Refused:
    result = client.send(phone_number_id="100000000000001", token="EAAtoken", body={"a": 1})
    assert isinstance(result, Refused)
    assert (result.code, result.retry_after) == (NO_CODE, None)
    return result


def closed_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        return listener.getsockname()[1]


def test_a_refused_connection_may_be_tried_again(client, settings):
    settings.META_GRAPH_URL = f"http://127.0.0.1:{closed_port()}"
    result = refused(client)
    assert result.verdict is Verdict.RETRY
    assert result.title == "No hubo conexión con Meta: el mensaje no salió."


def test_an_unknown_host_may_be_tried_again(client, settings, monkeypatch):
    def no_such_host(*args, **kwargs):
        raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")

    monkeypatch.setattr(socket, "getaddrinfo", no_such_host)
    settings.META_GRAPH_URL = "http://graph.example.invalid"
    assert refused(client).verdict is Verdict.RETRY


def test_a_connection_that_is_never_taken_may_be_tried_again(client, settings):
    with socket.create_server(("127.0.0.1", 0), backlog=0) as listener:
        address = listener.getsockname()
        # The queue of one is full, so the next connection waits until it times out.
        with socket.create_connection(address), socket.socket() as second:
            second.setblocking(False)
            second.connect_ex(address)
            settings.META_GRAPH_URL = f"http://127.0.0.1:{address[1]}"
            assert refused(client).verdict is Verdict.RETRY


def test_a_server_that_does_not_speak_tls_may_be_tried_again(server, client, settings):
    settings.META_GRAPH_URL = server.url.replace("http://", "https://")
    assert refused(client).verdict is Verdict.RETRY
    assert server.received == []


@pytest.mark.parametrize("url", ["http://", "ftp://127.0.0.1", "http://[::1", "no address"])
def test_a_wrong_address_in_the_settings_may_be_tried_again(client, settings, url):
    settings.META_GRAPH_URL = url
    assert refused(client).verdict is Verdict.RETRY


@pytest.mark.parametrize(
    "play",
    [
        pytest.param(hang, id="accepts and hangs"),
        pytest.param(hang_up, id="closes without an answer"),
        pytest.param(reset, id="resets"),
        pytest.param(drip(HEAD + LONG), id="drips the body"),
        pytest.param(drip(HEAD + CHUNKED + b"ffff\r\n"), id="drips a chunk"),
        pytest.param(drip(HEAD + b"X-Long: "), id="drips a header"),
        pytest.param(drip(b"HTTP/1.1 "), id="drips the status line"),
    ],
)
def test_what_was_sent_and_not_answered_is_unknown(server, client, play):
    server.play = play
    started = time.monotonic()
    result = refused(client)
    assert result.verdict is Verdict.UNKNOWN
    assert result.http_status == 0
    assert len(server.received) == 1
    assert time.monotonic() - started < 3


def test_after_the_deadline_not_even_waiting_bytes_are_read():
    ours, theirs = socket.socketpair()
    with ours, theirs:
        theirs.sendall(b"late")
        with pytest.raises(TimeoutError, match="too long"):
            DeadlineReader(ours, deadline=time.monotonic() - 1).read(4)
        assert DeadlineReader(ours, deadline=time.monotonic() + 5).read(4) == b"late"


def test_a_cut_answer_is_unknown(server, client):
    def cut(handler):
        handler.wfile.write(HEAD + LONG + b'{"messages": [{"id": "wam')
        handler.close_connection = True

    server.play = cut
    assert refused(client).verdict is Verdict.UNKNOWN


def test_a_huge_answer_is_not_read_whole(server, client):
    written = []

    def flood(handler):
        handler.wfile.write(HEAD + b"Content-Length: 10000000\r\n\r\n")
        for _ in range(1000):
            handler.wfile.write(b" " * 10_000)
            written.append(10_000)

    server.play = flood
    assert refused(client).verdict is Verdict.UNKNOWN
    assert sum(written) < 10_000_000


@pytest.mark.parametrize("encoding", ["gzip", "deflate", "identity"])
def test_an_answer_is_never_decompressed(server, patient, encoding):
    server.play = answer(b'{"messages": [{"id": "wamid.UNO"}]}', Content_Encoding=encoding)
    result = patient.send(phone_number_id="1", token="EAAtoken", body={})
    assert isinstance(result, Accepted)
    assert server.received[0].headers["Accept-Encoding"] == "identity"


def test_a_connection_the_server_closed_meanwhile_is_replaced(server, patient):
    def once(handler):
        answer(b'{"messages": [{"id": "wamid.UNO"}]}')(handler)
        handler.close_connection = True

    server.play = once
    results = []
    for _ in range(3):
        results.append(patient.send(phone_number_id="1", token="EAAtoken", body={}))
        time.sleep(0.02)
    assert all(isinstance(result, Accepted) for result in results)


def test_an_answer_may_come_in_chunks(server, patient):
    def chunks(handler):
        handler.wfile.write(HEAD + CHUNKED)
        for part in (b'{"messages": [', b'{"id": "wamid', b'.UNO"}]}', b""):
            handler.wfile.write(b"%x\r\n%s\r\n" % (len(part), part))
            handler.wfile.flush()
            time.sleep(0.02)

    server.play = chunks
    result = patient.send(phone_number_id="1", token="EAAtoken", body={})
    assert isinstance(result, Accepted)


def test_threads_do_not_mix_their_fates(server, client, settings):
    """One thread's message left and hangs; another's, meanwhile, never found the server."""
    server.play = hang
    results: dict[str, Refused] = {}
    waiting = threading.Thread(target=lambda: results.update(left=refused(client)))
    waiting.start()
    while not server.received:
        time.sleep(0.005)
    settings.META_GRAPH_URL = f"http://127.0.0.1:{closed_port()}"
    results["stayed"] = refused(client)
    waiting.join()
    assert results["left"].verdict is Verdict.UNKNOWN
    assert results["stayed"].verdict is Verdict.RETRY
