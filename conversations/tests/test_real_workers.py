"""Real workers, as many as there may be, killed as rudely as they may be."""

import random
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from django_scopes import scopes_disabled

from conversations.models import ConversationLog
from conversations.tests.real_workers import HASTE, Workers
from conversations.tests.road import PostWebhook
from liora.tests.running import until
from tenants.tests.factories import ClienteFactory
from whatsapp.models import InboundEvent, WabaAccount
from whatsapp.simulator.addresses import Person
from whatsapp.simulator.payloads import envelope, text_message
from whatsapp.tests.factories import WabaAccountFactory, business_number
from whatsapp.tests.graph_stub import GraphStub, graph_stub

pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True)]

PATIENCE_S = 180.0
MATERIALS = ("pilas", "vidrio", "cartón", "lata", "telgopor")


@pytest.fixture
def graph() -> Iterator[GraphStub]:
    with graph_stub() as stub:
        yield stub


@pytest.fixture
def waba(transactional_db: None) -> WabaAccount:
    with scopes_disabled():
        return WabaAccountFactory(cliente=ClienteFactory(), marks_read=False)


@pytest.fixture
def workers(tmp_path: Path, database_url: str, graph: GraphStub) -> Iterator[Workers]:
    environment = {"DATABASE_URL": database_url, "META_GRAPH_URL": graph.server.url, **HASTE}
    with ExitStack() as stack:
        yield Workers(stack, tmp_path, environment)


def write(post: PostWebhook, waba: WabaAccount, address: str, text: str) -> None:
    person = Person(wa_id=address, name="Ana")
    message = text_message(person, text)
    document = envelope(business_number(waba), person=person, messages=[message])
    assert post(document).status_code == 200


def everything_is_answered() -> bool:
    with scopes_disabled():
        waiting = InboundEvent.objects.exclude(estado=InboundEvent.Estado.HECHO).exists()
        unsent = ConversationLog.objects.filter(estado__in=ConversationLog.UNSENT).exists()
    return not waiting and not unsent


def sent_rows() -> list[ConversationLog]:
    with scopes_disabled():
        rows = ConversationLog.objects.filter(direction=ConversationLog.Direction.OUT)
        return list(rows.order_by("convo", "seq"))


def test_three_workers_answer_one_customer_in_order(
    workers: Workers, graph: GraphStub, waba: WabaAccount, post_webhook: PostWebhook
) -> None:
    for _ in range(3):
        workers.start()
    asked = [MATERIALS[number % len(MATERIALS)] for number in range(50)]
    for material in asked:
        write(post_webhook, waba, "5493515550101", f"recicla {material}")
    until(everything_is_answered, seconds=PATIENCE_S)
    rows = {row.id.hex: row for row in sent_rows()}
    sent = [rows[body["biz_opaque_callback_data"]] for body in graph.sent]
    with scopes_disabled():
        answered = [row.event.payload for row in sent]
    texts = [
        payload["entry"][0]["changes"][0]["value"]["messages"][0]["text"]["body"]
        for payload in answered
    ]
    assert texts == [f"recicla {material}" for material in asked]
    assert [row.seq for row in sent] == sorted(row.seq for row in sent)


def test_ten_kills_lose_no_reply_and_double_none_in_silence(
    workers: Workers, graph: GraphStub, waba: WabaAccount, post_webhook: PostWebhook
) -> None:
    chance = random.Random(7)
    people = [f"54935155{number:05d}" for number in range(100)]
    worker = workers.start()
    for number in range(500):
        write(post_webhook, waba, people[number % 100], f"recicla {MATERIALS[number % 5]}")
        if number % 50 == 49:
            time.sleep(chance.uniform(0, 0.3))
            worker.process.kill()
            worker = workers.start()
    until(everything_is_answered, seconds=PATIENCE_S)
    rows = sent_rows()
    times = Counter(body["biz_opaque_callback_data"] for body in graph.sent)
    with scopes_disabled():
        answered = {row.event_id for row in rows}
        assert answered == set(InboundEvent.objects.values_list("id", flat=True))
    assert len(answered) == 500
    assert {row.estado for row in rows} == {ConversationLog.Estado.ENVIADO}
    assert {row.id.hex for row in rows} == set(times), "every answer reached Meta"
    doubled = {row_id for row_id, count in times.items() if count > 1}
    assert doubled <= {row.id.hex for row in rows if row.maybe_twice}
    first_sent = list(dict.fromkeys(body["biz_opaque_callback_data"] for body in graph.sent))
    place = {row_id: index for index, row_id in enumerate(first_sent)}
    for convo in {row.convo_id for row in rows}:
        order = [place[row.id.hex] for row in rows if row.convo_id == convo]
        assert order == sorted(order), "each customer is answered in order"


def test_a_worker_told_to_stop_finishes_what_it_holds(
    workers: Workers, graph: GraphStub, waba: WabaAccount, post_webhook: PostWebhook
) -> None:
    worker = workers.start()
    accept, begun = graph.accept, []

    def slowly(handler) -> None:
        begun.append(handler)
        time.sleep(1.0)
        accept(handler)

    graph.always = slowly
    write(post_webhook, waba, "5493515550101", "recicla pilas")
    until(lambda: begun)
    assert worker.end() == 0
    (row,) = sent_rows()
    assert row.estado == ConversationLog.Estado.ENVIADO
    assert "worker.stopped" in worker.output
