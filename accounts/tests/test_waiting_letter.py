"""Those who run a business read who waits for a person, and in what words they asked."""

import pytest
from django.core import mail
from django_scopes import scope

from accounts.letters import ask_managers
from accounts.models import Letter, UserCliente
from accounts.tests.people import deliver, letters, person
from tenants.models import Cliente
from tenants.tests.factories import ClienteFactory

pytestmark = pytest.mark.django_db
SAID = {
    "contacto": "Eva\nBcc: otra@x",
    "direccion": "5493515550101",
    "texto": "<b>quiero</b> hablar con alguien",
}


@pytest.fixture
def owner() -> UserCliente:
    cliente = ClienteFactory(name="Aurora")
    with scope(cliente=cliente):
        return UserCliente.objects.create(
            usuario=person(), cliente=cliente, rol=UserCliente.Rol.OWNER
        )


def tell(owner: UserCliente, motivo: str = "pedido") -> None:
    ask_managers(Letter.Kind.ESPERA_PERSONA, cliente=owner.cliente, **SAID, motivo=motivo)


def test_it_names_who_waits_and_quotes_them(owner: UserCliente):
    tell(owner)
    deliver()
    [message] = mail.outbox
    assert message.to == ["ana@tienda.com"]
    assert message.subject == "Eva Bcc: otra@x espera a una persona"
    assert "«<b>quiero</b> hablar con alguien»" in message.body
    assert "5493515550101" in message.body
    [html] = [part.content for part in message.alternatives]
    assert "&lt;b&gt;quiero" in html


def test_a_loop_is_told_as_one(owner: UserCliente):
    tell(owner, "bucle")
    deliver()
    assert mail.outbox[0].subject.startswith("Revisá la charla con Eva")
    assert "otro programa" in mail.outbox[0].body


def test_nobody_is_told_who_no_longer_runs_it(owner: UserCliente):
    tell(owner)
    with scope(cliente=owner.cliente):
        UserCliente.objects.update(rol=UserCliente.Rol.AGENTE)
    deliver()
    assert mail.outbox == []
    assert [letter.estado for letter in letters()] == ["descartada"]


def test_nobody_is_told_of_a_business_that_is_suspended(owner: UserCliente):
    tell(owner)
    Cliente.objects.update(estado=Cliente.Estado.SUSPENDIDO)
    deliver()
    assert mail.outbox == []
