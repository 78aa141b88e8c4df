"""A business invites by address; the person joins by choosing or proving a password."""

import pytest
from django.core import mail
from django.core.exceptions import ValidationError

from accounts.invitations import AlreadyMember, accept, invite
from accounts.link_tokens import InvalidLink, invitation_token
from accounts.models import UserCliente, Usuario
from accounts.passwords import WrongPassword
from accounts.tests.people import (
    NEW_PASSWORD,
    PASSWORD,
    deliver,
    events,
    invited,
    letters,
    mailed_token,
    person,
)
from liora.tests.racing import race
from tenants.audit import SYSTEM
from tenants.models import AuditEntry
from tenants.tests.factories import ClienteFactory

pytestmark = pytest.mark.django_db


def stored() -> UserCliente:
    return UserCliente._base_manager.select_related("usuario").get()


def test_a_newcomer_is_there_and_can_do_nothing_until_they_accept():
    membership = invited(" Beto@Tienda.com ")
    assert membership.estado == UserCliente.Estado.INVITADO
    assert membership.invited_at is not None
    assert membership.usuario.email == "beto@tienda.com"
    assert not membership.usuario.has_usable_password()


def test_a_newcomer_accepts_with_a_name_and_a_password():
    membership = invited()
    deliver()
    joined = accept(mailed_token(), NEW_PASSWORD, " Beto ", SYSTEM)
    assert (joined.pk, joined.estado) == (membership.pk, UserCliente.Estado.ACTIVO)
    assert (stored().estado, stored().invitation) == (UserCliente.Estado.ACTIVO, "")
    assert stored().usuario.nombre == "Beto"
    assert stored().usuario.check_password(NEW_PASSWORD)
    assert events() == ["usuario.invitado", "usuario.acepto"]
    accepted = AuditEntry._base_manager.order_by("id").last()
    assert (accepted.usuario_id, accepted.cliente_id) == (membership.usuario_id, joined.cliente_id)


def test_somebody_known_proves_who_they_are():
    ana = person()
    token = invitation_token(invited("ANA@tienda.com"))
    with pytest.raises(WrongPassword):
        accept(token, NEW_PASSWORD, "Otra", SYSTEM)
    assert stored().estado == UserCliente.Estado.INVITADO
    accept(token, PASSWORD, "Otra", SYSTEM)
    assert stored().estado == UserCliente.Estado.ACTIVO
    ana.refresh_from_db()
    assert (ana.nombre, ana.check_password(PASSWORD)) == ("Ana", True)


def test_the_check_of_a_password_is_the_callers_to_choose():
    person()
    token = invitation_token(invited("ana@tienda.com"))
    asked = []

    def check(usuario: Usuario, password: str) -> bool:
        asked.append((usuario.email, password))
        return True

    accept(token, "lo que sea", "", SYSTEM, check=check)
    assert asked == [("ana@tienda.com", "lo que sea")]


@pytest.mark.parametrize(("password", "nombre"), [("corta", "Beto"), (NEW_PASSWORD, "B" * 121)])
def test_a_weak_password_or_an_endless_name_changes_nothing(password: str, nombre: str):
    token = invitation_token(invited())
    with pytest.raises(ValidationError):
        accept(token, password, nombre, SYSTEM)
    assert stored().estado == UserCliente.Estado.INVITADO
    assert not stored().usuario.has_usable_password()


def test_a_link_works_once():
    token = invitation_token(invited())
    accept(token, NEW_PASSWORD, "Beto", SYSTEM)
    with pytest.raises(InvalidLink):
        accept(token, "una tercera clave", "Eva", SYSTEM)


def test_inviting_again_kills_the_link_before_it():
    first = invited()
    again = invite(first.cliente, first.usuario.email, "admin", SYSTEM)
    assert (again.pk, again.rol) == (first.pk, "admin")
    with pytest.raises(InvalidLink):
        accept(invitation_token(first), NEW_PASSWORD, "Beto", SYSTEM)
    accept(invitation_token(again), NEW_PASSWORD, "Beto", SYSTEM)


@pytest.mark.parametrize("estado", ["activo", "suspendido"])
def test_a_member_is_not_invited_again(estado: str):
    membership = invited()
    UserCliente._base_manager.update(estado=estado)
    before = (len(letters()), len(events()))
    with pytest.raises(AlreadyMember):
        invite(membership.cliente, membership.usuario.email, "owner", SYSTEM)
    assert (stored().estado, stored().rol) == (estado, "agente")
    assert (len(letters()), len(events())) == before


@pytest.mark.parametrize(("email", "rol"), [("sin-arroba", "agente"), ("b@x", "rey")])
def test_a_bad_address_or_role_leaves_nothing_behind(email: str, rol: str):
    with pytest.raises(ValidationError):
        invite(ClienteFactory(), email, rol, SYSTEM)
    assert not Usuario.objects.exists()
    assert (letters(), events()) == ([], [])


def test_one_person_is_invited_by_two_businesses():
    one, other = invited(), invited()
    assert one.usuario_id == other.usuario_id
    accept(invitation_token(one), NEW_PASSWORD, "Beto", SYSTEM)
    with pytest.raises(WrongPassword):
        accept(invitation_token(other), "una tercera clave", "Eva", SYSTEM)
    accept(invitation_token(other), NEW_PASSWORD, "Eva", SYSTEM)
    deliver()
    assert mail.outbox == []


@pytest.mark.django_db(transaction=True)
def test_inviting_a_stranger_many_times_at_once_makes_one_person():
    cliente = ClienteFactory()
    race(*[lambda: invite(cliente, "beto@tienda.com", "agente", SYSTEM)] * 4)
    assert Usuario.objects.count() == 1
    assert UserCliente._base_manager.count() == 1
