"""What happens around a change of number: late messages, strangers, other workers, other forms."""

from datetime import UTC, datetime, timedelta

import pytest
from django_scopes import scopes_disabled

from conversations.models import ContactIdentity, ConversationLog, ConvoState
from conversations.newcomers import welcome
from conversations.speaker import Speaker
from conversations.tests.letters import ANA, ago, write
from conversations.tests.look import contacts, identities, logs, sent_rows, state, states
from conversations.tests.stations import Stations
from conversations.tests.test_moving import NEW, NEW_USER, OLD_USER, move, wrote  # noqa: F401
from tenants.tests.factories import ClienteFactory


def test_a_late_message_does_not_hand_the_conversation_to_a_stranger(say, move, wrote):  # noqa: F811
    wrote("tengo secretos", ANA, ago(hours=1))
    move(at=ago(minutes=5))
    wrote("me atrasé", ANA, ago(minutes=6))
    assert state().user_msisdn == NEW
    assert sent_rows()[-1].user_msisdn == NEW, "the old number may be a stranger's by now"
    say("soy nuevo", from_=ANA)
    assert len(contacts()) == 2
    assert state(user_msisdn=ANA).slots_json == {"oídos": ["soy nuevo"]}


def test_who_wrote_from_the_new_number_before_the_news_has_left_the_old_one(say, move, wrote):  # noqa: F811
    wrote("soy Ana", ANA, ago(days=3))
    wrote("ya en el nuevo", NEW, ago(minutes=1))
    move(at=ago(minutes=5))
    assert state().user_msisdn == NEW
    say("soy otra", from_=ANA)
    assert len(contacts()) == 2


def test_what_waits_follows_whichever_contact_is_the_older(say, move, waba, stations, graph):  # noqa: F811
    say("hola", from_=NEW)
    write(waba, "espero", from_=ANA)
    stations.inbox.step()
    move()
    assert {row.user_msisdn for row in sent_rows()} == {NEW}


@pytest.mark.parametrize("estado", ["enviando", "incierto"])
def test_what_may_be_sent_again_is_sent_to_the_new_number(say, move, waba, stations, estado):  # noqa: F811
    say("hola")
    write(waba, "espero")
    stations.inbox.step()
    with scopes_disabled():
        ConversationLog.objects.filter(estado="en_cola").update(estado=estado)
    move()
    assert sent_rows()[-1].user_msisdn == NEW


def test_every_spelling_of_the_old_number_is_left(say, move, wrote):  # noqa: F811
    wrote("hola", ANA, ago(hours=1))
    move(old=ANA.replace("549", "54", 1), at=ago(minutes=5))
    assert state().user_msisdn == NEW
    say("soy otra persona", from_=ANA)
    assert len(contacts()) == 2


def test_two_workers_do_not_send_one_message_twice_in_silence(
    say,
    move,  # noqa: F811
    waba,
    stations,
    skill,
    graph,
):
    """One has claimed the lane of the conversation that goes; the other sends meanwhile."""
    say("hola")
    say("hola", from_=NEW)
    write(waba, "espero", from_=NEW)
    stations.inbox.step()
    first, before = Stations(skill), len(graph.sent)
    with scopes_disabled():
        first.outbox.taken += first.outbox._claim()
    move()
    first.work()
    stations.work()
    first.close()
    assert graph.said.count("eco: espero") == 1
    assert len(graph.sent) == before + 1


@pytest.mark.parametrize("place", [0, 1])
def test_the_longer_turn_of_a_person_stands(say, move, place):  # noqa: F811
    say("hola")
    say("hola", from_=NEW)
    soon = datetime.now(UTC) + timedelta(seconds=1)
    with scopes_disabled():
        for number, convo in enumerate(states()):
            until = None if number == place else soon
            ConvoState.objects.filter(id=convo.id).update(estado="humano", human_until=until)
    move()
    assert state().human_until is None


def test_a_new_user_id_alone_leaves_a_number_its_address(say, move):  # noqa: F811
    say("hola")
    said = {"type": "user_changed_user_id", "previous_user_id": OLD_USER, "user_id": NEW_USER}
    move(system=said)
    assert state().user_msisdn == ANA
    assert ("bsuid", NEW_USER) in identities()


def test_a_newcomer_elsewhere_takes_nothing_from_this_business(move, wrote, waba, cliente):  # noqa: F811
    wrote("hola", ANA, ago(hours=1))
    move(at=ago(minutes=5))
    other = ClienteFactory()
    new = "5493510000001"
    with scopes_disabled():
        retired = ContactIdentity.objects.filter(cliente=cliente, retired_at__isnull=False)
        before = retired.count()
        welcome(
            [
                Speaker(cliente.id, new, new, "", "x", waba.id),
                Speaker(other.id, ANA, ANA, "", "y", None),
            ]
        )
        assert retired.count() == before == 2


def test_nothing_is_lost_of_the_log(say, move):  # noqa: F811
    say("uno")
    say("dos", from_=NEW)
    before = {row.id for row in logs()}
    move()
    assert before <= {row.id for row in logs()}
