"""A person who stopped the advertising of a business is left alone with it, and it is proven."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django_scopes import scopes_disabled

from conversations.models import ConsentEntry
from conversations.tests.letters import BETO, tell_status
from conversations.tests.look import log, state
from conversations.tests.road import ANA, Say, Work
from whatsapp.models import InboundEvent, WabaAccount
from whatsapp.tests.wire import events

AT = datetime(2026, 11, 3, 12, 0, tzinfo=UTC)
STOP = {"code": 131050, "title": "User has stopped marketing messages"}

Tell = Callable[..., None]


@pytest.fixture
def tell(waba: WabaAccount, work: Work) -> Tell:
    """Return a function that tells of a message that failed, and lets the worker hear of it."""

    def tell(who: str = ANA, account: WabaAccount = waba, **status: Any) -> None:
        row = log(direction="out", user_msisdn=who, cliente=waba.cliente)
        tell_status(account, row, "failed", **({"at": AT, "error": STOP} | status))
        work()

    return tell


def ledger(**filters: Any) -> list[ConsentEntry]:
    with scopes_disabled():
        return list(ConsentEntry.objects.filter(**filters).order_by("id"))


def test_it_is_kept_with_its_proof(say: Say, tell: Tell) -> None:
    say("hola")
    tell()
    (entry,) = ledger()
    assert (entry.kind, entry.decision, entry.source) == ("publicidad", "baja", "meta")
    assert (entry.user_msisdn, entry.said_at) == (ANA, AT)
    assert entry.words == STOP["title"]
    assert entry.wamid == log(direction="out").wamid
    assert [event.id for event in events(kind="status")] == [entry.event_id]
    assert state().no_marketing
    assert log(direction="out").failure == "destinatario"


def test_who_wants_no_advertising_is_answered_as_before(say: Say, tell: Tell) -> None:
    say("hola")
    tell()
    assert len(say("¿a qué hora abren?")) == 1


def test_it_is_noted_once(say: Say, tell: Tell) -> None:
    say("hola")
    tell()
    tell(at=AT + timedelta(hours=1))
    assert len(ledger()) == 1


def test_nobody_else_is_concerned(say: Say, tell: Tell) -> None:
    say("hola")
    say("hola", from_=BETO)
    tell(BETO)
    assert not state(user_msisdn=ANA).no_marketing
    assert state(user_msisdn=BETO).no_marketing


def test_another_business_decides_nothing(
    say: Say, tell: Tell, waba: WabaAccount, other_waba: WabaAccount
) -> None:
    say("hola")
    tell(account=other_waba)
    assert ledger() == []
    assert not state().no_marketing


@pytest.mark.parametrize("code", [131049, 131026, 0, None, "131050x"])
def test_another_failure_decides_nothing(say: Say, tell: Tell, code: Any) -> None:
    say("hola")
    tell(error={"code": code, "title": "otra cosa"})
    assert ledger() == []


def test_older_news_than_a_later_wish_is_only_noted(say: Say, tell: Tell) -> None:
    say("hola")
    tell()
    with scopes_disabled():
        row = log(direction="out")
        ConsentEntry(
            cliente_id=row.cliente_id,
            contact_id=state().contact_id,
            convo_id=state().id,
            user_msisdn=ANA,
            kind="publicidad",
            decision="alta",
            source="meta",
            said_at=AT + timedelta(days=1),
        ).save(force_insert=True)
        type(state()).objects.update(no_marketing=False)
    tell(at=AT + timedelta(hours=1))
    assert len(ledger()) == 3
    assert not state().no_marketing
    assert {event.estado for event in events(kind="status")} == {InboundEvent.Estado.HECHO}
