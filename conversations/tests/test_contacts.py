"""A person is one contact, by whichever of their ids they are known today."""

import pytest
from django_scopes import scopes_disabled

from conversations.models import Contact, ContactIdentity, ConvoState
from conversations.people import conversations_of
from conversations.speaker import Speaker
from conversations.tests.letters import ANA, BETO
from conversations.tests.look import contacts, identities, logs, state, states
from liora.tests.racing import race
from whatsapp.simulator.addresses import Person
from whatsapp.tests.wire import events

BSUID = "AR.13491208655302741918"


def test_it_works(say):
    say("hola")
    (contact,) = contacts()
    assert contact.name == "Ana"
    assert identities() == {("wa_id", ANA), ("phone", "543515550101")}


@pytest.mark.parametrize(
    ("first", "later"),
    [
        ("5493515550101", "543515550101"),
        ("543515550101", "5493515550101"),
        ("5215512345678", "525512345678"),
        ("5511987654321", "551187654321"),
        ("554891234567", "5548991234567"),
    ],
)
def test_another_spelling_of_a_number_is_the_same_person(say, first, later):
    say("hola", from_=first)
    (body,) = say("otra vez", from_=later)
    assert len(contacts()) == 1
    assert state().slots_json == {"oídos": ["hola", "otra vez"]}
    assert body["to"] == f"+{later}", "the answer goes to the address as it arrived"
    assert state().user_msisdn == later


def test_another_number_is_another_person(say):
    say("hola", from_=ANA)
    say("hola", from_=BETO)
    assert len(contacts()) == len(states()) == 2


def test_one_who_hides_their_number_later_stays_the_same(say):
    say("hola", from_=Person(wa_id=ANA, bsuid=BSUID, name="Ana"))
    say("escondida", from_=Person(bsuid=BSUID))
    assert len(contacts()) == 1
    assert state().slots_json == {"oídos": ["hola", "escondida"]}
    assert [row.user_msisdn for row in logs(direction="out")] == [ANA, BSUID]


def test_one_who_shows_their_number_later_stays_the_same(say):
    say("hola", from_=Person(bsuid=BSUID, name="Ana"))
    say("con número", from_=Person(wa_id=ANA, bsuid=BSUID))
    assert len(contacts()) == 1
    assert identities() == {("bsuid", BSUID), ("wa_id", ANA), ("phone", "543515550101")}


def test_an_id_learned_on_the_way_is_known_from_then_on(say):
    say("hola", from_=ANA)
    say("con id", from_=Person(wa_id=ANA, bsuid=BSUID))
    say("escondida", from_=Person(bsuid=BSUID))
    assert len(contacts()) == 1
    assert state().slots_json == {"oídos": ["hola", "con id", "escondida"]}


def test_an_id_where_the_number_used_to_stand_is_no_number(say):
    """Early in 2026 Meta put it there; its digits must not be taken for a phone."""
    say("hola", from_=Person(wa_id="AR.5493515550101"))
    assert identities() == {("bsuid", "AR.5493515550101")}
    say("hola", from_=ANA)
    assert len(contacts()) == 2


def test_each_shop_has_people_of_its_own(say, waba, other_waba):
    say("hola")
    say("hola", number=other_waba)
    assert len(contacts(cliente=waba.cliente)) == len(contacts(cliente=other_waba.cliente)) == 1


def test_a_name_is_learned_and_kept_up(say):
    say("hola", from_=Person(wa_id=ANA, name="Ana"))
    say("hola", from_=Person(wa_id=ANA, name="Ana María"))
    assert [contact.name for contact in contacts()] == ["Ana María"]


def test_what_cannot_be_a_name_is_cut(say):
    say("hola", from_=Person(wa_id=ANA, name="n" * 3000))
    assert [len(contact.name) for contact in contacts()] == [200]
    say("hola", from_=Person(wa_id=ANA, name="n" * 3000))
    assert len(states()) == 1


def test_an_address_another_conversation_holds_stays_there(say, waba):
    """`user_msisdn` is unique: whoever shows up at it must still be answered."""
    say("hola", from_=ANA)
    say("hola", from_=BETO)
    with scopes_disabled():
        ConvoState.objects.filter(user_msisdn=BETO).update(user_msisdn="543515550101")
    (body,) = say("con otra grafía", from_="543515550101")
    assert body["to"] == "+543515550101"
    assert state(user_msisdn=ANA).slots_json == {"oídos": ["hola", "con otra grafía"]}
    assert len(states()) == 2


def test_one_whose_ids_were_lost_is_found_by_the_address(say):
    say("hola")
    with scopes_disabled():
        ContactIdentity.objects.all().delete()
    say("otra vez")
    assert len(contacts()) == 1
    assert identities() == {("wa_id", ANA), ("phone", "543515550101")}
    assert state().slots_json == {"oídos": ["hola", "otra vez"]}


def test_a_contact_that_never_wrote_gets_a_conversation(say, waba):
    with scopes_disabled():
        known = Contact.objects.create(cliente=waba.cliente, name="De la agenda")
        ContactIdentity.objects.create(
            cliente=waba.cliente, contact=known, kind="phone", value="543515550101"
        )
    say("hola")
    assert [contact.id for contact in contacts()] == [known.id]
    assert state().contact_id == known.id


def test_nobody_is_lost_who_cannot_be_told_apart(say, waba):
    """An address is not always a number: what Meta sends tomorrow is a person too."""
    (body,) = say("hola", from_=Person(wa_id="12025550123"))
    assert body["to"] == "+12025550123"
    assert [event.estado for event in events()] == ["hecho"]


def speaker(waba, *, wa_id: str = "", bsuid: str = "") -> Speaker:
    return Speaker(waba.cliente_id, wa_id or bsuid, wa_id, bsuid, "Ana", waba.id)


def meeting(people: list[Speaker]):
    """Return what a worker does who has these people's lanes in hand."""

    def meet():
        with scopes_disabled():
            return {key: one.id for key, one in conversations_of(people).items()}

    return meet


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("_again", range(3))
@pytest.mark.parametrize(
    "other", [{"bsuid": BSUID}, {"wa_id": "543515550101"}, {"wa_id": ANA, "bsuid": BSUID}]
)
def test_two_workers_that_meet_a_newcomer_make_one_contact(waba, other, _again):
    """One hears them by their number, the other by an id or another spelling of it."""
    both = [speaker(waba, wa_id=ANA, bsuid=BSUID), speaker(waba, **other)]
    found = race(*[meeting([one]) for one in [*both, *both]])
    assert len({convo for each in found for convo in each.values()}) == 1
    assert len(contacts()) == len(states()) == 1


@pytest.mark.django_db(transaction=True)
def test_two_workers_that_meet_the_same_crowd_do_not_deadlock(waba):
    crowd = [speaker(waba, wa_id=f"{5493515550200 + number}") for number in range(80)]

    first, second = race(meeting(crowd), meeting(crowd[::-1]))
    assert first == second
    assert len(contacts()) == len(states()) == 80
