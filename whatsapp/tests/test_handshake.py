"""Meta's GET when a callback address is saved: it needs neither signature nor database."""

import pytest
from django.test import Client

TOKEN = "verify-token-of-the-tests"


def handshake(**query: str):
    names = {"mode": "subscribe", "verify_token": TOKEN, "challenge": "1158201444"} | query
    return Client().get("/webhook/meta", {f"hub.{name}": text for name, text in names.items()})


def test_it_works():
    answer = handshake()
    assert (answer.status_code, answer.content) == (200, b"1158201444")
    assert answer["Content-Type"].startswith("text/plain")


@pytest.mark.parametrize(
    "query",
    [
        {"verify_token": "otro"},
        {"verify_token": ""},
        {"verify_token": TOKEN + " "},
        {"verify_token": TOKEN.upper()},
        {"verify_token": "ñandú\ud83e"},
        {"mode": "unsubscribe"},
        {"mode": ""},
    ],
)
def test_whoever_does_not_know_the_token_is_told_nothing(query):
    query = {name: text.encode("utf-8", "replace") for name, text in query.items()}
    answer = handshake(**query)
    assert (answer.status_code, answer.content) == (403, b"")


def test_a_bare_visit_is_refused():
    assert Client().get("/webhook/meta").status_code == 403


def test_nobody_gets_in_while_no_token_is_set(settings):
    settings.WABA_VERIFY_TOKEN = ""
    assert handshake(verify_token="").status_code == 403


def test_a_challenge_cannot_become_a_page():
    answer = handshake(challenge="<script>alert(1)</script>")
    assert answer["Content-Type"].startswith("text/plain")
    assert answer["X-Content-Type-Options"] == "nosniff"


@pytest.mark.parametrize("method", ["put", "patch", "delete", "head", "options", "trace"])
def test_only_get_and_post_are_answered(method):
    assert getattr(Client(), method)("/webhook/meta").status_code == 405
