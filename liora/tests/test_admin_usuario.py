"""People are kept by e-mail and password; their hash is nobody's to see."""

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import UserCliente, Usuario
from liora.tests.admin_rows import Rows, address
from tenants.models import AuditEntry

PASSWORD = "una clave larga y rara"
NO_MEMBERSHIPS = {"membresias-TOTAL_FORMS": "0", "membresias-INITIAL_FORMS": "0"}


def sign_in(client: Client, email: str, password: str) -> int:
    """Return 302 when the door opens, 200 when it stays shut."""
    form = {"username": email, "password": password, "next": "/admin/"}
    return client.post(reverse("admin:login"), form).status_code


def new_usuario(admin_client: Client, email: str, **others: str) -> int:
    form = {
        "email": email,
        "usable_password": "true",
        "password1": PASSWORD,
        "password2": PASSWORD,
        **others,
    }
    return admin_client.post(address(Usuario, "add"), form).status_code


def test_an_operator_adds_a_person_who_can_sign_in(admin_client: Client, client: Client):
    assert new_usuario(admin_client, " Beto@Tienda.com ") == 302
    beto = Usuario.objects.get(email="beto@tienda.com")
    assert sign_in(client, "beto@tienda.com", PASSWORD) == 200
    Usuario.objects.filter(pk=beto.pk).update(is_staff=True)
    assert sign_in(client, "BETO@tienda.com", PASSWORD) == 302


@pytest.mark.parametrize("email", ["sin-arroba", "", "ANA1@tienda"])
def test_a_bad_or_taken_address_is_refused(admin_client: Client, rows: Rows, email: str):
    before = Usuario.objects.count()
    assert new_usuario(admin_client, email) == 200
    assert Usuario.objects.count() == before


def test_a_weak_password_is_refused(admin_client: Client):
    assert new_usuario(admin_client, "beto@tienda", password1="1234", password2="1234") == 200
    assert not Usuario.objects.filter(email="beto@tienda").exists()


def test_an_operator_changes_a_password(admin_client: Client, client: Client, rows: Rows):
    ana = rows[Usuario]
    where = reverse("admin:auth_user_password_change", args=[ana.pk])
    assert where in admin_client.get(address(Usuario, "change", ana.pk)).content.decode()
    assert admin_client.get(where).status_code == 200
    form = {"usable_password": "true", "password1": PASSWORD, "password2": PASSWORD}
    assert admin_client.post(where, form).status_code == 302
    Usuario.objects.filter(pk=ana.pk).update(is_staff=True)
    assert sign_in(client, ana.email, PASSWORD) == 302


def test_no_page_shows_any_part_of_the_hash(admin_client: Client, rows: Rows):
    ana = rows[Usuario]
    Usuario.objects.filter(pk=ana.pk).update(password="md5$salsalsal$abcdefabcdef")
    for view, args in (("changelist", []), ("change", [ana.pk]), ("history", [ana.pk])):
        page = admin_client.get(address(Usuario, view, *args)).content.decode()
        assert [part for part in ("md5", "salsal", "abcdef") if part in page] == []
    assert "guardada ✓" in admin_client.get(address(Usuario, "change", ana.pk)).content.decode()


def test_a_suspended_operator_is_kept_out_at_once(admin_client: Client, db: None):
    assert admin_client.get(reverse("admin:index")).status_code == 200
    Usuario.objects.update(estado=Usuario.Estado.SUSPENDIDO)
    assert admin_client.get(reverse("admin:index")).status_code == 302


def test_a_persons_page_shows_their_memberships_and_changes_none(admin_client: Client, rows: Rows):
    ana, membership = rows[Usuario], rows[UserCliente]
    page = admin_client.get(address(Usuario, "change", ana.pk)).content.decode()
    assert address(UserCliente, "change", membership.pk) in page
    form = {
        "email": "ANA.nueva@tienda",
        "estado": "suspendido",
        "membresias-TOTAL_FORMS": "1",
        "membresias-INITIAL_FORMS": "1",
        "membresias-0-id": str(membership.pk),
        "membresias-0-usuario": str(ana.pk),
        "membresias-0-cliente": str(membership.cliente_id),
        "membresias-0-rol": "admin",
        "membresias-0-estado": "activo",
        "membresias-0-DELETE": "on",
    }
    assert admin_client.post(address(Usuario, "change", ana.pk), form).status_code == 302
    ana.refresh_from_db()
    assert (ana.email, ana.estado) == ("ana.nueva@tienda", Usuario.Estado.SUSPENDIDO)
    assert UserCliente._base_manager.get(pk=membership.pk).rol == "owner"


def test_rights_are_given_by_the_form(admin_client: Client, rows: Rows):
    ana = rows[Usuario]
    form = {"email": ana.email, "estado": "activo", "is_staff": "on", **NO_MEMBERSHIPS}
    assert admin_client.post(address(Usuario, "change", ana.pk), form).status_code == 302
    ana.refresh_from_db()
    assert ana.is_staff
    assert not ana.is_superuser
    [entry] = AuditEntry._base_manager.filter(target=str(ana.pk))
    assert entry.event == "cuenta.permisos_cambiados"
    assert (entry.before, entry.after) == ({"is_staff": False}, {"is_staff": True})
