"""A server that is slow, endless, broken or gone costs its own number, for a bounded time."""

import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from django_scopes import scopes_disabled

from conversations.hooks.calling import Answer, HookClient, Patience, tls_context
from conversations.hooks.rounds import PER_NUMBER
from conversations.hooks.sender import CALLS, HookSender
from conversations.hooks.tests.certificates import certificate, serving, trusting
from conversations.hooks.tests.conftest import LEASE_S, PATIENCE, with_hook
from conversations.hooks.tests.look import events
from conversations.hooks.tests.receiver import Handler, Receiver, receiver
from conversations.models import HookLane
from conversations.tests.letters import BETO, write
from liora.ops import public_address
from tenants.hook_secrets import rotate
from whatsapp.tests.factories import WabaAccountFactory
from whatsapp.tests.graph_server import answer, drip, hang, hang_up, reset

NAME = "tienda.example.com"
# Longer than a busy machine takes for two calls that nothing is in the way of.
LONG = Patience(read=4.0, total=5.0)
BOUND_S = PATIENCE.total + 1.0


@pytest.fixture
def client() -> HookClient:
    return HookClient(patience=PATIENCE)


def big(handler: Handler) -> None:
    """Answer ten megabytes."""
    handler.send_response(200)
    handler.send_header("Content-Length", str(10_000_000))
    handler.end_headers()
    handler.wfile.write(b"x" * 10_000_000)


def endless_headers(handler: Handler) -> None:
    handler.wfile.write(b"HTTP/1.1 200 OK\r\n")
    while not handler.server.stopping.is_set():
        handler.wfile.write(b"X-Relleno: " + b"x" * 1000 + b"\r\n")


def a_long_header(handler: Handler) -> None:
    handler.wfile.write(b"HTTP/1.1 200 OK\r\nX-Relleno: " + b"x" * 40_000 + b"\r\n\r\n")


def continues_for_ever(handler: Handler) -> None:
    while not handler.server.stopping.wait(0.01):
        handler.wfile.write(b"HTTP/1.1 100 Continue\r\n\r\n")


PLAYS = {
    "hangs": (hang, "tiempo_agotado"),
    "drips": (drip(b"HTTP/1.1 200 OK\r\nX-Relleno: "), "tiempo_agotado"),
    "says 100 for ever": (continues_for_ever, None),
    "a header of forty kilobytes": (a_long_header, "respuesta_ilegible"),
    "headers without end": (endless_headers, "respuesta_ilegible"),
    "hangs up": (hang_up, "sin_conexion"),
    "resets": (reset, "sin_conexion"),
    "speaks no HTTP": (lambda handler: handler.wfile.write(b"SSH-2.0-x\r\n\r\n"), None),
    "says 500": (answer(b"", 500), "respuesta_http"),
    "says 404": (answer(b"", 404), "respuesta_http"),
    "says 410": (answer(b"", 410), "dado_de_baja"),
}


@pytest.mark.parametrize("play", PLAYS)
def test_whatever_it_does_the_call_is_over_in_time(client, nearby, play):
    what, trouble = PLAYS[play]
    with receiver() as theirs:
        theirs.always = what
        began = time.monotonic()
        found = client.post(theirs.url, b"{}", {})
        assert time.monotonic() - began < BOUND_S
    assert found.trouble is not None
    assert trouble is None or found.trouble == trouble


def test_of_ten_megabytes_nothing_is_read(client, nearby):
    with receiver() as theirs:
        theirs.always = big
        began = time.monotonic()
        assert client.post(theirs.url, b"{}", {}) == Answer(200)
        assert time.monotonic() - began < BOUND_S


@contextmanager
def black_hole() -> Iterator[int]:
    """Listen, and never take what knocks: connecting takes for ever, as behind some firewalls."""
    with socket.socket() as server:
        server.bind(("127.0.0.1", 0))
        server.listen(0)
        port = server.getsockname()[1]
        fillers = [socket.socket() for _ in range(4)]
        for filler in fillers:
            filler.setblocking(False)
            filler.connect_ex(("127.0.0.1", port))
        time.sleep(0.05)
        try:
            yield port
        finally:
            for filler in fillers:
                filler.close()


def test_a_black_hole_takes_no_longer(client, nearby):
    with black_hole() as port:
        began = time.monotonic()
        found = client.post(f"http://127.0.0.1:{port}/", b"{}", {})
        assert time.monotonic() - began < BOUND_S
    assert found.trouble == "tiempo_agotado"


def test_nobody_there(client, nearby):
    with socket.create_server(("127.0.0.1", 0)) as probe:
        port = probe.getsockname()[1]
    assert client.post(f"http://127.0.0.1:{port}/", b"{}", {}).trouble == "sin_conexion"


