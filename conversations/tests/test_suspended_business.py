"""A business that is suspended sends nothing, not even what waited already, until it is back."""

from conversations.tests.letters import write
from conversations.tests.look import sent_rows
from conversations.tests.skills import Skill, replying
from conversations.tests.stations import Stations
from tenants.models import Cliente
from whatsapp.graph.messages import Text
from whatsapp.models import WabaAccount
from whatsapp.tests.graph_stub import GraphStub


def set_estado(waba: WabaAccount, estado: Cliente.Estado) -> None:
    Cliente.objects.filter(id=waba.cliente_id).update(estado=estado)


def test_what_waited_already_stays_and_leaves_once_it_is_back(
    waba: WabaAccount, stations: Stations, graph: GraphStub
) -> None:
    write(waba, "hola")
    stations.inbox.step()
    set_estado(waba, Cliente.Estado.SUSPENDIDO)
    stations.work()
    assert (graph.sent, [row.estado for row in sent_rows()]) == ([], ["en_cola"])
    set_estado(waba, Cliente.Estado.ACTIVO)
    stations.work()
    assert len(graph.sent) == 1


def test_it_is_not_looked_at_again_and_again_meanwhile(
    waba: WabaAccount, stations: Stations, graph: GraphStub
) -> None:
    write(waba, "hola")
    stations.inbox.step()
    set_estado(waba, Cliente.Estado.SUSPENDIDO)
    stations.work()
    assert not stations.outbox.step()


def test_nor_does_the_rest_of_what_is_being_sent(
    skill: Skill, waba: WabaAccount, stations: Stations, graph: GraphStub
) -> None:
    skill.instead["todo"] = replying(Text("uno"), Text("dos"), Text("tres"))
    write(waba, "todo")
    stations.inbox.step()
    stations.outbox.step()
    set_estado(waba, Cliente.Estado.SUSPENDIDO)
    stations.work()
    assert graph.said == ["uno"]


def test_another_business_goes_on(
    waba: WabaAccount, other_waba: WabaAccount, stations: Stations, graph: GraphStub
) -> None:
    for one in (waba, other_waba):
        write(one, "hola")
    stations.inbox.step()
    set_estado(waba, Cliente.Estado.SUSPENDIDO)
    stations.work()
    assert [row.cliente_id for row in sent_rows(estado="enviado")] == [other_waba.cliente_id]
