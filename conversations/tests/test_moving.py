"""Who changes their number or user id stays the same person, and nobody inherits the old one."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from itertools import count
from typing import Any

import pytest
from django_scopes import scopes_disabled

from conversations.models import ConvoState
from conversations.tests.letters import ANA, write
from conversations.tests.look import contacts, identities, logs, state, states
from conversations.tests.road import Say
from conversations.tests.skills import Skill
from conversations.tests.stations import Stations
from conversations.tests.test_overtaken import meanwhile
from whatsapp.models import InboundEvent
from whatsapp.simulator.addresses import Person
from whatsapp.tests.wire import batch, change, events

NEW = "5493515550199"
OLD_USER, NEW_USER = "AR.13491208655302741918", "AR.99991208655302741000"
NUMBERS = count(1)

Move = Callable[..., None]


@pytest.fixture
def move(waba, post_webhook, stations: Stations) -> Move:
    """Return a function that tells of a change as Meta does, and lets the worker hear of it."""

    def tell(old: str = ANA, new: str = NEW, *, at: datetime | None = None, **extra: Any) -> None:
        said = {
            "from": old,
            "id": f"wamid.MOVED{next(NUMBERS)}",
            "timestamp": str(int((at or datetime.now(UTC)).timestamp())),
            "type": "system",
            "system": {
                "type": "user_changed_number",
                "wa_id": new,
                "body": f"User Ana changed from {old} to {new}",
            },
        } | extra
        said = {name: value for name, value in said.items() if value is not None}
        assert post_webhook(batch([change(waba, messages=[said])])).status_code == 200
        while stations.notices.step():
            pass
        stations.work()

    return tell


@pytest.fixture
def wrote(waba, stations: Stations) -> Callable[[str, str, datetime], None]:
    """Return a function that has somebody write at a time, and be answered."""

    def wrote(text: str, who: str, at: datetime) -> None:
        write(waba, text, from_=who, sent_at=at)
        stations.work()

    return wrote


def ago(**units: float) -> datetime:
    return datetime.now(UTC) - timedelta(**units)


def test_the_person_goes_on_where_they_were(say: Say, move: Move):
    say("hola")
    move()
    (body,) = say("sigo yo", from_=NEW)
    assert len(contacts()) == 1
    assert state().slots_json == {"oídos": ["hola", "sigo yo"]}
    assert state().user_msisdn == NEW
    assert body["to"] == f"+{NEW}"


def test_it_is_not_answered_and_stands_in_the_conversation(say: Say, move: Move, graph):
    say("hola")
    before = len(graph.sent)
    move()
    assert len(graph.sent) == before
    assert logs(message_type="system")[0].message_body == "La persona cambió de número."
    assert [event.estado for event in events(field="system")] == ["hecho"]


def test_what_was_said_from_the_new_number_first_is_merged(say: Say, move: Move):
    say("soy Ana")
    say("compré otro chip", from_=NEW)
    assert len(contacts()) == 2
    move()
    assert len(contacts()) == len(states()) == 1
    assert [row.message_body for row in logs(direction="in")] == [
        "soy Ana",
        "compré otro chip",
        "La persona cambió de número.",
    ]
    say("¿me ves?", from_=NEW)
    assert state().slots_json["oídos"] == ["compré otro chip", "¿me ves?"]
    assert len(contacts()) == 1


@pytest.mark.parametrize("place", [0, 1])
@pytest.mark.parametrize("estado", ["baja", "humano"])
def test_what_they_asked_for_on_either_number_stands(say: Say, move: Move, place, estado):
    say("hola")
    say("hola", from_=NEW)
    with scopes_disabled():
        convo = states()[place]
        ConvoState.objects.filter(id=convo.id).update(estado=estado, no_marketing=True)
    move()
    assert (state().estado, state().no_marketing) == (estado, True)
    assert say("¿hay alguien?", from_=NEW) == []


def test_what_waits_leaves_for_the_new_number(say: Say, move: Move, waba, stations, graph):
    say("hola")
    write(waba, "espero")
    stations.inbox.step()
    assert [row.user_msisdn for row in logs(estado="en_cola")] == [ANA]
    move()
    assert [body["to"] for body in graph.sent] == [f"+{ANA}", f"+{NEW}"]


def test_what_waits_in_both_leaves_once_in_order(say: Say, move: Move, waba, stations, graph):
    say("hola")
    for who, text in ((ANA, "uno"), (NEW, "dos"), (NEW, "tres")):
        write(waba, text, from_=who)
    while stations.inbox.step():
        pass
    assert len(logs(estado="en_cola")) == 3
    move()
    assert graph.said == ["eco: hola", "eco: uno", "eco: dos", "eco: tres"]


def test_who_gets_the_old_number_later_is_somebody_else(say: Say, move: Move, wrote):
    wrote("tengo secretos", ANA, ago(hours=1))
    move(at=ago(minutes=5))
    say("soy nuevo")
    assert len(contacts()) == 2
    assert state(user_msisdn=ANA).slots_json == {"oídos": ["soy nuevo"]}
    assert state(user_msisdn=NEW).slots_json == {"oídos": ["tengo secretos"]}
    say("y yo sigo", from_=NEW)
    assert len(contacts()) == 2


def test_what_was_written_before_and_comes_late_is_theirs(say: Say, move: Move, waba, stations):
    say("hola")
    move(at=datetime.now(UTC) + timedelta(minutes=1))
    write(waba, "me atrasé", sent_at=datetime.now(UTC))
    stations.work()
    assert len(contacts()) == 1
    assert state().slots_json == {"oídos": ["hola", "me atrasé"]}


def test_the_same_news_twice_changes_nothing(say: Say, move: Move):
    say("hola")
    at = datetime.now(UTC) + timedelta(seconds=1)
    move(at=at)
    move(at=at)
    assert len(logs(message_type="system")) == 1
    assert len(contacts()) == 1


def test_nobody_is_made_for_it(move: Move):
    move()
    assert contacts() == []
    assert [event.estado for event in events()] == ["hecho"]


def test_two_changes_that_come_in_the_wrong_order_lead_to_one_person(say: Say, move: Move, wrote):
    between = "5493515550155"
    wrote("hola", ANA, ago(minutes=9))
    wrote("desde el segundo", between, ago(minutes=3))
    move(between, NEW, at=ago(minutes=1))
    move(ANA, between, at=ago(minutes=5))
    assert len(contacts()) == 1
    say("desde el tercero", from_=NEW)
    assert len(contacts()) == 1
    assert state().user_msisdn == NEW


def test_old_news_of_who_is_back_on_their_number_leaves_them_there(say: Say, move: Move):
    say("estoy de vuelta")
    move(at=ago(hours=2))
    say("sigo acá")
    assert state().user_msisdn == ANA
    assert len(contacts()) == 1


def test_one_who_goes_back_to_the_old_number_is_known_there(say: Say, move: Move, wrote):
    wrote("hola", ANA, ago(hours=1))
    move(ANA, NEW, at=ago(minutes=9))
    move(NEW, ANA, at=ago(minutes=1))
    say("volví")
    assert len(contacts()) == 1
    assert state().slots_json == {"oídos": ["hola", "volví"]}


@pytest.mark.parametrize(
    ("from_", "system"),
    [
        (None, {"previous_user_id": OLD_USER, "user_id": NEW_USER}),
        (None, {"body": f"User Ana changed from {OLD_USER} to {NEW_USER}", "user_id": NEW_USER}),
        (ANA, {"wa_id": ANA, "user_id": NEW_USER}),
        (ANA, {"body": f"User Ana changed from {OLD_USER} to {NEW_USER}"}),
    ],
)
def test_a_new_user_id_is_the_same_person(say: Say, move: Move, from_, system):
    say("hola", from_=Person(wa_id=ANA, bsuid=OLD_USER, name="Ana"))
    said = {"type": "user_changed_user_id"} | system
    move(**{"from": from_, "system": said})
    (body,) = say("escondida", from_=Person(bsuid=NEW_USER))
    assert len(contacts()) == 1
    assert state().slots_json == {"oídos": ["hola", "escondida"]}
    assert body["recipient"] == NEW_USER
    assert {("wa_id", ANA), ("bsuid", OLD_USER), ("bsuid", NEW_USER)} <= identities()


def test_who_hides_their_number_is_written_to_by_the_new_user_id(say: Say, move: Move, waba):
    say("hola", from_=Person(bsuid=OLD_USER, name="Ana"))
    said = {
        "type": "user_changed_user_id",
        "previous_user_id": OLD_USER,
        "user_id": NEW_USER,
    }
    move(**{"from": None, "system": said})
    assert state().user_msisdn == NEW_USER


def test_a_turn_under_way_is_computed_again_on_what_became_of_them(
    say: Say, skill: Skill, waba, stations, post_webhook
):
    say("hola")
    say("compré otro chip", from_=NEW)
    said = {
        "from": ANA,
        "id": "wamid.MEANWHILE",
        "timestamp": str(int(datetime.now(UTC).timestamp())),
        "type": "system",
        "system": {"type": "user_changed_number", "wa_id": NEW},
    }

    def hear_of_it() -> None:
        post_webhook(batch([change(waba, messages=[said])]))
        stations.notices.step()

    skill.instead["ahora"] = meanwhile(hear_of_it)
    write(waba, "ahora", from_=NEW)
    stations.work()
    assert len(contacts()) == 1
    assert [row.message_body for row in logs(direction="out")] == [
        "eco: hola",
        "eco: compré otro chip",
        "eco: ahora",
    ]


def test_another_business_keeps_its_own_contact(say: Say, move: Move, other_waba):
    say("hola")
    say("hola", number=other_waba)
    move()
    assert state(cliente=other_waba.cliente_id).user_msisdn == ANA
    assert {row.estado for row in events(kind=InboundEvent.Kind.OTHER)} == {"hecho"}