def test_a_name_nobody_knows(client, monkeypatch):
    def nobody(_name: str, _within_s: float) -> list[str]:
        raise public_address.Unresolved

    monkeypatch.setattr(public_address, "ask", nobody)
    assert client.post("https://nadie.example.com/", b"{}", {}).trouble == "sin_dns"


class TestTls:
    @pytest.fixture
    def here(self, nearby, resolved) -> None:
        resolved[NAME] = resolved["otra.example.com"] = ["127.0.0.1"]

    def test_the_name_is_checked_though_the_address_is_pinned(self, here, tmp_path: Path):
        file = certificate(tmp_path, NAME)
        with receiver(serving(file)) as theirs:
            client = HookClient(patience=PATIENCE, context=trusting(file))
            found = client.post(f"https://{NAME}:{theirs.server_port}/aviso", b"{}", {})
            assert found == Answer(200)
            assert theirs.calls[0].headers["Host"] == f"{NAME}:{theirs.server_port}"
            wrong = client.post(f"https://otra.example.com:{theirs.server_port}/", b"{}", {})
            assert wrong.trouble == "tls_invalido"

    def test_a_certificate_nobody_signed_is_refused(self, here, tmp_path: Path):
        with receiver(serving(certificate(tmp_path, NAME))) as theirs:
            client = HookClient(patience=PATIENCE, context=tls_context())
            found = client.post(f"https://{NAME}:{theirs.server_port}/", b"{}", {})
        assert found.trouble == "tls_invalido"
        assert theirs.calls == []

    def test_one_that_ended_is_refused(self, here, tmp_path: Path):
        file = certificate(tmp_path, NAME, days=-1)
        with receiver(serving(file)) as theirs:
            client = HookClient(patience=PATIENCE, context=trusting(file))
            found = client.post(f"https://{NAME}:{theirs.server_port}/", b"{}", {})
        assert found.trouble == "tls_invalido"

    def test_a_server_without_tls_is_refused_in_time(self, here, client):
        with receiver() as theirs:
            began = time.monotonic()
            found = client.post(f"https://{NAME}:{theirs.server_port}/", b"{}", {})
        assert time.monotonic() - began < BOUND_S
        assert found.trouble in {"tls_invalido", "tiempo_agotado"}


def told_meanwhile(sender: HookSender, theirs: Receiver) -> bool:
    """Step until `theirs` was told of a message and its answer; False if others' calls ended."""
    until_then = time.monotonic() + LONG.read * 0.7
    while len(theirs.calls) < 2 and time.monotonic() < until_then:
        sender.step()
        time.sleep(0.002)
    return len(theirs.calls) == 2


def test_a_black_hole_does_not_delay_another_business(
    waba, other_waba, secret, theirs, work, sender
):
    """The other one is told while calls of the first are still hanging."""
    rotate(other_waba.cliente)
    sender.carrier.client = HookClient(patience=LONG)
    with receiver() as hole:
        hole.always = hang
        with_hook(waba, hole.url)
        with_hook(other_waba, theirs.url)
        for number in range(12):
            write(waba, f"al pozo {number}", from_=f"54935155502{number:02}")
        write(other_waba, "hola", from_=BETO)
        work()
        assert told_meanwhile(sender, theirs)
        assert len(hole.calls) <= PER_NUMBER


def test_any_number_of_black_holes_delays_nobody_once_they_are_known(
    waba, cliente, secret, theirs, work, sender
):
    with receiver() as hole:
        hole.always = hang
        holes = [
            WabaAccountFactory(cliente=cliente, webhook_url=hole.url) for _ in range(CALLS + 5)
        ]
        for place, number in enumerate(holes):
            write(number, "al pozo", from_=f"54935155503{place:02}")
        work()
        with_hook(waba, theirs.url)
        write(waba, "hola", from_=BETO)
        work()
        known = {number.pk for number in holes}
        with scopes_disabled():
            HookLane.objects.filter(waba_account__in=known).update(failures=1, tried_url=hole.url)
        sender.carrier.client = HookClient(patience=LONG)
        assert told_meanwhile(sender, theirs)


def test_on_the_way_out_what_is_under_way_is_written_down(hooked, theirs, say):
    go_on = threading.Event()

    def slowly(handler: Handler) -> None:
        go_on.wait(5)
        answer(b"", 200)(handler)

    theirs.always = slowly
    say("hola")
    sender = HookSender(HookClient(), lease_s=LEASE_S)
    sender.step()
    threading.Timer(0.2, go_on.set).start()
    sender.close()
    assert [row.estado for row in events()] == ["entregado", "pendiente"]
