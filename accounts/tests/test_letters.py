"""A letter is a row first: asked for in the caller's transaction, without a secret in it."""

import pytest
from django.core.exceptions import ValidationError
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from accounts import letters
from accounts.models import Letter
from accounts.passwords import forget
from accounts.tests.people import letters as rows
from accounts.tests.people import person
from tenants.tests.factories import ClienteFactory

pytestmark = pytest.mark.django_db


def test_it_is_kept_for_the_postman():
    letters.ask("clave_cambiada", email=" Ana@Tienda.com ", nota="x")
    [letter] = rows()
    assert (letter.kind, letter.email, letter.estado) == (
        "clave_cambiada",
        "ana@tienda.com",
        Letter.Estado.PENDIENTE,
    )
    assert letter.context_json == {"nota": "x"}


def test_it_goes_when_its_transaction_is_undone():
    with transaction.atomic():
        letters.ask("clave_cambiada", email="ana@tienda.com")
        transaction.set_rollback(True)
    assert rows() == []


def test_it_refuses_to_keep_a_secret():
    with pytest.raises(ValueError, match="token"):
        letters.ask("invitacion", email="ana@tienda.com", token="abc")
    assert rows() == []


@pytest.mark.parametrize("email", ["", "ana", "ana@", "a b@c", "a@b\nBcc: c@d", "a" * 300 + "@b"])
def test_it_refuses_what_cannot_be_an_address(email: str):
    with pytest.raises(ValidationError):
        letters.ask("clave_cambiada", email=email)


def test_it_refuses_a_kind_that_is_none():
    with pytest.raises(ValidationError):
        letters.ask("carta_de_amor", email="ana@tienda.com")


def test_forgetting_does_the_same_for_everybody():
    person("ana@tienda.com")
    done = []
    for email in ("ana@tienda.com", "eva@tienda.com"):
        with CaptureQueriesContext(connection) as captured:
            forget(email)
        done.append([query["sql"].split("(")[0] for query in captured])
    assert done[0] == done[1]
    assert len(done[0]) == 1


def test_operators_are_not_buried_in_letters_about_one_business():
    cliente, operator = ClienteFactory(), person("mesa@liora.example")
    operator.is_staff = True
    operator.save()
    for _ in range(letters.MOST_PER_DAY + 5):
        letters.ask_operators(
            Letter.Kind.NUMERO_RECHAZADO, cliente=cliente, numero="+54", motivo="x"
        )
    assert len(rows()) == letters.MOST_PER_DAY
