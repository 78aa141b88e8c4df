"""What PostgreSQL ends because its client fell silent is trouble with the database: tried again."""

import time

import pytest
from django.db import OperationalError, connection, transaction

from conversations.tests.letters import write
from conversations.tests.look import inbound_lanes, logs
from conversations.tests.stations import Stations
from whatsapp.models import WabaAccount

pytestmark = pytest.mark.django_db(transaction=True)

SHORT_S, SILENT_S = 0.2, 0.6


@pytest.fixture(autouse=True)
def impatient_server() -> None:
    if connection.vendor != "postgresql":
        pytest.skip("SQLite has no server that could lose patience")
    with connection.cursor() as cursor:
        cursor.execute(f"SET idle_in_transaction_session_timeout = '{SHORT_S * 1000:.0f}ms'")


@transaction.atomic
def fall_silent() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
        time.sleep(SILENT_S)
        cursor.execute("SELECT 1")


def test_it_is_an_operational_error() -> None:
    with pytest.raises(OperationalError):
        fall_silent()
    connection.close()


def test_nobody_is_blamed_for_it_and_the_next_step_answers(
    waba: WabaAccount, stations: Stations, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(waba, "hola")
    asked = []
    handler = stations.inbox.handler
    monkeypatch.setattr(stations.inbox, "handler", lambda turn: asked.append(turn) or handler(turn))
    with monkeypatch.context() as slow:
        slow.setattr("conversations.commit.fault", lambda name: time.sleep(SILENT_S))
        with pytest.raises(OperationalError):
            stations.inbox.step()
    assert len(asked) == 1
    connection.close()
    stations.inbox.step()
    assert len(asked) == 2
    assert len(logs(direction="out")) == 1
    assert [lane.crashes for lane in inbound_lanes()] == [0]
