"""No token reaches a log, an error or a screen."""

import time
from collections.abc import Callable, Iterator

import pytest

from liora.ops.redaction import for_the_log, redact
from whatsapp.graph.client import Refused
from whatsapp.tests.graph_senders import CLIENTS, Sends
from whatsapp.tests.graph_server import GraphServer, error, graph_server, hang_up

TOKEN = "app|s3cr3t/de+la=cuenta"


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("nothing to hide", "nothing to hide"),
        (f"Malformed access token {TOKEN}", "Malformed access token •••"),
        (f"{TOKEN} and {TOKEN}", "••• and •••"),
        ("?t=app%7Cs3cr3t%2Fde%2Bla%3Dcuenta&x=1", "?t=•••&x=1"),
        ("Authorization: Bearer another-token", "Authorization: Bearer •••"),
        ("?access_token=another-token&x=1", "?access_token=•••&x=1"),
        ("{'access_token': 'another-token'}", "{'access_token': '•••'}"),
        ("token EAAGm0PX4ZCpsBAKZBjZCLx found", "token ••• found"),
        ("the sea and EAA", "the sea and EAA"),
    ],
)
def test_it_hides_named_secrets_and_what_looks_like_one(text, shown):
    assert redact(text, TOKEN) == shown


def test_a_secret_that_begins_with_another_leaves_no_tail():
    assert redact("abc123 abc", "abc", "abc123") == "••• •••"


def test_an_empty_secret_hides_nothing():
    assert redact("Hola", "") == "Hola"


@pytest.fixture
def server(settings) -> Iterator[GraphServer]:
    with graph_server() as server:
        settings.META_GRAPH_URL = server.url
        yield server


@pytest.fixture(params=CLIENTS)
def make(request) -> Callable[..., Sends]:
    return request.param


def refused(token: str, make: Callable[..., Sends]) -> Refused:
    client = make()
    result = client.send(phone_number_id="1", token=token, body={})
    assert token not in repr(client)
    client.close()
    assert isinstance(result, Refused)
    return result


def test_meta_may_quote_the_token_and_nobody_reads_it(server, make):
    server.play = error(190, 401, message=f"Malformed access token {TOKEN}", details=TOKEN)
    result = refused(TOKEN, make)
    assert result.detail == "Malformed access token •••: •••"
    assert TOKEN not in repr(result)


def test_a_token_is_hidden_before_a_long_detail_is_cut(server, make):
    server.play = error(190, 401, message="x" * 490 + TOKEN)
    result = refused(TOKEN, make)
    assert "app|" not in result.detail
    assert len(result.detail) <= 500


@pytest.mark.parametrize("play", [hang_up, error(190, 401, message=TOKEN)])
def test_no_log_line_tells_either(server, make, caplog, play):
    caplog.set_level("DEBUG")
    server.play = play
    assert TOKEN not in repr(refused(TOKEN, make))
    assert caplog.text
    assert TOKEN not in caplog.text


@pytest.mark.parametrize("token", ["EAA secreto con espacios", "EAAsecreto\nX-Evil: 1"])
def test_a_malformed_token_is_not_repeated(server, make, token):
    assert "secreto" not in repr(refused(token, make))


@pytest.mark.parametrize("odd", ["://a:", "token-", "+1 (2) ", "1234567890", "Authorization: "])
def test_a_long_hostile_text_is_read_in_no_time(odd):
    text = odd * (50_000 // len(odd))
    started = time.perf_counter()
    for_the_log(text)
    assert time.perf_counter() - started < 1
