"""A number that Meta refuses: what comes in is kept, what goes out waits, people are told."""

from datetime import UTC, datetime, timedelta

import pytest
from django_scopes import scopes_disabled

from accounts.models import Letter, UserCliente
from accounts.tests.people import person
from conversations.models import ConvoState
from conversations.tests.letters import BETO, CARO, write
from conversations.tests.look import logs, sent_rows
from conversations.tests.road import Work
from conversations.tests.stations import Stations, let_pass
from tenants.models import AuditEntry
from whatsapp.models import WabaAccount
from whatsapp.numbers import update
from whatsapp.tests.graph_server import error
from whatsapp.tests.graph_stub import GraphStub

NO_TOKEN, NO_PERMISSION, USER_GONE = 190, 10, 131026


def number(waba: WabaAccount) -> WabaAccount:
    return WabaAccount._base_manager.get(id=waba.id)


@pytest.fixture
def parked(waba: WabaAccount, work: Work, graph: GraphStub) -> WabaAccount:
    graph.always = error(NO_TOKEN, 401)
    write(waba, "hola")
    work()
    return waba


@pytest.mark.parametrize("code", [NO_TOKEN, 0, NO_PERMISSION])
def test_it_is_parked_and_says_since_when_and_why(
    waba: WabaAccount, work: Work, graph: GraphStub, code: int
) -> None:
    graph.will(error(code, 401))
    write(waba, "hola")
    work()
    now = number(waba)
    assert (now.park_code, now.park_strikes) == (code, 1)
    assert now.parked_since
    assert now.pause_reason
    (row,) = sent_rows()
    assert (row.estado, row.error_code) == ("en_cola", code)


def test_what_comes_in_is_kept_and_answered_later(
    parked: WabaAccount, work: Work, graph: GraphStub
) -> None:
    calls = len(graph.sent)
    for address in (BETO, CARO):
        write(parked, "buenas", from_=address)
    work()
    assert len(logs(direction="in")) == 3
    assert len(graph.sent) == calls
    assert {row.estado for row in sent_rows()} == {"en_cola"}


def test_a_new_token_lets_everything_out_at_once(
    parked: WabaAccount, work: Work, graph: GraphStub
) -> None:
    for address in (BETO, CARO):
        write(parked, "buenas", from_=address)
    work()
    graph.always = graph.accept
    update(number(parked), access_token="EAAnuevo")
    let_pass(3)  # its own back-off, never the number's minutes
    work()
    assert {row.estado for row in sent_rows()} == {"enviado"}
    assert {name: getattr(number(parked), name) for name in WabaAccount.WELL} == WabaAccount.WELL


def test_what_is_outside_its_window_by_then_says_so(
    parked: WabaAccount, work: Work, graph: GraphStub
) -> None:
    write(parked, "buenas", from_=BETO)
    work()
    yesterday = datetime.now(UTC) - timedelta(hours=25)
    with scopes_disabled():
        ConvoState.objects.filter(user_msisdn=BETO).update(last_inbound_at=yesterday)
    graph.always = graph.accept
    update(number(parked), access_token="EAAnuevo")
    let_pass(3)
    work()
    late, in_time = (sent_rows(user_msisdn=one)[0] for one in (BETO, "5493515550101"))
    assert (late.estado, late.failure) == ("fallido", "fuera_de_ventana")
    assert in_time.estado == "enviado"


def test_one_message_at_a_time_finds_out_and_each_time_later(
    parked: WabaAccount, stations: Stations, graph: GraphStub
) -> None:
    for place in range(20):
        write(parked, "hola", from_=f"{5493515550300 + place}")
    stations.work()
    waits = []
    for _ in range(4):
        before, now = len(graph.sent), datetime.now(UTC)
        until = number(parked).paused_until
        assert until
        waits.append((until - now).total_seconds())
        let_pass(waits[-1] + 1)
        stations.work()
        assert len(graph.sent) - before == 1
    assert waits == sorted(waits)
    assert waits[-1] > 4 * waits[0]


def test_once_a_message_goes_through_the_others_follow(
    parked: WabaAccount, stations: Stations, graph: GraphStub
) -> None:
    for place in range(20):
        write(parked, "hola", from_=f"{5493515550300 + place}")
    stations.work()
    graph.always = graph.accept
    let_pass(120)
    stations.work()
    assert {row.estado for row in sent_rows()} == {"enviado"}
    assert number(parked).parked_since is None


def test_a_refusal_that_is_about_one_person_shows_that_the_number_is_well(
    parked: WabaAccount, stations: Stations, graph: GraphStub
) -> None:
    write(parked, "hola", from_=BETO)
    stations.work()
    graph.always = graph.accept
    graph.will(error(USER_GONE, 400))
    let_pass(120)
    stations.work()
    assert sorted(row.estado for row in sent_rows()) == ["enviado", "fallido"]
    assert number(parked).parked_since is None


def test_owner_admin_and_operators_are_told_once(
    waba: WabaAccount, work: Work, graph: GraphStub
) -> None:
    with scopes_disabled():
        for rol in UserCliente.Rol.values:
            UserCliente.objects.create(
                usuario=person(f"{rol}@tienda.example"),
                cliente=waba.cliente,
                rol=rol,
                estado=UserCliente.Estado.ACTIVO,
            )
    operator = person("mesa@liora.example")
    operator.is_staff = True
    operator.save()
    graph.always = error(NO_TOKEN, 401)
    write(waba, "hola")
    write(waba, "hola", from_=BETO)
    work()
    let_pass(200)
    work()
    with scopes_disabled():
        letters = list(Letter.objects.filter(kind=Letter.Kind.NUMERO_RECHAZADO))
        entries = list(AuditEntry.objects.filter(event="waba.rechazada"))
    assert sorted(letter.email for letter in letters) == [
        "admin@tienda.example",
        "mesa@liora.example",
        "owner@tienda.example",
    ]
    assert {letter.context_json["numero"] for letter in letters} == {str(waba)}
    assert [entry.target for entry in entries] == [str(waba.id)]


@pytest.mark.django_db(transaction=True)
def test_lanes_of_a_freed_number_are_woken_without_anybodys_transaction(
    parked: WabaAccount, work: Work, graph: GraphStub
) -> None:
    graph.always = graph.accept
    update(number(parked), access_token="EAAnuevo")
    let_pass(3)
    work()
    assert {row.estado for row in sent_rows()} == {"enviado"}
