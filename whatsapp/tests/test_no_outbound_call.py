"""Nothing is called from inside the webhook: Meta's clock runs until it is answered."""

import socket

import pytest

from whatsapp.tests.wire import events, text_document

pytestmark = pytest.mark.django_db


@pytest.fixture
def no_new_connection(db, monkeypatch):
    """Fail whoever opens a connection; the database's is open already."""

    def refuse(self: socket.socket, address: object) -> None:
        raise AssertionError(f"a connection to {address}")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    monkeypatch.setattr(socket.socket, "connect_ex", refuse)


def test_the_guard_rings(no_new_connection):
    with socket.socket() as outside, pytest.raises(AssertionError, match="a connection to"):
        outside.connect(("127.0.0.1", 9))


def test_a_post_opens_no_connection(waba, graph, post_webhook, no_new_connection):
    assert post_webhook(text_document(waba)).status_code == 200
    assert len(events()) == 1
    assert graph.server.received == []
