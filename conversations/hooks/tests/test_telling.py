"""A tenant's own server is told what was said, signed, in order, once unless it does not answer."""

import re
from datetime import timedelta
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import connection
from django.test.utils import CaptureQueriesContext

from conversations.hooks.tests.conftest import with_hook
from conversations.hooks.tests.look import change, event, events, lane
from conversations.models import HookEvent
from conversations.tests.letters import ANA, BETO, tell_status, write
from conversations.tests.look import log
from conversations.tests.skills import replying
from conversations.tests.stations import let_pass
from tenants.hook_secrets import rotate
from tenants.models import HookSecret
from whatsapp.graph.messages import Text
from whatsapp.tests.graph_server import answer, error, hang_up

Estado, Kind = HookEvent.Estado, HookEvent.Kind

DOCUMENT: Path = settings.BASE_DIR / "docs" / "webhooks-salientes.md"


def documented() -> Any:
    """Return the function that the documentation gives to receivers."""
    (snippet,) = re.findall(r"```python\n(.*?)```", DOCUMENT.read_text(), re.DOTALL)
    namespace: dict[str, Any] = {}
    exec(snippet, namespace)  # noqa: S102  # what is documented is what is tested
    return namespace["is_from_liora"]


def test_what_came_in_and_what_went_out_are_told_in_order(hooked, theirs, say, deliver):
    say("hola")
    deliver()
    assert theirs.told == [("message.received", "hola"), ("message.sent", "eco: hola")]
    assert {row.estado for row in events()} == {Estado.ENTREGADO}


def test_the_documented_check_takes_it_and_nothing_else(hooked, theirs, say, deliver, secret):
    say("hola")
    deliver()
    is_from_liora = documented()
    for call in theirs.calls:
        assert is_from_liora(secret, call.headers, call.body)
        assert not is_from_liora(secret + "x", call.headers, call.body)
        assert not is_from_liora(secret, call.headers, call.body + b" ")
        old = {**call.headers, "X-Liora-Timestamp": str(int(call.headers["X-Liora-Timestamp"]) - 1)}
        assert not is_from_liora(secret, old, call.body)


def test_an_event_says_what_the_documentation_says(hooked, theirs, say, deliver):
    say("hola")
    deliver()
    example = re.search(r"```json\n(.*?)```", DOCUMENT.read_text(), re.DOTALL)
    received, sent = (call.event for call in theirs.calls)
    assert example
    keys = re.findall(r'^  "(\w+)":', example[1], re.MULTILINE)
    assert list(received) == list(sent) == keys
    row = log(direction="in")
    assert received["message"] == {
        "id": str(row.id),
        "wamid": row.wamid,
        "direction": "in",
        "seq": 1,
        "type": "text",
        "text": "hola",
        "content": received["message"]["content"],
        "in_reply_to": "",
        "media": None,
    }
    assert received["message"]["content"]["text"] == {"body": "hola"}
    assert received["conversation"] == {"id": str(row.convo_id), "address": ANA}
    assert received["phone_number_id"] == hooked.phone_number_id
    assert received["cliente_id"] == str(hooked.cliente_id)
    assert received["status"] is None
    assert sent["status"] == {"estado": "enviado", "code": None, "detail": ""}
    assert sent["message"]["wamid"] == log(direction="out").wamid


def test_headers_name_the_event_and_its_delivery(hooked, theirs, say, deliver):
    say("hola")
    deliver()
    for call, row in zip(theirs.calls, events(), strict=True):
        assert call.path == "/aviso?clave=1"
        assert call.headers["X-Liora-Event"] == row.kind
        assert call.delivery == call.event["id"] == str(row.id)
        assert call.headers["Content-Type"] == "application/json"


def test_statuses_are_told_once_each_whatever_comes_twice(hooked, theirs, say, deliver, work):
    say("hola")
    for state in ("delivered", "delivered", "read", "delivered", "read"):
        tell_status(hooked, log(direction="out"), state)
        work()
    deliver()
    told = [call.event["status"]["estado"] for call in theirs.calls[1:]]
    assert told == ["enviado", "entregado", "leido"]


def test_a_status_that_outruns_our_own_answer_tells_the_sending_first(
    hooked, theirs, deliver, work, graph
):
    graph.will(graph.accept_but(hang_up))
    write(hooked, "hola")
    work()
    tell_status(hooked, log(direction="out"), "delivered", wamid="wamid.ANTES")
    work()
    deliver()
    assert [call.event["type"] for call in theirs.calls] == [
        "message.received",
        "message.sent",
        "message.status",
    ]


def test_a_failure_says_why(hooked, theirs, deliver, work, graph):
    graph.will(error(131026, message="Message undeliverable"))
    write(hooked, "hola")
    work()
    deliver()
    (failed,) = (call.event for call in theirs.calls[1:])
    assert (failed["type"], failed["status"]["estado"]) == ("message.status", "fallido")
    assert failed["status"]["code"] == 131026
    assert failed["status"]["detail"] == log(direction="out").error_detail


