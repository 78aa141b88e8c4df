"""The other ids of a person are learned from what Meta says of our messages to them."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import DatabaseError, connection
from django.test.utils import CaptureQueriesContext

from conversations import learning
from conversations.models import ConversationLog
from conversations.tests.letters import ANA, BETO
from conversations.tests.look import contacts, identities, log, state
from conversations.tests.road import PostWebhook, Say
from conversations.tests.stations import Stations
from whatsapp.models import WabaAccount
from whatsapp.simulator.addresses import Person
from whatsapp.tests.graph_server import Handler, answer
from whatsapp.tests.graph_stub import GraphStub, last_body
from whatsapp.tests.wire import batch, change

HIDDEN = "AR.13491208655302741918"
PHONE = ("phone", "543515550101")

Tell = Callable[..., None]


@pytest.fixture
def tell(waba: WabaAccount, post_webhook: PostWebhook, stations: Stations) -> Tell:
    """Return a function that posts a status of the one answer and lets the worker read it."""

    def tell(status: str = "delivered", **named: Any) -> None:
        row = log(direction="out")
        told = {"id": row.wamid, "status": status, "timestamp": "1793707200", **named}
        assert post_webhook(batch([change(waba, statuses=[told])])).status_code == 200
        stations.work()

    return tell


def naming(graph: GraphStub, **contact: str) -> None:
    """Let Graph name the recipient so in its answer."""

    def play(handler: Handler) -> None:
        row = last_body(handler)["biz_opaque_callback_data"]
        answer({"contacts": [contact], "messages": [{"id": f"wamid.{row}"}]})(handler)

    graph.always = play


def test_who_hides_later_is_known_by_the_answer_to_a_send(say: Say, graph: GraphStub) -> None:
    naming(graph, input=f"+{ANA}", wa_id=ANA, user_id=HIDDEN)
    say("hola")
    assert identities() == {("wa_id", ANA), PHONE, ("bsuid", HIDDEN)}
    say("escondida", from_=Person(bsuid=HIDDEN))
    assert len(contacts()) == 1
    assert state().slots_json == {"oídos": ["hola", "escondida"]}


@pytest.mark.parametrize("status", ["sent", "delivered", "read"])
def test_who_hides_later_is_known_by_a_status(say: Say, tell: Tell, status: str) -> None:
    say("hola")
    tell(status, recipient_id=ANA, recipient_user_id=HIDDEN)
    say("escondida", from_=Person(bsuid=HIDDEN))
    assert len(contacts()) == 1


def test_who_shows_later_is_known_by_a_status(say: Say, tell: Tell) -> None:
    say("hola", from_=Person(bsuid=HIDDEN))
    tell(recipient_user_id=HIDDEN, recipient_id=ANA)
    say("con número", from_=ANA)
    assert len(contacts()) == 1


def test_a_status_that_names_the_user_id_only_is_one_like_any(say: Say, tell: Tell) -> None:
    say("hola", from_=Person(bsuid=HIDDEN))
    tell("read", recipient_user_id=HIDDEN)
    assert log(direction="out").estado == "leido"
    assert identities() == {("bsuid", HIDDEN)}


def test_a_group_is_nobodys_number(say: Say, tell: Tell) -> None:
    say("hola")
    tell("read", recipient_id="5493515550777", recipient_type="group")
    assert log(direction="out").estado == "leido"
    assert identities() == {("wa_id", ANA), PHONE}


@pytest.mark.parametrize("named", ["", "x", "AR.", 7, None, {}, ["AR.1"], "AR.1 ", "9" * 300])
def test_what_is_no_id_is_not_learned(say: Say, tell: Tell, graph: GraphStub, named: Any) -> None:
    naming(graph, wa_id=named, user_id=named)
    say("hola")
    tell(recipient_id=named, recipient_user_id=named)
    assert identities() == {("wa_id", ANA), PHONE}


def test_an_id_that_is_somebodys_stays_theirs(say: Say, tell: Tell) -> None:
    say("hola", from_=BETO)
    ConversationLog._base_manager.all().delete()
    say("hola")
    tell(recipient_id=BETO)
    say("¿quién soy?", from_=BETO)
    assert state(user_msisdn=BETO).slots_json == {"oídos": ["hola", "¿quién soy?"]}


def test_another_business_learns_nothing(say: Say, tell: Tell, other_waba: WabaAccount) -> None:
    say("hola")
    tell(recipient_user_id=HIDDEN)
    assert identities(cliente=other_waba.cliente) == set()


def test_what_is_known_is_not_asked_again(say: Say, graph: GraphStub, tell: Tell) -> None:
    naming(graph, wa_id=ANA, user_id=HIDDEN)
    say("hola")
    with CaptureQueriesContext(connection) as asked:
        say("otra vez")
    learned = [one["sql"] for one in asked if "INSERT" in one["sql"]]
    assert not [sql for sql in learned if "contact_identity" in sql]
    assert len([one for one in asked if HIDDEN in one["sql"]]) == 0


def test_trouble_with_learning_harms_no_message(
    say: Say, graph: GraphStub, tell: Tell, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: Any) -> None:
        raise DatabaseError

    monkeypatch.setattr(learning, "_keep", fail)
    naming(graph, wa_id=ANA, user_id=HIDDEN)
    say("hola")
    tell("read", recipient_user_id=HIDDEN)
    assert log(direction="out").estado == "leido"
    monkeypatch.undo()
    tell("delivered", recipient_user_id=HIDDEN)
    assert ("bsuid", HIDDEN) in identities()
