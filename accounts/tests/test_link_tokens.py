"""A mailed link opens one thing, for a while, once."""

from datetime import timedelta

import pytest
from django.utils import timezone
from time_machine import travel

from accounts.link_tokens import (
    InvalidLink,
    invitation_token,
    membership_of,
    reset_token,
    usuario_of,
)
from accounts.models import UserCliente, Usuario
from accounts.tests.people import invited, person

pytestmark = pytest.mark.django_db

LATER = {"invitation": timedelta(days=7, minutes=1), "reset": timedelta(hours=1, minutes=1)}
BEFORE = {"invitation": timedelta(days=6, hours=23), "reset": timedelta(minutes=59)}


def opens(kind: str, token: str) -> bool:
    try:
        membership_of(token) if kind == "invitation" else usuario_of(token)
    except InvalidLink:
        return False
    return True


def token_of(kind: str) -> str:
    return invitation_token(invited()) if kind == "invitation" else reset_token(person())


every_kind = pytest.mark.parametrize("kind", ["invitation", "reset"])


@every_kind
def test_it_opens_what_it_was_made_for(kind: str):
    token = token_of(kind)
    found = membership_of(token) if kind == "invitation" else usuario_of(token)
    model = UserCliente if kind == "invitation" else Usuario
    assert found.pk == model._base_manager.get().pk


@every_kind
def test_it_ends(kind: str):
    token = token_of(kind)
    with travel(timezone.now() + BEFORE[kind]):
        assert opens(kind, token)
    with travel(timezone.now() + LATER[kind]):
        assert not opens(kind, token)


@every_kind
def test_nothing_like_it_opens_anything(kind: str):
    token = token_of(kind)
    altered = [token[:place] + "x" + token[place + 1 :] for place in range(len(token))]
    wrong = ["", ".", "..", "x", "ñ", "A" * 5000, "\0", token[:-1], f"{token}x", *altered]
    assert [one for one in wrong if one != token and opens(kind, one)] == []


@every_kind
def test_it_travels_in_an_address_as_it_is(kind: str):
    assert set(token_of(kind)) <= set(
        "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_."
    )


@every_kind
def test_another_key_makes_other_tokens(kind: str, settings):
    token = token_of(kind)
    settings.SECRET_KEY = "otra"
    assert not opens(kind, token)


@every_kind
def test_it_opens_nothing_for_a_suspended_person(kind: str):
    token = token_of(kind)
    Usuario.objects.update(estado=Usuario.Estado.SUSPENDIDO)
    assert not opens(kind, token)


def test_a_link_of_one_kind_is_none_of_the_other():
    assert not opens("reset", token_of("invitation"))
    assert not opens("invitation", token_of("reset"))


@pytest.mark.parametrize(
    "change",
    [
        {"estado": "activo"},
        {"estado": "suspendido"},
        {"invitation": "otra"},
        {"invitation": ""},
    ],
)
def test_an_invitation_accepted_taken_back_or_renewed_is_dead(change: dict[str, str]):
    token = token_of("invitation")
    UserCliente._base_manager.update(**change)
    assert not opens("invitation", token)


def test_an_estado_set_by_hand_is_no_invitation():
    membership = invited()
    UserCliente._base_manager.update(invitation="")
    membership.invitation = ""
    assert not opens("invitation", invitation_token(membership))


def test_signing_in_or_changing_the_password_kills_a_reset():
    usuario = person()
    first = reset_token(usuario)
    Usuario.objects.update(last_login=timezone.now())
    assert not opens("reset", first)
    usuario.refresh_from_db()
    second = reset_token(usuario)
    usuario.set_password("otra clave larga")
    usuario.save()
    assert not opens("reset", second)
