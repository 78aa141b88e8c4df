"""Rows of the wire. Each factory takes its Cliente or number; none invents one."""

import factory
from django.utils import timezone
from django_scopes import scopes_disabled

from liora.ops.ids import new_id
from whatsapp.models import InboundEvent, WabaAccount
from whatsapp.simulator.addresses import BusinessNumber, Person, new_wamid
from whatsapp.simulator.payloads import envelope, text_message


class _OfSomeCliente(factory.django.DjangoModelFactory):
    """Writes outside any scope, so that a test may make rows of several businesses."""

    class Meta:
        abstract = True

    @classmethod
    def _create(cls, *args, **kwargs):
        with scopes_disabled():
            return super()._create(*args, **kwargs)


class WabaAccountFactory(_OfSomeCliente):
    """The token is not the simulator's, so calls go to META_GRAPH_URL: the tests' own server."""

    class Meta:
        model = WabaAccount

    cliente = None
    waba_id = "200000000000001"
    phone_number_id = factory.Sequence(lambda number: f"{100000000000100 + number}")
    display_phone = factory.Sequence(lambda number: f"+54 351 555 {number:04d}")
    access_token = "EAAtokenDeLasPruebas"


class InboundEventFactory(_OfSomeCliente):
    """A stored text message; its lane is not woken."""

    class Meta:
        model = InboundEvent
        exclude = ("person", "message")

    waba_account = None
    address = "5493515550101"
    person = factory.LazyAttribute(lambda row: Person(wa_id=row.address, name="Ana"))
    message = factory.LazyAttribute(lambda row: text_message(row.person, "hola"))

    cliente = factory.SelfAttribute("waba_account.cliente")
    phone_number_id = factory.SelfAttribute("waba_account.phone_number_id")
    field = "messages"
    kind = InboundEvent.Kind.MESSAGE
    subtype = "text"
    message_id = factory.LazyAttribute(lambda row: new_wamid(row.address))
    dedupe_key = factory.LazyFunction(lambda: new_id().hex)
    payload = factory.LazyAttribute(
        lambda row: envelope(
            business_number(row.waba_account), person=row.person, messages=[row.message]
        )
    )
    received_at = factory.LazyFunction(timezone.now)
    estado = InboundEvent.Estado.PENDIENTE


def business_number(account: WabaAccount) -> BusinessNumber:
    """Return an account as webhooks name it."""
    return BusinessNumber(account.waba_id, account.phone_number_id, account.display_phone)
