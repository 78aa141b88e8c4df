"""One message that Meta posts a hundred times at once is one row and one reply, also in a week."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta

import pytest
from django_scopes import scopes_disabled

from conversations.tests.look import logs
from conversations.tests.stations import Stations
from liora.tests.posting import body_of, post
from liora.tests.running import until
from liora.tests.test_killed_after_the_answer import Servers, servers
from whatsapp.models import InboundEvent, WabaAccount
from whatsapp.tests.graph_stub import GraphStub
from whatsapp.tests.wire import events

__all__ = ["servers"]

COPIES, AT_ONCE = 100, 25
WEEK = timedelta(days=7)


def post_copies(port: int, body: bytes) -> list[int]:
    with ThreadPoolExecutor(AT_ONCE) as pool:
        return list(pool.map(lambda _: post(port, body), range(COPIES)))


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_a_hundred_copies_at_once_are_one_message(
    waba: WabaAccount, servers: Servers, stations: Stations, graph: GraphStub
) -> None:
    body = body_of(waba, "hola")
    servers.environment["WEB_CONCURRENCY"] = "2"
    with servers.start():
        until(servers.is_up)
        assert set(post_copies(servers.port, body)) == {200}
        stations.work()
        assert (len(events()), len(graph.sent), len(logs())) == (1, 1, 2)
        with scopes_disabled():
            then = datetime.now(UTC) - WEEK
            InboundEvent.objects.update(received_at=then, handled_at=then)
        assert set(post_copies(servers.port, body)) == {200}
        stations.work()
    assert (len(events()), len(graph.sent), len(logs())) == (1, 1, 2)
