"""A business that has sent its month's messages: nothing more goes out, nothing is lost."""

import pytest
from django_scopes import scope

from conversations.models import ConversationLog
from conversations.tests.road import Say
from tenants.models import Cliente, PlanOverride
from tenants.plans import Meter
from tenants.policy import remaining
from whatsapp.models import InboundEvent

pytestmark = pytest.mark.django_db


def agree(cliente: Cliente, value: int) -> None:
    with scope(cliente=cliente):
        PlanOverride.objects.update_or_create(
            cliente=cliente, meter=Meter.MESSAGES, defaults={"value": value}
        )


def test_it_counts_what_is_sent(say: Say, cliente: Cliente):
    sent = len(say("hola"))
    assert sent
    assert remaining(cliente, Meter.MESSAGES) == 1000 - sent


def test_once_the_month_is_used_up_it_says_so_once_and_is_silent(say: Say, cliente: Cliente):
    agree(cliente, len(say("hola")))
    [told] = say("hola de nuevo")
    assert "no puedo responder" in told["text"]["body"]
    assert say("¿hola?") == []
    with scope(cliente=cliente):
        last = ConversationLog.objects.latest("id")
        assert (last.direction, last.intent) == ("in", "sistema.limite")
        assert not InboundEvent.objects.exclude(estado=InboundEvent.Estado.HECHO).exists()


def test_it_speaks_again_when_more_is_agreed(say: Say, cliente: Cliente):
    agree(cliente, 1)
    for _ in range(2):
        say("hola")
    assert say("hola") == []
    agree(cliente, 100)
    assert say("hola")
