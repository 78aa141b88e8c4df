"""What the business answers from its own phone is kept, and hands the conversation over."""

from typing import Any

import pytest
from django_scopes import scopes_disabled

from conversations.models import ConversationLog, ConvoState
from conversations.tests.letters import ago, write
from conversations.tests.look import contacts, logs, sent_rows, state, states
from conversations.tests.phone_echoes import echo
from conversations.tests.road import ANA, PostWebhook, Say
from conversations.tests.stations import Stations
from conversations.turn import Handler
from skills.router import handle
from whatsapp.models import WabaAccount
from whatsapp.simulator.addresses import Person
from whatsapp.tests.wire import batch, change, events

Estado = ConvoState.Estado
Row, Origin = ConversationLog.Estado, ConversationLog.Origin
BSUID = "AR.13491208655302741918"


@pytest.fixture
def handler() -> Handler:
    """Let the skills answer."""
    return handle


@pytest.fixture
def phone(post_webhook: PostWebhook, stations: Stations, waba: WabaAccount) -> Any:
    """Return a function that writes from the phone of the business."""

    def write_from_phone(text: str = "Soy Marta", /, **more: Any) -> None:
        assert post_webhook(echo(waba, text, **more)).status_code == 200
        stations.work()

    return write_from_phone


def test_what_the_phone_writes_is_kept_as_sent_and_hands_over(say: Say, phone: Any) -> None:
    say("hola")
    phone()
    row = logs()[-1]
    assert (row.origin, row.estado, row.direction) == (Origin.TELEFONO, Row.ENVIADO, "out")
    assert (row.message_body, row.message_type) == ("Soy Marta", "text")
    assert (row.wamid, row.event_id) == ("wamid.DEL-TELEFONO-0001", events()[-1].id)
    assert row.sent_at is not None
    assert (state().estado, state().human_reason) == (Estado.HUMANO, "persona")
    assert say("gracias") == []


def test_it_comes_after_what_was_said_and_before_what_follows(say: Say, phone: Any) -> None:
    say("hola")
    phone("uno", id="wamid.DEL-TELEFONO-0001")
    phone("dos", id="wamid.DEL-TELEFONO-0002")
    say("tres")
    assert [row.message_body for row in logs()[-3:]] == ["uno", "dos", "tres"]


def test_the_same_echo_twice_is_kept_once(say: Say, phone: Any) -> None:
    say("hola")
    phone(timestamp="1764115200")
    phone(timestamp="1764115201")
    assert len(sent_rows(origin=Origin.TELEFONO)) == 1


def test_an_echo_of_what_we_sent_ourselves_hands_nothing_over(say: Say, phone: Any) -> None:
    say("hola")
    phone("lo que sea", id=sent_rows()[0].wamid)
    assert (state().estado, len(sent_rows())) == (Estado.BOT, 1)


def test_nor_does_one_whose_acceptance_is_not_written_yet(say: Say, phone: Any) -> None:
    say("hola")
    with scopes_disabled():
        ConversationLog.objects.filter(direction="out").update(
            estado=Row.INCIERTO, not_before=ago(hours=-1), message_body="Hola Ana"
        )
    phone("Hola\nAna")
    assert (state().estado, len(sent_rows())) == (Estado.BOT, 1)


@pytest.mark.parametrize(
    "to",
    [
        {"to": "543515550101"},
        {"to": f"+{ANA}"},
        {"to": "", "to_user_id": BSUID},
        {"to": BSUID},
    ],
)
def test_the_person_is_found_by_any_of_their_ids(
    say: Say, phone: Any, to: dict[str, str], waba: WabaAccount
) -> None:
    say("hola", from_=Person(wa_id=ANA, bsuid=BSUID, name="Ana"))
    phone(**to)
    assert [row.estado for row in states()] == [Estado.HUMANO]


def test_somebody_who_never_wrote_is_made_known(phone: Any) -> None:
    phone()
    assert (state().user_msisdn, state().estado) == (ANA, Estado.HUMANO)
    assert len(sent_rows(origin=Origin.TELEFONO)) == 1


def test_a_file_is_kept_with_its_kind_and_caption(say: Say, phone: Any) -> None:
    say("hola")
    phone(type="image", image={"id": "1", "caption": "así queda"})
    assert (logs()[-1].message_type, logs()[-1].message_body) == ("image", "así queda")


def test_an_edit_and_a_revocation_are_noted_and_hand_nothing_over(say: Say, phone: Any) -> None:
    say("hola")
    edit = {"original_message_id": "wamid.ORIGINAL", "message": {"type": "text"}}
    edit["message"]["text"] = {"body": "corregido"}
    phone(type="edit", edit=edit)
    phone(
        type="revoke",
        id="wamid.DEL-TELEFONO-0002",
        revoke={"original_message_id": "wamid.ORIGINAL"},
    )
    noted = [(row.message_type, row.message_body, row.in_reply_to) for row in logs()[-2:]]
    assert noted == [("edit", "corregido", "wamid.ORIGINAL"), ("revoke", "", "wamid.ORIGINAL")]
    assert state().estado == Estado.BOT


def test_an_echo_that_comes_too_late_silences_nobody(say: Say, phone: Any) -> None:
    say("hola")
    phone(timestamp=str(int(ago(hours=13).timestamp())))
    assert len(sent_rows(origin=Origin.TELEFONO)) == 1
    assert state().estado == Estado.BOT


def test_it_spares_the_answer_to_what_the_customer_wrote_afterwards(
    say: Say, waba: WabaAccount, stations: Stations, post_webhook: PostWebhook
) -> None:
    say("hola")
    write(waba, "menú")
    stations.inbox.step()
    post_webhook(echo(waba, timestamp=str(int(ago(minutes=5).timestamp()))))
    stations.notices.step()
    assert logs(failure="respondio_una_persona") == []


@pytest.mark.parametrize(
    "odd", [{"id": ""}, {"to": "", "to_user_id": ""}, {"type": 7}, {"text": 1}]
)
def test_an_odd_echo_breaks_nothing(say: Say, phone: Any, odd: dict[str, Any]) -> None:
    say("hola")
    phone(**odd)
    assert {event.estado for event in events()} == {"hecho"}


def test_two_customers_in_one_post_stay_two(
    waba: WabaAccount, post_webhook: PostWebhook, stations: Stations
) -> None:
    """A post may hold several profiles; each message goes with its own, or with none."""
    beto = "5493515550202"
    profiles = [
        {"profile": {"name": "Ana"}, "wa_id": ANA, "user_id": "AR.11111111111111111111"},
        {"profile": {"name": "Beto"}, "wa_id": beto, "user_id": "AR.22222222222222222222"},
    ]
    common = {"from": "5493510000000", "timestamp": "1795000000", "type": "text"}
    told = [
        common | {"to": to, "id": f"wamid.{to}", "text": {"body": f"a {to}"}} for to in (ANA, beto)
    ]
    notice = change(waba, contacts=profiles, message_echoes=told)
    assert post_webhook(batch([notice | {"field": "smb_message_echoes"}])).status_code == 200
    stations.work()
    assert {(row.user_msisdn, row.message_body) for row in sent_rows()} == {
        (ANA, f"a {ANA}"),
        (beto, f"a {beto}"),
    }
    assert {contact.name for contact in contacts()} == {"Ana", "Beto"}
