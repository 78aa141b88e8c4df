"""Two transactions that meet over the same rows take them in one order (PostgreSQL)."""

import threading
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction
from django_scopes import scope, scopes_disabled

from conversations import commit, late, writing
from conversations import replying as answers
from conversations.delivery import ledger, numbers
from conversations.delivery.change import Change
from conversations.delivery.consequence import Hold
from conversations.handover import drop_unsent, take_over
from conversations.merging import absorb
from conversations.models import OutboundLane
from conversations.outbound_lanes import wake_outbound
from conversations.tests.letters import BETO, write
from conversations.tests.look import sent_rows, state, states
from conversations.tests.skills import Skill, replying
from conversations.tests.stations import Stations
from conversations.tests.test_reopening_template import choose, template
from liora.ops import lanes
from tenants.models import Cliente
from whatsapp.graph.messages import Text
from whatsapp.message_templates import news
from whatsapp.message_templates.news import Named
from whatsapp.models import WabaAccount
from whatsapp.tests.factories import WabaAccountFactory

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif("connection.vendor != 'postgresql'", reason="SQLite has one writer"),
]
PATIENCE_S = 20
MEETING_S = 0.4


def together(*sides: Callable[[], None]) -> list[str]:
    """Run each in a thread and transaction of its own; return what went wrong."""
    troubles: list[str] = []

    def run(side: Callable[[], None]) -> None:
        try:
            with scopes_disabled(), transaction.atomic():
                side()
        except DatabaseError as error:
            troubles.append(repr(error)[:200])
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=(side,)) for side in sides]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(PATIENCE_S)
    return troubles


def test_a_person_who_answers_and_the_outbox_of_a_business_with_a_webhook(
    skill: Skill, waba: WabaAccount, stations: Stations
) -> None:
    WabaAccount._base_manager.filter(id=waba.id).update(webhook_url="https://x.example/aviso")
    skill.instead["todo"] = replying(Text("uno"), Text("dos"))
    write(waba, "todo")
    stations.inbox.step()
    row, convo_locked, rows_locked = sent_rows()[0], threading.Event(), threading.Event()

    def person() -> None:
        convo = take_over(state().id, "persona")
        convo_locked.set()
        rows_locked.wait(5)
        drop_unsent(convo)

    def outbox() -> None:
        convo_locked.wait(5)
        ledger.lock([row.id])
        ledger.write([Change(row.id, "enviado", 0, 0, 0, False, wamid="wamid.1")])
        rows_locked.set()
        threading.Event().wait(MEETING_S)

    assert together(person, outbox) == []


def test_two_workers_that_hold_and_free_the_same_numbers(cliente: Cliente) -> None:
    with scopes_disabled():
        one, two = sorted(WabaAccountFactory(cliente=cliente).id for _ in range(2))
    until, both = datetime.now(UTC) + timedelta(seconds=15), threading.Barrier(2)

    def first() -> None:
        both.wait(5)
        numbers.lock([two, one])
        numbers.free([two])
        threading.Event().wait(MEETING_S)
        numbers.probe({one: until})

    def second() -> None:
        both.wait(5)
        numbers.lock([one, two])
        numbers.free([one])
        threading.Event().wait(MEETING_S)
        numbers.hold({two: Hold(until, "z")})

    assert together(first, second) == []


def test_the_outbox_gives_lanes_back_while_turns_wake_them(
    waba: WabaAccount, stations: Stations
) -> None:
    write(waba, "a")
    write(waba, "b", from_=BETO)
    stations.inbox.step()
    with scopes_disabled():
        lease = timedelta(seconds=60)
        claims = lanes.claim(OutboundLane, limit=9, lease=lease, facts=("cliente_id", "convo_id"))
        owners = {convo.id: convo.cliente_id for convo in states()}
    first, second = sorted(claims, key=lambda claim: claim.facts[1])
    extended = threading.Event()

    def outbox() -> None:
        lanes.lock(OutboundLane, [first, second])
        lanes.extend(OutboundLane, [second], lease=lease)
        extended.set()
        threading.Event().wait(MEETING_S)
        lanes.release(OutboundLane, [first])

    def inbox() -> None:
        extended.wait(5)
        wake_outbound(dict(sorted(owners.items())))

    assert together(outbox, inbox) == []


@pytest.mark.parametrize("other", ["a person", "the inbox"])
def test_the_api_and_whoever_counts_messages(
    waba: WabaAccount, stations: Stations, monkeypatch: pytest.MonkeyPatch, other: str
) -> None:
    """Both lock a conversation and a meter of the business."""
    write(waba, "hola")
    stations.inbox.step()
    write(waba, "otra")
    spent, counted = threading.Event(), threading.Event()
    cliente, convo = Cliente.objects.get(pk=waba.cliente_id), state()

    def after(module: Any, name: str, *, tell: threading.Event, wait: threading.Event) -> None:
        real = getattr(module, name)

        def slowly(*args: Any) -> Any:
            tell.set()
            wait.wait(1)
            return real(*args)

        monkeypatch.setattr(module, name, slowly)

    after(writing, "enqueue", tell=spent, wait=counted)
    after(answers if other == "a person" else commit, "count", tell=counted, wait=spent)

    def api() -> None:
        with scope(cliente=cliente):
            writing.write_text(convo, "a", through=waba, cliente=cliente, usuario_id=None)

    def counts() -> None:
        if other == "the inbox":
            stations.inbox.step()
            return
        with scope(cliente=cliente):
            answers.reply(convo.pk, "b", usuario_id=None, origin="api")

    assert together(api, counts) == []


def test_a_stand_in_and_two_contacts_that_become_one(
    waba: WabaAccount, stations: Stations, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(waba, "hola")
    write(waba, "hola", from_=BETO)
    stations.inbox.step()
    choose(waba, template(waba))
    one, two = states()
    row, locked, merging = sent_rows(convo=one)[0], threading.Event(), threading.Event()
    real = late._may_be_offered

    def slowly(*args: Any) -> bool:
        locked.set()
        merging.wait(1)
        return real(*args)

    monkeypatch.setattr(late, "_may_be_offered", slowly)

    def merge() -> None:
        locked.wait(5)
        merging.set()
        with scope(cliente=waba.cliente):
            absorb(one.contact_id, two.contact_id)

    assert together(lambda: late.offer_templates([row.pk]), merge) == []


def test_two_lists_of_one_account(waba: WabaAccount) -> None:
    names = [Named(waba.waba_id, f"t{number:04}", "es", "") for number in range(1500)]
    start = threading.Barrier(2)

    def keep(order: list[Named]) -> Callable[[], None]:
        def introduce() -> None:
            with scope(cliente=waba.cliente):
                start.wait(5)
                news.introduce({named: {} for named in order})

        return introduce

    assert together(keep(names), keep(names[::-1])) == []
