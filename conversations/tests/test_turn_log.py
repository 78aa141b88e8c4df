"""A line written during a turn says whose customer it was about."""

from structlog.contextvars import get_contextvars

from conversations.inbox import Inbox
from conversations.tests.letters import write
from conversations.tests.skills import echo
from conversations.tests.stations import LEASE_S


def test_what_a_skill_logs_names_its_cliente_and_the_next_step_does_not(waba, skill):
    bound = []

    def look(turn):
        bound.append(get_contextvars())
        return echo(turn)

    skill.instead["hola"] = look
    write(waba, "hola")
    inbox = Inbox(skill, lease_s=LEASE_S)
    while inbox.step():
        pass
    inbox.close()
    assert bound == [{"cliente_id": str(waba.cliente_id)}]
    assert get_contextvars() == {}
