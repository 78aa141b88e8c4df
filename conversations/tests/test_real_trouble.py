"""Real servers and workers in trouble: killed in mid-send, and cut off from their database."""

import json
import random
import time
import urllib.error
import urllib.request
from collections import Counter
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import psycopg
import pytest
from django.db import connection
from django_scopes import scopes_disabled

from conversations.models import ConversationLog
from conversations.tests.look import sent_rows
from liora.tests.running import Running, free_port, get, manage, until
from tenants.tests.factories import ClienteFactory
from whatsapp.models import WabaAccount
from whatsapp.simulator.addresses import Person
from whatsapp.simulator.payloads import envelope, text_message
from whatsapp.tests.factories import WabaAccountFactory, business_number
from whatsapp.tests.graph_stub import GraphStub, graph_stub
from whatsapp.tests.wire import events
from whatsapp.webhook.signature import sign

pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True)]

# Short, so that what a dead worker held comes back while somebody watches.
HASTE = {"INBOX_LEASE_S": "2", "OUTBOX_LEASE_S": "6", "SETTLE_WINDOW_S": "2"}
PATIENCE_S = 120.0
GRAPH_TAKES_S = 0.1
PEOPLE = [f"{5493515550200 + number}" for number in range(40)]
SAID = [f"recicla {material}" for material in ("pilas", "vidrio", "cartón", "lata", "telgopor")]


@pytest.fixture
def graph() -> Iterator[GraphStub]:
    """Run Graph as slow as the real one, so that a kill finds calls under way."""
    with graph_stub() as stub:

        def accept_slowly(handler: Any) -> None:
            time.sleep(GRAPH_TAKES_S)
            stub.accept(handler)

        stub.always = accept_slowly
        yield stub


@pytest.fixture
def waba(transactional_db: None) -> WabaAccount:
    with scopes_disabled():
        return WabaAccountFactory(cliente=ClienteFactory(), marks_read=False)


@pytest.fixture
def start(tmp_path: Path, database_url: str, graph: GraphStub) -> Iterator[Any]:
    """Return a function that starts `manage.py <command>` on this test's database and Graph."""
    environment = {"DATABASE_URL": database_url, "META_GRAPH_URL": graph.server.url, **HASTE}
    with ExitStack() as stack:
        places = iter(range(1000))

        def start(command: str, **more: str) -> Running:
            place = tmp_path / str(next(places))
            place.mkdir()
            return stack.enter_context(manage(place, command, **environment, **more))

        yield start


@pytest.fixture
def web(start: Any) -> str:
    port = free_port()
    start("web", PORT=str(port), HOST="127.0.0.1")
    url = f"http://127.0.0.1:{port}"
    until(lambda: get(f"{url}/health")[0] == 200)
    return url


def post_until_taken(web: str, waba: WabaAccount, address: str, text: str) -> list[int]:
    """Post as Meta does: again and again until 200. Return every answer."""
    person = Person(wa_id=address, name="Ana")
    document = envelope(business_number(waba), person=person, messages=[text_message(person, text)])
    body = json.dumps(document).encode()
    answers = [post(web, body)]
    while answers[-1] != 200:
        time.sleep(0.05)
        answers.append(post(web, body))
    return answers


def post(web: str, body: bytes) -> int:
    headers = {
        "Content-Type": "application/json",
        "X-Hub-Signature-256": sign(body, "app-secret-of-the-tests"),
    }
    request = urllib.request.Request(f"{web}/webhook/meta", body, headers)
    try:
        with urllib.request.urlopen(request, timeout=30) as answer:
            return answer.status
    except urllib.error.HTTPError as error:
        return error.code


def everything_is_sent(count: int) -> bool:
    rows = sent_rows()
    return len(rows) >= count and {row.estado for row in rows} == {ConversationLog.Estado.ENVIADO}


def assert_that_nothing_was_lost(graph: GraphStub, count: int) -> None:
    rows = sent_rows()
    times = Counter(body["biz_opaque_callback_data"] for body in graph.sent)
    assert {row.event_id for row in rows} == {event.id for event in events()}
    assert len({row.event_id for row in rows}) == len(rows) == count
    assert set(times) == {row.id.hex for row in rows}
    doubled = {row_id for row_id, count in times.items() if count > 1}
    assert doubled <= {row.id.hex for row in rows if row.maybe_twice}
    first_sent = list(dict.fromkeys(body["biz_opaque_callback_data"] for body in graph.sent))
    place = {row_id: index for index, row_id in enumerate(first_sent)}
    for convo in {row.convo_id for row in rows}:
        order = [place[row.id.hex] for row in rows if row.convo_id == convo]
        assert order == sorted(order), "each customer is answered in order"


def test_workers_killed_in_mid_send_lose_nothing(
    start: Any, web: str, graph: GraphStub, waba: WabaAccount
) -> None:
    """Three of them; one after the other is killed while calls to Graph are under way."""
    chance = random.Random(11)
    workers = [start("worker") for _ in range(3)]
    until(lambda: all("worker.started" in one.output for one in workers))
    for number in range(240):
        post_until_taken(web, waba, PEOPLE[number % 40], SAID[number % 5])
        if number % 30 == 29:
            time.sleep(chance.uniform(0, 0.15))
            workers.pop(0).process.kill()
            workers.append(start("worker"))
    until(lambda: everything_is_sent(240), seconds=PATIENCE_S)
    assert_that_nothing_was_lost(graph, 240)


def test_a_database_that_hangs_up_on_everybody_loses_and_doubles_nothing(
    start: Any, web: str, graph: GraphStub, waba: WabaAccount
) -> None:
    """As at a restart: web server and worker find every connection closed, ten times."""
    if connection.vendor != "postgresql":
        pytest.skip("SQLite has no server that could hang up")
    worker = start("worker")
    until(lambda: "worker.started" in worker.output)
    answers = []
    for number in range(200):
        answers += post_until_taken(web, waba, PEOPLE[number % 40], SAID[number % 5])
        if number % 20 == 19:
            hang_up_on_the_others()
    until(lambda: everything_is_sent(200), seconds=PATIENCE_S)
    assert set(answers) <= {200, 503}
    assert_that_nothing_was_lost(graph, 200)
    assert worker.end() == 0, "the same process all along"


def hang_up_on_the_others() -> None:
    parameters = connection.get_connection_params()
    wanted = {name: parameters[name] for name in ("host", "port", "user") if name in parameters}
    with psycopg.connect(dbname="postgres", autocommit=True, **wanted) as admin:
        admin.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
            " WHERE datname = %s AND pid <> %s",
            [connection.settings_dict["NAME"], connection.connection.info.backend_pid],
        )
