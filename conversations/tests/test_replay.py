"""A message that was put aside as dead is answered once what killed it is mended."""

from io import StringIO
from uuid import uuid4

import pytest
from django.core.management import CommandError, call_command

from conversations.tests.letters import write
from conversations.tests.road import Work
from conversations.tests.skills import Skill, fail
from conversations.tests.stations import let_pass
from conversations.work import MAX_ATTEMPTS
from whatsapp.models import InboundEvent, WabaAccount
from whatsapp.tests.graph_stub import GraphStub
from whatsapp.tests.wire import events


@pytest.fixture
def dead(waba: WabaAccount, skill: Skill, work: Work, graph: GraphStub) -> InboundEvent:
    """Return a message that failed every time; the skill is mended by now."""
    skill.instead["veneno"] = fail
    write(waba, "veneno")
    for _ in range(MAX_ATTEMPTS):
        work()
        let_pass(3600)
    work()
    skill.instead.clear()
    (event,) = events(estado=InboundEvent.Estado.MUERTO)
    graph.sent.clear()
    return event


def run(*arguments: str) -> str:
    out = StringIO()
    call_command("replay_events", *arguments, stdout=out)
    return out.getvalue()


def test_it_works(dead: InboundEvent, work: Work, graph: GraphStub) -> None:
    assert run() == "1 mensaje vuelve a la fila.\n"
    work()
    assert graph.said == ["eco: veneno"]
    assert events(estado=InboundEvent.Estado.MUERTO) == []
    assert run() == "0 mensajes vuelven a la fila.\n"


def test_a_dry_run_shows_them_and_changes_nothing(dead: InboundEvent) -> None:
    shown = run("--dry-run")
    assert str(dead.id) in shown
    assert "1 mensaje muerto." in shown
    assert events(estado=InboundEvent.Estado.MUERTO) == [dead]


def test_it_can_be_one_cliente_or_one_event(dead: InboundEvent, work: Work) -> None:
    assert run("--cliente", "otro") == "0 mensajes vuelven a la fila.\n"
    with pytest.raises(CommandError, match="no está muerto"):
        run("--event", str(uuid4()))
    assert run("--event", str(dead.id)) == "1 mensaje vuelve a la fila.\n"
