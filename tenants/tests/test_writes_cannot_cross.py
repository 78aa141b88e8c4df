"""Under one Cliente no row of another is written, taken, given away or pointed at."""

from collections.abc import Callable
from dataclasses import dataclass

import pytest
from django.db import IntegrityError, connection, transaction
from django_scopes import scope, scopes_disabled

from accounts.models import Letter
from conversations.models import Contact, ContactIdentity
from liora.tests.admin_rows import Rows, one_of_each
from tenants.crossing import OtroCliente
from tenants.models import Cliente, PublishSecret
from whatsapp.models import WabaAccount

pytestmark = pytest.mark.django_db

WABA = {"waba_id": "1", "phone_number_id": "77", "access_token": "x"}


@dataclass
class Two:
    """Rows of the open Cliente, `alfa`, and of another, `beta`."""

    alfa: Rows
    beta: Rows

    @property
    def theirs(self) -> Cliente:
        return self.beta[Cliente]


@pytest.fixture
def two() -> Two:
    return Two(one_of_each(number=1), one_of_each(number=2, said="de beta"))


def identity(contact: Contact, cliente: Cliente) -> ContactIdentity:
    return ContactIdentity(cliente=cliente, contact=contact, kind="phone", value="99")


def repointed(row, cliente):
    row.cliente = cliente
    return row


def renamed(row: Contact) -> Contact:
    row.name = "otro"
    return row


def upsert(two: Two) -> None:
    stolen = two.beta[WabaAccount].phone_number_id
    WabaAccount.objects.bulk_create(
        [WabaAccount(cliente=two.alfa[Cliente], **WABA | {"phone_number_id": stolen})],
        update_conflicts=True,
        unique_fields=["phone_number_id"],
        update_fields=["access_token"],
    )


def forged(two: Two) -> Contact:
    return Contact(id=two.beta[Contact].pk, cliente=two.alfa[Cliente], name="tomado")


def stored_as_mine(two: Two) -> Contact:
    row = forged(two)
    row._state.adding = False
    return row


ACROSS: dict[str, Callable[[Two], object]] = {
    "create": lambda two: Contact.objects.create(cliente=two.theirs),
    "bulk_create": lambda two: Contact.objects.bulk_create([Contact(cliente=two.theirs)]),
    "upsert": upsert,
    "bulk_update": lambda two: Contact.objects.bulk_update([renamed(two.beta[Contact])], ["name"]),
    "bulk_update, re-pointed": lambda two: Contact.objects.bulk_update(
        [repointed(two.alfa[Contact], two.theirs)], ["cliente"]
    ),
    "update cliente": lambda two: Contact.objects.update(cliente=two.theirs),
    "update cliente_id": lambda two: Contact.objects.update(cliente_id=two.theirs.pk),
    "update to nobody": lambda two: Letter.objects.update(cliente=None),
    "update key": lambda two: ContactIdentity.objects.update(contact=two.beta[Contact]),
    "get_or_create": lambda two: Contact.objects.get_or_create(cliente=two.theirs, name="z"),
    "update_or_create": lambda two: Contact.objects.update_or_create(
        pk=two.alfa[Contact].pk, defaults={"cliente": two.theirs}
    ),
    "save": lambda two: renamed(two.beta[Contact]).save(),
    "save one field": lambda two: renamed(two.beta[Contact]).save(update_fields=["name"]),
    "delete": lambda two: two.beta[Contact].delete(),
    "give away": lambda two: repointed(two.alfa[Contact], two.theirs).save(),
    "take": lambda two: repointed(two.beta[Contact], two.alfa[Cliente]).save(),
    "take a leaf": lambda two: repointed(two.beta[PublishSecret], two.alfa[Cliente]).save(),
    "take and delete": lambda two: repointed(two.beta[PublishSecret], two.alfa[Cliente]).delete(),
    "forge and force": lambda two: forged(two).save(force_update=True),
    "forge": lambda two: stored_as_mine(two).save(),
    "point across": lambda two: identity(two.beta[Contact], two.alfa[Cliente]).save(),
    "point across in bulk": lambda two: ContactIdentity.objects.bulk_create(
        [identity(two.beta[Contact], two.alfa[Cliente])]
    ),
    "related create": lambda two: two.beta[Contact].identities.create(
        cliente=two.alfa[Cliente], kind="phone", value="99"
    ),
}


