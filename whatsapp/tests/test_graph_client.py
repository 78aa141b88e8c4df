"""What the Graph client makes of each answer, over a real socket."""

from collections.abc import Iterator

import pytest

from whatsapp.graph.client import Accepted, Refused, SendResult, message_body
from whatsapp.graph.errors import NO_CODE, Verdict
from whatsapp.graph.messages import Text, content
from whatsapp.tests.graph_senders import CLIENTS, Sends
from whatsapp.tests.graph_server import ACCEPTED, GraphServer, answer, error, graph_server

TOKEN = "EAAsecretoDeLaCuentaUno1234567890"
NUMBER = "100000000000001"
BODY = message_body(address="5491155512345", content=content(Text("¡Hola! 🧉")), callback_data="7")


@pytest.fixture
def server(settings) -> Iterator[GraphServer]:
    with graph_server() as server:
        settings.META_GRAPH_URL = server.url
        settings.META_GRAPH_VERSION = "v25.0"
        yield server


@pytest.fixture(params=CLIENTS)
def client(request) -> Iterator[Sends]:
    client = request.param()
    yield client
    client.close()


def send(client: Sends) -> SendResult:
    return client.send(phone_number_id=NUMBER, token=TOKEN, body=BODY)


def refused(client: Sends) -> Refused:
    result = send(client)
    assert isinstance(result, Refused)
    return result


def test_it_works(server, client):
    result = send(client)
    assert isinstance(result, Accepted)
    assert (result.wamid, result.wa_id) == ("wamid.UNO", "5491155512345")
    assert 0 <= result.elapsed_ms < 5000


def test_it_posts_the_body_to_the_number_with_the_token(server, client):
    send(client)
    (received,) = server.received
    assert received.path == "/v25.0/100000000000001/messages"
    assert received.headers["Authorization"] == f"Bearer {TOKEN}"
    assert received.headers["Content-Type"] == "application/json"
    assert received.body == BODY


def test_it_keeps_the_connection_for_the_next_message(server, client):
    for _ in range(3):
        assert isinstance(send(client), Accepted)
    assert len({received.connection for received in server.received}) == 1


def test_a_hidden_phone_leaves_the_wa_id_empty(server, client):
    server.play = answer({**ACCEPTED, "contacts": [{"input": "AR.1", "user_id": "AR.1"}]})
    result = send(client)
    assert isinstance(result, Accepted)
    assert result.wa_id == ""


def test_a_read_mark_shows_typing(server, client):
    server.play = answer({"success": True})
    result = client.mark_read(phone_number_id=NUMBER, token=TOKEN, wamid="wamid.ELLA")
    assert isinstance(result, Accepted)
    assert result.wamid == "wamid.ELLA"
    assert server.received[0].body == {
        "messaging_product": "whatsapp",
        "status": "read",
        "message_id": "wamid.ELLA",
        "typing_indicator": {"type": "text"},
    }


def test_a_read_mark_can_leave_typing_out(server, client):
    server.play = answer({"success": True})
    client.mark_read(phone_number_id=NUMBER, token=TOKEN, wamid="wamid.ELLA", typing=False)
    assert "typing_indicator" not in server.received[0].body


def test_a_read_mark_without_success_is_unknown(server, client):
    server.play = answer({"success": False})
    result = client.mark_read(phone_number_id=NUMBER, token=TOKEN, wamid="wamid.ELLA")
    assert isinstance(result, Refused)
    assert result.verdict is Verdict.UNKNOWN