def test_without_an_address_nothing_is_kept_and_a_step_costs_one_statement(waba, stations, secret):
    write(waba, "hola")
    with CaptureQueriesContext(connection) as captured:
        stations.inbox.step()
    assert events() == []
    about_hooks = [query for query in captured if "hook_" in query["sql"]]
    assert len(about_hooks) == 1


def test_only_the_number_with_an_address_is_told(hooked, other_waba, theirs, deliver, work):
    write(hooked, "de acá")
    write(other_waba, "de allá", from_=BETO)
    work()
    deliver()
    assert {call.event["cliente_id"] for call in theirs.calls} == {str(hooked.cliente_id)}
    assert {row.cliente_id for row in events()} == {hooked.cliente_id}


def test_a_turn_that_is_not_kept_tells_nothing(hooked, theirs, deliver, work, skill, monkeypatch):
    def fail(*_: Any) -> None:
        raise RuntimeError

    monkeypatch.setattr("conversations.commit.announce_received", fail)
    write(hooked, "hola")
    work()
    deliver()
    assert theirs.calls == events() == []


def test_without_a_secret_it_waits(waba, theirs, say, deliver, cliente):
    with_hook(waba, theirs.url)
    say("hola")
    deliver()
    assert theirs.calls == []
    assert {row.attempts for row in events()} == {0}
    assert lane().trouble == "sin_secreto"
    rotate(cliente)
    let_pass(61)
    deliver()
    assert len(theirs.calls) == 2
    assert lane().trouble == ""


def test_while_a_secret_is_rotated_both_can_check(hooked, theirs, say, deliver, secret, cliente):
    new, _until = rotate(cliente)
    say("hola")
    deliver()
    is_from_liora = documented()
    for call in theirs.calls:
        assert all(is_from_liora(each, call.headers, call.body) for each in (secret, new))


def test_an_old_secret_ends(hooked, theirs, say, deliver, secret, cliente):
    new, _until = rotate(cliente, timedelta(0))
    say("hola")
    deliver()
    assert "," not in theirs.calls[0].headers["X-Liora-Signature"]
    assert not documented()(secret, theirs.calls[0].headers, theirs.calls[0].body)
    assert documented()(new, theirs.calls[0].headers, theirs.calls[0].body)


def test_a_secret_that_no_key_opens_sends_nothing(hooked, theirs, say, deliver, settings):
    settings.ENCRYPTION_KEYS = ["otra-clave-de-cifrado"]
    say("hola")
    deliver()
    assert theirs.calls == []
    settings.ENCRYPTION_KEYS = ["desarrollo"]


def test_an_event_that_fails_holds_back_its_conversation_only(hooked, theirs, deliver, work, skill):
    skill.instead["callate"] = replying()
    theirs.will(answer(b"", 500))
    write(hooked, "callate")
    work()
    deliver()
    write(hooked, "después")
    write(hooked, "aparte", from_=BETO)
    work()
    deliver()
    assert theirs.told[1:] == [("message.received", "aparte"), ("message.sent", "eco: aparte")]
    let_pass(10)
    deliver()
    assert [text for _kind, text in theirs.told[3:]] == ["callate", "después", "eco: después"]


def test_many_of_one_conversation_stay_in_order(hooked, theirs, deliver, work, skill):
    skill.instead["todo"] = replying(*[Text(f"parte {n}") for n in range(6)])
    write(hooked, "todo")
    work()
    deliver()
    assert [text for _kind, text in theirs.told] == ["todo", *(f"parte {n}" for n in range(6))]


def test_when_the_address_is_taken_away_what_waits_is_put_aside(hooked, theirs, say, deliver):
    say("hola")
    with_hook(hooked, "")
    deliver()
    assert theirs.calls == []
    assert {(row.estado, row.trouble) for row in events()} == {(Estado.MUERTO, "sin_direccion")}


def test_one_that_cannot_be_written_is_put_aside_in_the_end(
    hooked, theirs, say, deliver, monkeypatch
):
    def refuse(_event: HookEvent) -> bytes:
        raise ValueError

    say("hola")
    monkeypatch.setattr("conversations.hooks.rounds.event_bytes", refuse)
    deliver()
    assert theirs.calls == []
    assert {row.trouble for row in events(attempts=1)} == {"error_interno"}


def test_secrets_are_not_kept_in_the_open(hooked, secret):
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT secret FROM {HookSecret._meta.db_table}")
        (stored,) = cursor.fetchone()
    assert secret not in stored


def test_a_suspended_business_is_told_nothing(hooked, theirs, deliver, work, cliente):
    cliente.estado = "suspendido"
    cliente.save()
    write(hooked, "hola")
    work()
    deliver()
    assert events() == []


def test_the_body_is_the_same_at_every_attempt(hooked, theirs, say, deliver, skill):
    skill.instead["callate"] = replying()
    theirs.will(answer(b"", 503))
    say("callate")
    deliver()
    let_pass(10)
    deliver()
    first, second = theirs.calls
    assert (first.body, first.delivery) == (second.body, second.delivery)
    assert event().attempts == 2


def test_a_row_of_unknown_kind_waits_for_nobody(hooked, say, deliver, theirs):
    say("hola")
    change(HookEvent, kind=Kind.CONVERSATION)
    deliver()
    assert len(theirs.calls) == 2
