"""A number of development writes only to a list, which knows numbers as they were typed.

Meta's 131030 is tried once more at the other form of the number, and then explained.
"""

from typing import Any

import pytest
from django.test import Client

from conversations.delivery.failures import Failure
from conversations.models import ConversationLog, ConvoState
from conversations.tests.letters import write
from conversations.tests.look import contacts, log, logs, state
from conversations.tests.road import ANA, Say
from conversations.tests.stations import Stations, let_pass
from liora.tests.admin_rows import address
from whatsapp.models import WabaAccount
from whatsapp.tests.graph_server import Handler, error
from whatsapp.tests.graph_stub import GraphStub, address_of, last_body

OTHER = "543515550101"
Estado = ConversationLog.Estado


def tried(graph: GraphStub) -> list[str]:
    return [address_of(body) for body in graph.sent]


def knows_only(graph: GraphStub, listed: str) -> None:
    """Let Graph refuse whoever is not on the list, as Meta does."""

    def play(handler: Handler) -> None:
        on_it = address_of(last_body(handler)) == f"+{listed}"
        (graph.accept if on_it else error(131030, 400))(handler)

    graph.always = play


@pytest.mark.parametrize(
    ("heard", "listed"),
    [
        (ANA, OTHER),
        (OTHER, ANA),
        ("5215512345678", "525512345678"),
        ("554891234567", "5548991234567"),
        ("5511987654321", "551187654321"),
    ],
)
def test_the_other_form_is_tried_once_and_remembered(
    say: Say, graph: GraphStub, heard: str, listed: str
) -> None:
    knows_only(graph, listed)
    say("hola", from_=heard)
    row = log(direction="out")
    assert (row.estado, row.failure, row.error_code) == (Estado.ENVIADO, "", None)
    assert (row.user_msisdn, row.sent_to) == (heard, listed)
    assert state().send_as == listed
    say("otra vez", from_=heard)
    assert tried(graph) == [f"+{heard}", f"+{listed}", f"+{listed}"]
    assert (len(contacts()), state().user_msisdn) == (1, heard)


def test_what_follows_in_the_lane_goes_there_in_order(
    waba: WabaAccount, stations: Stations, graph: GraphStub
) -> None:
    knows_only(graph, OTHER)
    for text in ("uno", "dos", "tres"):
        write(waba, text)
    while stations.inbox.step():
        pass
    stations.work()
    assert tried(graph) == [f"+{ANA}", *[f"+{OTHER}"] * 3]
    assert graph.said[1:] == ["eco: uno", "eco: dos", "eco: tres"]


def test_who_is_on_no_list_is_tried_twice_and_never_more(
    say: Say, stations: Stations, graph: GraphStub
) -> None:
    knows_only(graph, "1")
    say("hola")
    for _ in range(3):
        let_pass(4000)
        stations.work()
    row = log(direction="out")
    assert tried(graph) == [f"+{ANA}", f"+{OTHER}"]
    assert (row.estado, row.failure, row.error_code) == (
        Estado.FALLIDO,
        Failure.LISTA_DE_PRUEBA,
        131030,
    )
    assert state().send_as == ""


def test_trouble_in_between_gives_it_no_third_try(
    say: Say, stations: Stations, graph: GraphStub
) -> None:
    graph.will(error(131030, 400), error(131016, 503), error(131030, 400))
    say("hola")
    let_pass(600)
    stations.work()
    assert tried(graph) == [f"+{ANA}", f"+{OTHER}", f"+{OTHER}"]
    assert log(direction="out").failure == Failure.LISTA_DE_PRUEBA


def test_a_number_with_one_form_is_not_tried_again(say: Say, graph: GraphStub) -> None:
    knows_only(graph, "1")
    say("hola", from_="34600111222")
    assert tried(graph) == ["+34600111222"]
    assert log(direction="out").failure == Failure.LISTA_DE_PRUEBA


def test_a_list_that_was_written_anew_is_learned_anew(say: Say, graph: GraphStub) -> None:
    knows_only(graph, OTHER)
    say("hola")
    knows_only(graph, ANA)
    say("otra vez")
    say("y otra")
    assert tried(graph) == [f"+{one}" for one in (ANA, OTHER, OTHER, ANA, ANA)]
    assert {row.estado for row in logs(direction="out")} == {Estado.ENVIADO}


def test_a_number_that_was_parked_is_seen_to_be_well(
    say: Say, waba: WabaAccount, stations: Stations, graph: GraphStub
) -> None:
    graph.will(error(190, 401), error(131030, 400))
    say("hola")
    let_pass(4000)
    stations.work()
    assert tried(graph) == [f"+{ANA}", f"+{ANA}", f"+{OTHER}"]
    assert log(direction="out").estado == Estado.ENVIADO
    assert WabaAccount._base_manager.get(id=waba.id).parked_since is None


def test_what_is_known_of_one_number_is_not_used_for_the_next(say: Say, graph: GraphStub) -> None:
    knows_only(graph, OTHER)
    say("hola")
    ConvoState._base_manager.update(user_msisdn="34600111222")
    ConversationLog._base_manager.filter(direction="out").update(
        user_msisdn="34600111222", sent_to="", estado=Estado.EN_COLA, sent_at=None
    )
    say("otra vez")
    assert tried(graph)[-1] == f"+{OTHER}", "asked from the old number, answered there"
    assert "+34600111222" in tried(graph)


def test_it_says_what_to_do(say: Say, graph: GraphStub, admin_client: Client) -> None:
    knows_only(graph, "1")
    say("hola")
    row = log(direction="out")
    for words in ("lista de prueba", "developers.facebook.com", "Administrar lista"):
        assert words in row.error_detail
    page: Any = admin_client.get(address(ConversationLog, "change", row.pk))
    shown = page.content.decode()
    assert "lista_de_prueba" in shown
    assert "Administrar lista" in shown