def everything_of(cliente: Cliente) -> list[object]:
    with scopes_disabled():
        return [
            list(model.objects.filter(cliente=cliente).order_by("pk").values())
            for model in (Contact, ContactIdentity, PublishSecret, WabaAccount, Letter)
        ]


@pytest.mark.parametrize("way", ACROSS)
def test_no_way_of_writing_crosses(way: str, two: Two):
    before = [everything_of(cliente) for cliente in (two.alfa[Cliente], two.theirs)]
    with scope(cliente=two.alfa[Cliente]), pytest.raises(OtroCliente), transaction.atomic():
        ACROSS[way](two)
    assert [everything_of(cliente) for cliente in (two.alfa[Cliente], two.theirs)] == before


def test_the_refusal_has_a_code():
    assert OtroCliente.code == "otro_cliente"


def test_a_queryset_of_another_touches_nothing(two: Two):
    before = everything_of(two.theirs)
    with scope(cliente=two.alfa[Cliente]):
        assert Contact.objects.filter(pk=two.beta[Contact].pk).update(name="otro") == 0
        assert Contact.objects.filter(pk=two.beta[Contact].pk).delete()[0] == 0
        assert not Contact.objects.contains(two.beta[Contact])
    assert everything_of(two.theirs) == before


def test_not_even_with_every_cliente_in_sight_does_a_row_point_across(two: Two):
    crossing = identity(two.beta[Contact], two.alfa[Cliente])
    with scopes_disabled():
        for write in (crossing.save, lambda: ContactIdentity.objects.bulk_create([crossing])):
            with pytest.raises(OtroCliente):
                write()


PAST_THE_MODELS: dict[str, Callable[[Two], object]] = {
    "an id": lambda two: ContactIdentity.objects.update(contact_id=two.beta[Contact].pk),
    "related add": lambda two: two.beta[Contact].identities.add(two.alfa[ContactIdentity]),
}


@pytest.mark.parametrize("way", PAST_THE_MODELS)
def test_what_python_cannot_see_the_database_refuses(way: str, two: Two):
    def write() -> None:
        with transaction.atomic():
            PAST_THE_MODELS[way](two)
            connection.check_constraints()

    with scope(cliente=two.alfa[Cliente]), pytest.raises(IntegrityError):
        write()


def test_ones_own_rows_are_written_as_ever(two: Two):
    mine = two.alfa[Cliente]
    with scope(cliente=mine):
        contact = Contact.objects.create(cliente=mine, name="nueva")
        renamed(contact).save()
        contact.refresh_from_db()
        assert contact.name == "otro"
        ContactIdentity.objects.bulk_create([identity(contact, mine)])
        assert Contact.objects.filter(name="otro").update(name="tercera") == 1
        assert contact.delete()[0] == 2
        assert Contact.objects.get_or_create(cliente=mine, name="z")[1]


def test_an_operator_writes_rows_of_anyone(two: Two):
    with scopes_disabled():
        renamed(two.beta[Contact]).save()
        repointed(two.alfa[Letter], two.theirs).save()
        assert Letter.objects.filter(cliente=two.theirs).count() == 2


def test_a_row_of_nobody_needs_no_cliente_and_replaces_none_that_has_one(two: Two):
    Letter(kind=Letter.Kind.CLAVE_CAMBIADA, email="ana@tienda").save()
    with pytest.raises(OtroCliente):
        repointed(two.alfa[Letter], None).save()