@pytest.mark.parametrize(
    ("code", "status", "verdict"),
    [
        (131056, 400, Verdict.BACK_OFF_PAIR),
        (131047, 400, Verdict.REJECTED),
        (130429, 400, Verdict.BACK_OFF_NUMBER),
        (190, 401, Verdict.STOP_ACCOUNT),
        (2, 503, Verdict.RETRY),
        ("131008", 400, Verdict.REJECTED),
        # The code decides, whatever status it came with.
        (190, 500, Verdict.STOP_ACCOUNT),
        (100, 200, Verdict.REJECTED),
        (0, 401, Verdict.STOP_ACCOUNT),
        # Codes Meta may invent tomorrow, and errors without one.
        (999999, 400, Verdict.REJECTED),
        (999999, 429, Verdict.BACK_OFF_NUMBER),
        (999999, 500, Verdict.UNKNOWN),
        (999999, 200, Verdict.UNKNOWN),
        (None, 500, Verdict.UNKNOWN),
        (True, 400, Verdict.REJECTED),
    ],
)
def test_the_error_code_gives_the_verdict(server, client, code, status, verdict):
    server.play = error(code, status)
    result = refused(client)
    assert (result.verdict, result.http_status) == (verdict, status)


def test_a_refusal_says_why_in_spanish_and_keeps_metas_words(server, client):
    server.play = error(131047, message="(#131047) Re-engagement", details="24 hours passed")
    result = refused(client)
    assert result.code == 131047
    assert "24 horas" in result.title
    assert result.detail == "(#131047) Re-engagement: 24 hours passed"


def test_an_error_leaves_out_what_meta_asks_not_to_build_on(server, client):
    server.play = error(100)
    assert "TRACE" not in repr(refused(client))
    assert "2494010" not in repr(refused(client))


def test_what_no_database_can_keep_is_taken_out(server, client):
    server.play = error(100, message="a\0b", details="half \ud83e a mate")
    assert refused(client).detail == "ab: half ? a mate"


@pytest.mark.parametrize(
    ("body", "status", "verdict"),
    [
        (b"<html>Bad Gateway</html>", 502, Verdict.UNKNOWN),
        (b"", 500, Verdict.UNKNOWN),
        (b"<html>slow down</html>", 429, Verdict.BACK_OFF_NUMBER),
        (b"<html>not found</html>", 404, Verdict.REJECTED),
        (b"", 408, Verdict.UNKNOWN),
        (b"{not json", 200, Verdict.UNKNOWN),
        (b"\xff\xfe", 200, Verdict.UNKNOWN),
        (b"[" * 60_000, 200, Verdict.UNKNOWN),
        (b"9" * 60_000, 200, Verdict.UNKNOWN),
        (b"[]", 200, Verdict.UNKNOWN),
        (b'{"messages": []}', 200, Verdict.UNKNOWN),
        (b'{"messages": [{"id": ""}]}', 200, Verdict.UNKNOWN),
        (b'{"messages": [{"id": 7}]}', 200, Verdict.UNKNOWN),
        (b'{"messages": {"id": "wamid.UNO"}}', 200, Verdict.UNKNOWN),
        (b'{"error": "text"}', 400, Verdict.REJECTED),
    ],
)
def test_an_answer_that_is_not_metas_is_judged_by_its_status(server, client, body, status, verdict):
    server.play = answer(body, status)
    result = refused(client)
    assert (result.verdict, result.code) == (verdict, NO_CODE)


@pytest.mark.parametrize("status", [301, 302, 307, 308])
def test_a_redirect_is_not_followed(server, client, status):
    server.play = answer(b"", status, Location=f"{server.url}/elsewhere")
    assert refused(client).verdict is Verdict.UNKNOWN
    assert len(server.received) == 1


@pytest.mark.parametrize(
    ("header", "seconds"),
    [("7", 7.0), ("0", 0.0), ("999999", 86_400.0), ("soon", None), ("-1", None), ("nan", None)],
)
def test_retry_after_is_kept_within_a_day(server, client, header, seconds):
    server.play = answer({"error": {"code": 130429}}, 429, Retry_After=header)
    assert refused(client).retry_after == seconds


def test_a_cookie_is_not_sent_back(server, client):
    server.play = answer(ACCEPTED, Set_Cookie="tenant=uno; Path=/")
    send(client)
    send(client)
    assert "Cookie" not in server.received[1].headers


def test_no_proxy_of_the_environment_sees_the_call(server, client, monkeypatch):
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:1")
    monkeypatch.setenv("http_proxy", "http://127.0.0.1:1")
    assert isinstance(send(client), Accepted)
