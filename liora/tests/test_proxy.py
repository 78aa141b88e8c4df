"""Behind the proxy we ship, slow and malformed clients keep nobody else waiting."""

import os
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import ExitStack, closing
from pathlib import Path

import pytest
from django.conf import settings
from django_scopes import scopes_disabled

from liora.tests.posting import body_of, post
from liora.tests.running import free_port, get, manage, until
from tenants.tests.factories import ClienteFactory
from whatsapp.models import InboundEvent, WabaAccount
from whatsapp.tests.factories import WabaAccountFactory

pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True)]

STALLED = 200
AT_ONCE_S = 1.0


@pytest.fixture
def nginx() -> str:
    found = shutil.which("nginx")
    if not found and os.environ.get("LIORA_REQUIRE_PROXY") == "1":
        pytest.fail("LIORA_REQUIRE_PROXY=1 and no nginx was found")
    return found or pytest.skip("no nginx on this machine (Debian: apt install nginx)")


@pytest.fixture
def account(transactional_db: None) -> WabaAccount:
    with scopes_disabled():
        return WabaAccountFactory(cliente=ClienteFactory())


@pytest.fixture
def port(nginx: str, database_url: str, tmp_path: Path) -> Iterator[int]:
    """Run the web server as in production, two threads in a process, and the proxy before it."""
    behind, front = free_port(), free_port()
    template = (Path(settings.BASE_DIR) / "deploy" / "nginx.conf.template").read_text()
    written = template.replace("${LISTEN}", f"127.0.0.1:{front}")
    config = tmp_path / "nginx.conf"
    config.write_text(written.replace("${UPSTREAM}", f"127.0.0.1:{behind}"))
    # What the package keeps under /var, which a test may not write to.
    here = f"pid {tmp_path}/pid; error_log {tmp_path}/error.log; daemon off;"
    environment = {
        "PORT": str(behind),
        "HOST": "127.0.0.1",
        "DATABASE_URL": database_url,
        "WEB_CONCURRENCY": "1",
        "WEB_THREADS": "2",
    }
    command = [nginx, "-c", str(config), "-p", str(tmp_path), "-g", here]
    with manage(tmp_path, "web", **environment):
        until(lambda: get(f"http://127.0.0.1:{behind}/health")[0] == 200)
        proxy = subprocess.Popen(command, stderr=subprocess.DEVNULL)
        try:
            until(lambda: get(f"http://127.0.0.1:{front}/health")[0] == 200)
            yield front
        finally:
            proxy.terminate()
            proxy.wait()


def answers_at_once(port: int) -> bool:
    started = time.monotonic()
    status, _body = get(f"http://127.0.0.1:{port}/ready")
    return status == 200 and time.monotonic() - started < AT_ONCE_S


def ask(port: int, request: bytes) -> bytes:
    """Send bytes as they are, and return all that comes back until the other end closes."""
    with closing(socket.create_connection(("127.0.0.1", port), timeout=20)) as wire:
        wire.sendall(request)
        answer = b""
        try:
            while piece := wire.recv(65536):
                answer += piece
        except (TimeoutError, ConnectionResetError):
            pass
        return answer


def stored() -> int:
    with scopes_disabled():
        return InboundEvent.objects.count()


def test_half_sent_bodies_keep_nobody_waiting(port: int, account: WabaAccount) -> None:
    head = b"POST /webhook/meta HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 5000\r\n\r\n{"
    with ExitStack() as stack:
        for _ in range(STALLED):
            wire = socket.create_connection(("127.0.0.1", port), timeout=20)
            stack.enter_context(closing(wire))
            wire.sendall(head)
        time.sleep(0.5)
        assert answers_at_once(port)
        assert post(port, body_of(account, "hola")) == 200
    assert stored() == 1


def test_heads_that_never_end_keep_nobody_waiting(port: int) -> None:
    with ExitStack() as stack:
        for _ in range(STALLED):
            wire = socket.create_connection(("127.0.0.1", port), timeout=20)
            stack.enter_context(closing(wire))
            wire.sendall(b"GET /ready HTTP/1.1\r\nHost: ")
        time.sleep(0.5)
        assert answers_at_once(port)


FRAMINGS = (
    b"Content-Length: 5\r\nTransfer-Encoding: chunked\r\n",
    b"Content-Length: 5\r\nContent-Length: 6\r\n",
    b"Transfer-Encoding: xchunked\r\n",
    b"Transfer-Encoding: chunked\r\nTransfer-Encoding: identity\r\n",
    b"Content-Length: -5\r\n",
)


def test_what_two_programs_could_read_in_two_ways_is_refused(port: int) -> None:
    hidden = b"0\r\n\r\nGET /admin/ HTTP/1.1\r\nHost: a\r\n\r\n"
    for framing in FRAMINGS:
        head = b"POST /webhook/meta HTTP/1.1\r\nHost: a\r\n" + framing + b"\r\n"
        answer = ask(port, head + hidden)
        assert answer.startswith((b"HTTP/1.1 4", b"HTTP/1.1 501")), framing
        assert answer.count(b"HTTP/1.1") == 1, "what follows was taken for another request"
    odd = ask(port, b"GET /health HTTP/1.1\nHost: a\nConnection: close\n\n")
    assert odd.count(b"HTTP/1.1") == 1
    long = b"X-Long: " + b"x" * 100_000
    answer = ask(port, b"GET /health HTTP/1.1\r\nHost: a\r\n" + long + b"\r\n\r\n")
    assert answer.split(b"\r\n")[0].split()[1] in (b"400", b"414", b"431")
    assert answers_at_once(port)
