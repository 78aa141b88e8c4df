"""200 means that it is on the disk: whatever happens to the server the moment after."""

import os
import signal
import socket
from pathlib import Path
from typing import Any

import pytest
from django_scopes import scopes_disabled

from conversations.tests.road import PostWebhook
from liora.tests.posting import body_of, post
from liora.tests.running import Running, free_port, get, manage, until
from tenants.tests.factories import ClienteFactory
from whatsapp.models import InboundEvent, WabaAccount
from whatsapp.tests.factories import WabaAccountFactory
from whatsapp.tests.wire import text_document

TIMES = 4


@pytest.fixture
def account(transactional_db: None) -> WabaAccount:
    with scopes_disabled():
        return WabaAccountFactory(cliente=ClienteFactory())


def stored() -> int:
    with scopes_disabled():
        return InboundEvent.objects.count()


class Servers:
    """Starts `manage.py web` on one port, again and again."""

    def __init__(self, directory: Path, **environment: str) -> None:
        self.directory, self.environment = directory, environment
        self.port = free_port()

    def start(self) -> Any:
        return manage(
            self.directory, "web", PORT=str(self.port), HOST="127.0.0.1", **self.environment
        )

    def is_up(self) -> bool:
        return get(f"http://127.0.0.1:{self.port}/health")[0] == 200


@pytest.fixture
def servers(database_url: str, tmp_path: Path) -> Servers:
    return Servers(tmp_path, DATABASE_URL=database_url, WEB_CONCURRENCY="1")


def kill(web: Running) -> None:
    """End the server and everything it started as a power cut would."""
    os.killpg(web.process.pid, signal.SIGKILL)
    web.process.wait()


@pytest.mark.slow
def test_what_was_answered_200_is_there(servers: Servers, account: WabaAccount) -> None:
    for place in range(TIMES):
        with servers.start() as web:
            until(servers.is_up)
            assert post(servers.port, body_of(account, f"mensaje {place}")) == 200
            kill(web)
        assert stored() == place + 1


@pytest.mark.slow
@pytest.mark.parametrize(("point", "kept"), [("webhook.read", 0), ("webhook.stored", 1)])
def test_who_got_no_answer_posts_again_and_is_kept_once(
    servers: Servers, account: WabaAccount, point: str, kept: int
) -> None:
    body = body_of(account, "¿llegó?")
    servers.environment["LIORA_FAULT"] = f"{point}@1"
    with servers.start():
        until(servers.is_up)
        assert post(servers.port, body) == 0
    assert stored() == kept
    del servers.environment["LIORA_FAULT"]
    with servers.start():
        until(servers.is_up)
        assert post(servers.port, body) == 200
    assert stored() == 1


@pytest.fixture
def no_calls(monkeypatch: pytest.MonkeyPatch) -> list[Any]:
    """Note every connection the process opens, and let none be made."""
    asked: list[Any] = []

    def refuse(_socket: socket.socket, address: Any) -> None:
        asked.append(address)
        raise OSError(f"nobody may be called from here: {address}")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    return asked


def test_nobody_is_called_before_the_answer(
    account: WabaAccount, post_webhook: PostWebhook, no_calls: list[Any]
) -> None:
    assert post_webhook(text_document(account)).status_code == 200
    assert stored() == 1
    assert no_calls == []
