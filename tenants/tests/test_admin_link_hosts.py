"""An operator names the sites of a business in the administration, one a line."""

import pytest
from django.test import Client
from django_scopes import scopes_disabled

from tenants.models import AuditEntry, Cliente
from tenants.tests.factories import ClienteFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def cliente() -> Cliente:
    return ClienteFactory(slug="aurora", link_hosts=["vieja.example"])


def save(client: Client, cliente: Cliente, sites: str):
    fields = {"name": cliente.name, "slug": cliente.slug, "plan": "free", "estado": "activo"}
    path = f"/admin/tenants/cliente/{cliente.pk}/change/"
    return client.post(path, {**fields, "link_hosts": sites})


def test_the_page_shows_them_one_a_line(admin_client: Client, cliente: Cliente):
    Cliente.objects.update(link_hosts=["a.example", "b.example"])
    page = admin_client.get(f"/admin/tenants/cliente/{cliente.pk}/change/").content.decode()
    assert "a.example\nb.example</textarea>" in page


def test_they_are_saved_and_audited(admin_client: Client, cliente: Cliente):
    assert save(admin_client, cliente, " Tienda.example \r\n\r\nñandú.com.ar").status_code == 302
    cliente.refresh_from_db()
    assert cliente.link_hosts == ["tienda.example", "xn--and-6ma2c.com.ar"]
    with scopes_disabled():
        entry = AuditEntry.objects.get(event="cliente.cambiado")
    assert entry.before == {"link_hosts": "vieja.example"}


def test_saving_them_as_they_were_changes_nothing(admin_client: Client, cliente: Cliente):
    assert save(admin_client, cliente, "vieja.example").status_code == 302
    with scopes_disabled():
        assert not AuditEntry.objects.filter(event="cliente.cambiado").exists()


def test_what_is_no_site_is_refused_in_words(admin_client: Client, cliente: Cliente):
    answer = save(admin_client, cliente, "https://tienda.example/")
    assert answer.status_code == 200
    assert "no es un sitio" in answer.content.decode()
    cliente.refresh_from_db()
    assert cliente.link_hosts == ["vieja.example"]
