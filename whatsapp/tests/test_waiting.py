from datetime import timedelta

import pytest
from django.utils import timezone
from django_scopes import scopes_disabled

from liora.ops.health import Estado, Finding
from tenants.models import Cliente
from whatsapp.models import InboundLane
from whatsapp.waiting import nobody_waits_long, oldest_wait_s

pytestmark = pytest.mark.django_db


@pytest.fixture
def waiting():
    """Return a function that leaves a customer of a Cliente of its own waiting for some seconds."""

    def leave_waiting(seconds: float | None) -> None:
        count = Cliente.objects.count()
        cliente = Cliente.objects.create(slug=f"negocio-{count}", name=f"Negocio {count}")
        since = None if seconds is None else timezone.now() - timedelta(seconds=seconds)
        with scopes_disabled():
            InboundLane.objects.create(
                cliente=cliente, address="5493511234567", pending_since=since
            )

    return leave_waiting


def test_nobody_waits_in_an_empty_house():
    assert oldest_wait_s() == 0
    assert nobody_waits_long() == Finding(figures={"segundos": 0})


def test_a_lane_with_nothing_pending_does_not_wait(waiting):
    waiting(None)
    assert oldest_wait_s() == 0


def test_a_lane_that_backs_off_does_not_wait(waiting):
    waiting(-30)
    assert oldest_wait_s() == 0


def test_it_is_the_longest_wait_of_any_cliente(waiting):
    for seconds in (3, 40, 12):
        waiting(seconds)
    assert 40 <= oldest_wait_s() < 45
    assert nobody_waits_long().estado is Estado.OK


def test_a_wait_past_the_limit_is_degraded_and_says_where_to_look(waiting, settings):
    settings.READY_MAX_WAIT_S = 60
    waiting(75)
    finding = nobody_waits_long()
    assert finding.estado is Estado.DEGRADADO
    assert finding.figures["segundos"] >= 75
    assert finding.detalle == "Hay mensajes que esperan más de 60 segundos: revisá el worker."
