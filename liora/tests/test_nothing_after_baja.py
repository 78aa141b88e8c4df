"""After a BAJA nothing leaves but its confirmation, not even what was waiting already."""

from conversations.models import ConvoState
from conversations.tests.letters import write
from conversations.tests.look import sent_rows, state
from conversations.tests.road import Say
from conversations.tests.stations import Stations
from whatsapp.models import WabaAccount
from whatsapp.tests.graph_stub import GraphStub


def test_what_waited_stays_and_only_the_confirmation_leaves(
    waba: WabaAccount, stations: Stations, graph: GraphStub
) -> None:
    write(waba, "recicla pilas")
    stations.inbox.step()
    write(waba, "BAJA")
    stations.inbox.step()
    stations.work()
    assert len(graph.sent) == 1
    assert "ALTA" in graph.said[0]
    waited, confirmation = sent_rows()
    assert (waited.estado, waited.failure) == ("fallido", "baja")
    assert (confirmation.estado, confirmation.intent) == ("enviado", "baja")


def test_merely_writing_again_does_not_undo_it_and_alta_does(say: Say) -> None:
    say("BAJA")
    assert say("recicla pilas") == []
    assert state().estado == ConvoState.Estado.BAJA
    assert say("ALTA")
    assert say("recicla pilas")
