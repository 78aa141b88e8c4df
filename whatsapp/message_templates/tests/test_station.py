"""The worker asks Meta for each account's templates: at first, daily, and when somebody asks."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.db.models import F
from django.utils import timezone
from django_scopes import scopes_disabled

from liora.tests.unscoped import all_of
from tenants.tests.factories import ClienteFactory
from whatsapp.graph.errors import NO_CODE
from whatsapp.graph.templates import TemplatesClient
from whatsapp.message_templates import station
from whatsapp.message_templates.asking import ask_again
from whatsapp.message_templates.station import TemplateLists
from whatsapp.models import MessageTemplate, WabaAccount
from whatsapp.numbers import retire, update
from whatsapp.tests.factories import WabaAccountFactory
from whatsapp.tests.graph_server import GraphServer, Handler, answer, error, graph_server

pytestmark = pytest.mark.django_db
# What happens meanwhile happens on another connection.
elsewhere = pytest.mark.django_db(transaction=True)
ONE = {
    "id": "7",
    "name": "retomar_charla",
    "language": "es_AR",
    "status": "APPROVED",
    "category": "UTILITY",
    "components": [{"type": "BODY", "text": "¿Seguimos?"}],
}


@pytest.fixture
def asked() -> list[str]:
    return []


@pytest.fixture
def graph(settings: Any, asked: list[str]) -> Iterator[GraphServer]:
    with graph_server() as server:
        settings.META_GRAPH_URL = server.url

        def play(handler: Handler) -> None:
            asked.append(handler.path.split("/")[2])
            answer({"data": [ONE]})(handler)

        server.play = play
        yield server


@pytest.fixture
def number(graph: GraphServer) -> WabaAccount:
    return WabaAccountFactory(cliente=ClienteFactory())


@pytest.fixture
def lists(graph: GraphServer, monkeypatch: pytest.MonkeyPatch) -> Iterator[TemplateLists]:
    monkeypatch.setattr(station, "LOOKS_EVERY_S", 0.0)
    made = TemplateLists(TemplatesClient())
    yield made
    made.close()


def work(lists: TemplateLists) -> int:
    steps = 0
    while lists.step():
        steps += 1
    return steps


def let_pass(**time: float) -> None:
    with scopes_disabled():
        for column in ("templates_due_at", "templates_asked_at", "templates_synced_at"):
            rows = WabaAccount.objects.filter(**{f"{column}__isnull": False})
            rows.update(**{column: F(column) - timedelta(**time)})


def stored(number: WabaAccount) -> WabaAccount:
    return all_of(WabaAccount).get(pk=number.pk)


def test_a_new_number_has_its_templates_at_once_and_every_day(
    number: WabaAccount, lists: TemplateLists, asked: list[str]
) -> None:
    assert work(lists) == 1
    row = all_of(MessageTemplate).get()
    told = (row.cliente_id, row.name, row.status)
    assert told == (number.cliente_id, "retomar_charla", "APPROVED")
    assert stored(number).templates_synced_at == row.synced_at
    let_pass(hours=23)
    assert work(lists) == 0
    let_pass(hours=1, minutes=1)
    assert work(lists) == 1
    assert asked == [number.waba_id] * 2


def test_whoever_asks_waits_for_no_day(number: WabaAccount, lists: TemplateLists) -> None:
    work(lists)
    with scopes_disabled():
        assert ask_again(WabaAccount.objects.all()) == 0
        let_pass(minutes=2)
        assert ask_again(WabaAccount.objects.all()) == 1
    assert work(lists) == 1


def test_a_new_token_asks(number: WabaAccount, lists: TemplateLists) -> None:
    work(lists)
    let_pass(minutes=2)
    update(number, access_token="EAAnuevo")
    assert work(lists) == 1


def test_a_list_that_does_not_come_takes_nothing_away_and_is_asked_for_later(
    number: WabaAccount, lists: TemplateLists, graph: GraphServer
) -> None:
    work(lists)
    well = graph.play
    graph.play = error(190)
    let_pass(hours=25)
    assert work(lists) == 1
    assert stored(number).templates_code == 190
    assert all_of(MessageTemplate).get().status == "APPROVED"
    assert work(lists) == 0
    graph.play = well
    let_pass(minutes=31)
    assert work(lists) == 1
    assert stored(number).templates_code is None


def test_a_retired_number_is_not_asked_for(
    number: WabaAccount, lists: TemplateLists, asked: list[str]
) -> None:
    retire(number)
    assert work(lists) == 0
    assert asked == []


@elsewhere
def test_two_workers_ask_once(
    number: WabaAccount, lists: TemplateLists, graph: GraphServer, asked: list[str]
) -> None:
    other = TemplateLists(TemplatesClient())
    tell = graph.play

    def meanwhile(handler: Handler) -> None:
        graph.play = tell
        with scopes_disabled():
            assert other._take() is None
        connection.close()
        tell(handler)

    graph.play = meanwhile
    assert work(lists) == 1
    assert len(asked) == 1


@elsewhere
def test_asking_while_the_list_is_read_reads_it_again(
    number: WabaAccount, lists: TemplateLists, graph: GraphServer
) -> None:
    tell = graph.play

    def meanwhile(handler: Handler) -> None:
        graph.play = tell
        with scopes_disabled():
            ask_again(WabaAccount.objects.all())
        connection.close()
        tell(handler)

    graph.play = meanwhile
    assert work(lists) == 1
    let_pass(minutes=2)
    assert work(lists) == 1


def test_a_worker_that_dies_asking_is_followed_by_another(
    number: WabaAccount, lists: TemplateLists
) -> None:
    with scopes_disabled():
        assert lists._take()
    assert work(lists) == 0
    let_pass(minutes=11)
    assert work(lists) == 1


def test_one_account_of_two_businesses_is_listed_for_each(
    number: WabaAccount, lists: TemplateLists
) -> None:
    other = WabaAccountFactory(cliente=ClienteFactory(), waba_id=number.waba_id)
    assert work(lists) == 2
    owners = set(all_of(MessageTemplate).values_list("cliente_id", flat=True))
    assert owners == {number.cliente_id, other.cliente_id}


@pytest.mark.parametrize("text", ["a\0b", "\ud800"])
def test_text_that_no_database_keeps_does_not_stop_the_list(
    number: WabaAccount, lists: TemplateLists, graph: GraphServer, text: str
) -> None:
    odd = ONE | {"name": "rara", "components": [{"type": "BODY", "text": text}]}
    graph.play = answer({"data": [odd, ONE]})
    assert work(lists) == 1
    assert stored(number).templates_code is None
    assert all_of(MessageTemplate).count() == 2


def test_whatever_else_goes_wrong_is_noted_and_tried_later(
    number: WabaAccount, lists: TemplateLists, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: Any, **__: Any) -> int:
        raise ValueError("no")

    monkeypatch.setattr(station, "keep_list", broken)
    assert work(lists) == 1
    assert stored(number).templates_code == NO_CODE
    assert work(lists) == 0


def test_who_asked_comes_before_whose_day_has_come(
    number: WabaAccount, lists: TemplateLists, asked: list[str]
) -> None:
    WabaAccountFactory(cliente=ClienteFactory(), waba_id="999")
    with scopes_disabled():
        yesterday = timezone.now() - timedelta(days=1)
        WabaAccount.objects.filter(waba_id="999").update(templates_due_at=yesterday)
    assert work(lists) == 2
    assert asked == [number.waba_id, "999"]


def test_asking_again_and_again_is_one_question_a_minute(
    number: WabaAccount, lists: TemplateLists, graph: GraphServer
) -> None:
    questions = []

    def refuse(handler: Handler) -> None:
        questions.append(handler.path)
        error(190)(handler)

    graph.play = refuse
    for _ in range(5):
        with scopes_disabled():
            ask_again(WabaAccount.objects.all())
        work(lists)
    assert len(questions) == 1
    let_pass(minutes=1, seconds=1)
    assert work(lists) == 1
    assert len(questions) == 2
