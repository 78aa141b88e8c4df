"""What operators do with catalogs: publish a file, look at what changes, let go, go back."""

import pytest
from django.contrib.auth.models import Permission
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from accounts.models import Usuario
from catalog.models import CatalogActive, CatalogSnapshot
from catalog.tests.conftest import file_of, some
from liora.tests.admin_rows import Rows, address
from tenants.models import AuditEntry, Cliente

pytestmark = pytest.mark.django_db


def page(name: str, snapshot: CatalogSnapshot | None = None) -> str:
    return reverse(f"admin:catalog_catalogsnapshot_{name}", args=[snapshot.pk] if snapshot else [])


def upload(client: Client, cliente: Cliente, content: bytes, **options: str):
    file = SimpleUploadedFile("lista.csv", content)
    form = {"cliente": str(cliente.pk), "archivo": file, "activate": "on", **options}
    return client.post(page("publish"), form)


def newest() -> CatalogSnapshot:
    return CatalogSnapshot._base_manager.order_by("-version").first()


def active() -> int:
    return CatalogActive._base_manager.get().version


def test_an_operator_publishes_looks_lets_go_and_goes_back(admin_client: Client, rows: Rows):
    cliente = rows[Cliente]
    answer = upload(admin_client, cliente, file_of(*some(3)))
    held = newest()
    assert answer["Location"] == address(CatalogSnapshot, "change", held.pk)
    assert (held.estado, active()) == ("retenido", 2)
    shown = admin_client.get(answer["Location"]).content.decode()
    assert "Faltan 100" in shown
    for name in ("move", "diff"):
        assert page(name, held) in shown
    compared = admin_client.get(page("diff", held)).content.decode()
    assert "SKU-0" in compared
    assert "Faltan 100" in admin_client.get(page("move", held)).content.decode()
    assert admin_client.post(page("move", held)).status_code == 302
    assert active() == held.version
    shown = admin_client.get(answer["Location"]).content.decode()
    assert page("rollback", held) in shown
    assert admin_client.get(page("rollback", held)).status_code == 200
    assert admin_client.post(page("rollback", held)).status_code == 302
    assert active() == 2
    told = AuditEntry._base_manager.order_by("id").values_list("event", flat=True)
    assert list(told)[-4:] == [
        "catalogo.publicado",
        "catalogo.liberado",
        "catalogo.activado",
        "catalogo.revertido",
    ]


def test_a_file_that_is_no_catalog_is_told_on_the_form(admin_client: Client, rows: Rows):
    answer = upload(admin_client, rows[Cliente], b"hola,chau\n")
    assert answer.status_code == 200
    assert "Faltan columnas" in answer.content.decode()
    assert newest().version == 2


def test_the_same_file_again_is_said_to_be_the_same(admin_client: Client, rows: Rows):
    content = file_of(*some(3))
    upload(admin_client, rows[Cliente], content, release="on")
    answer = upload(admin_client, rows[Cliente], content)
    told = admin_client.get(answer["Location"]).content.decode()
    assert "igual al que está activo" in told


def test_going_back_where_nothing_is_left_says_so(admin_client: Client, rows: Rows):
    current = newest()
    CatalogSnapshot._base_manager.filter(version=1).update(expired_at="2026-01-01T00:00:00Z")
    answer = admin_client.post(page("rollback", current), follow=True)
    assert "No hay una versión anterior" in answer.content.decode()
    assert active() == 2


def test_who_may_only_look_moves_nothing(client: Client, rows: Rows):
    looker = Usuario.objects.create_user("mira@liora", "una clave larga y rara", is_staff=True)
    looker.user_permissions.add(Permission.objects.get(codename="view_catalogsnapshot"))
    client.force_login(looker)
    current = newest()
    shown = client.get(address(CatalogSnapshot, "change", current.pk)).content.decode()
    assert page("rollback", current) not in shown
    assert (
        page("publish") not in client.get(address(CatalogSnapshot, "changelist")).content.decode()
    )
    assert client.get(page("diff", current)).status_code == 200
    for where in (page("publish"), page("move", current), page("rollback", current)):
        assert client.get(where).status_code == 403
        assert client.post(where).status_code == 403
    assert active() == 2


def test_the_shown_list_has_a_way_to_publish(admin_client: Client, rows: Rows):
    assert (
        page("publish") in admin_client.get(address(CatalogSnapshot, "changelist")).content.decode()
    )
