import logging
from typing import Any

import pytest
from django.test import Client
from structlog.contextvars import get_contextvars

from liora.ops.request_id import current_request_id


def test_it_is_made_and_told(client: Client):
    first, second = (client.get("/health")["X-Request-ID"] for _ in range(2))
    assert len(first) == 32
    assert first != second


@pytest.mark.parametrize("given", ["abc", "a.b_c-1", "x" * 64])
def test_the_callers_own_is_kept(client: Client, given: str):
    assert client.get("/health", headers={"X-Request-ID": given})["X-Request-ID"] == given


@pytest.mark.parametrize("given", ["", "x" * 65, "a b", "a\x1b[31mb", "ñ", "<b>", "a,b"])
def test_one_that_is_no_plain_word_is_replaced(client: Client, given: str):
    told = client.get("/health", headers={"X-Request-ID": given})["X-Request-ID"]
    assert told != given
    assert len(told) == 32


def test_the_envelope_tells_it(client: Client):
    answer = client.get("/api/v1/no-existe", headers={"X-Request-ID": "abc"})
    assert answer.json()["meta"]["request_id"] == "abc"


def test_nothing_of_a_request_outlives_it(client: Client):
    client.get("/health", headers={"X-Request-ID": "abc"})
    assert get_contextvars() == {}
    assert current_request_id() == ""


@pytest.mark.django_db
def test_a_forced_error_tells_its_id_and_no_secret(
    settings: Any, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
):
    def fail(*_args: Any, **_options: Any) -> None:
        raise RuntimeError("se rompió por dentro")

    monkeypatch.setattr("accounts.api.auth.sign_in", fail)
    with caplog.at_level(logging.ERROR):
        answer = Client(raise_request_exception=False).post(
            "/api/v1/auth/login",
            {"email": "ana@x", "password": "canario-de-la-clave"},
            content_type="application/json",
            headers={"X-Request-ID": "abc"},
        )
    body = answer.json()
    assert answer.status_code == 500
    assert body["error"]["code"] == "error_interno"
    assert body["meta"]["request_id"] == "abc"
    assert b"por dentro" not in answer.content
    assert "api.unforeseen" in caplog.text
    assert "canario-de-la-clave" not in caplog.text
