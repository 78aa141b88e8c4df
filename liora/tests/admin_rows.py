"""One row of every model, tied together as a real message would tie them."""

from datetime import timedelta
from typing import Any

from django.contrib.admin.models import CHANGE, LogEntry
from django.contrib.auth.models import Group
from django.contrib.contenttypes.models import ContentType
from django.db.models import Model
from django.urls import reverse
from django.utils import timezone
from django_scopes import scopes_disabled

from accounts.models import Letter, SecondFactor, Session, UserCliente, Usuario
from catalog.models import (
    CatalogActive,
    CatalogItem,
    CatalogReservation,
    CatalogRules,
    CatalogSnapshot,
    CatalogUpload,
    CatalogVocabulary,
    IngestLog,
    UploadPart,
)
from conversations.links.codes import new_code
from conversations.models import (
    ConsentEntry,
    Contact,
    ContactIdentity,
    ConversationLog,
    ConvoState,
    HookEvent,
    HookLane,
    LinkClick,
    OutboundLane,
    Pedido,
    PedidoLinea,
    ShortLink,
)
from liora.tests.media_row import received_file
from tenants.models import AuditEntry, Cliente, HookSecret, PlanOverride, PublishSecret, Usage
from tenants.tests.factories import ClienteFactory
from whatsapp.models import (
    InboundEvent,
    InboundLane,
    MessageTemplate,
    WabaAccount,
    WebhookRefusal,
)
from whatsapp.simulator.addresses import Person
from whatsapp.simulator.models import SimulatorFault, SimulatorMedia, SimulatorMessage
from whatsapp.simulator.payloads import text_message
from whatsapp.tests.factories import InboundEventFactory, WabaAccountFactory

Rows = dict[type[Model], Any]

TOKEN = "EAAJ-secreto-que-nadie-ve"
PHONE = "5493515550001"
WEBHOOK = "https://tienda.example.com/aviso"
WAMID = "wamid.HBgNNTQ5MzUxNTU1MDAwMQ=="


def one_of_each(*, number: int = 1, said: str = "quiero un mate") -> Rows:
    """Create a row of every model, all of one new Cliente; `said` stands wherever people write."""
    with scopes_disabled():
        cliente = ClienteFactory(slug=f"tienda-{number}", name=said[:120])
        made = [cliente, *people(cliente, number=number, said=said)]
        made += house(made[1], cliente, said=said)
        made += plan(cliente)
        waba = WabaAccountFactory(cliente=cliente, access_token=TOKEN, webhook_url=WEBHOOK)
        event = inbound_event(waba, number=number, said=said)
        made += [waba, event, *wire(cliente, number=number, said=said)]
        WabaAccount.objects.filter(pk=waba.pk).update(
            reopen_template=next(row for row in made if isinstance(row, MessageTemplate))
        )
        made += conversation(event, number=number, said=said)
        made += catalog(cliente, said=said)
        made += simulator(number=number, said=said)
        return {type(row): row for row in made}


def people(cliente: Cliente, *, number: int, said: str) -> list[Model]:
    usuario = Usuario.objects.create_user(f"ana{number}@tienda", nombre=said[:120])
    return [
        usuario,
        UserCliente.objects.create(usuario=usuario, cliente=cliente, rol="owner"),
        SecondFactor.objects.create(usuario=usuario, seed=TOKEN),
        Session.objects.create(usuario=usuario, expires_at=timezone.now() + timedelta(days=1)),
        Group.objects.create(name=f"Soporte {number}"),
        LogEntry.objects.create(
            user=usuario,
            action_flag=CHANGE,
            content_type=ContentType.objects.get_for_model(Cliente),
            object_id=str(cliente.pk),
            object_repr=said[:200],
        ),
    ]


def plan(cliente: Cliente) -> list[Model]:
    return [
        PlanOverride.objects.create(cliente=cliente, meter="usuarios", value=90),
        Usage.objects.create(cliente=cliente, meter="mensajes", period_start=timezone.now()),
    ]


def house(usuario: Usuario, cliente: Cliente, *, said: str) -> list[Model]:
    return [
        AuditEntry.objects.create(
            event="cliente.cambiado",
            cliente=cliente,
            usuario_id=usuario.pk,
            address="203.0.113.9",
            target=said[:200],
            before={"name": said},
        ),
        PublishSecret.objects.create(cliente=cliente, secret=TOKEN),
        HookSecret.objects.create(cliente=cliente, secret=TOKEN),
        Letter.objects.create(
            kind=Letter.Kind.INVITACION, email=usuario.email, cliente=cliente, error=said[:200]
        ),
    ]


def inbound_event(waba: WabaAccount, *, number: int, said: str) -> InboundEvent:
    address = f"{PHONE}{number}"
    return InboundEventFactory(
        waba_account=waba,
        address=address,
        message_id=f"{WAMID}{number}",
        message=text_message(Person(wa_id=address, name=said[:80]), said),
        estado=InboundEvent.Estado.HECHO,
        error=said,
    )


def wire(cliente: Cliente, *, number: int, said: str) -> list[Model]:
    return [
        MessageTemplate.objects.create(
            cliente=cliente,
            waba_id="200000000000001",
            name="pedido_listo",
            language="es_AR",
            rejected_reason=said[:500],
            components=[{"type": "BODY", "text": said}],
        ),
        InboundLane.objects.create(cliente=cliente, address=f"{PHONE}{number}"),
        WebhookRefusal.objects.create(
            day=timezone.localdate() - timedelta(days=number), address="203.0.113.9", reason="firma"
        ),
    ]


def conversation(event: InboundEvent, *, number: int, said: str) -> list[Model]:
    cliente, waba = event.cliente, event.waba_account
    contact = Contact.objects.create(cliente=cliente, name=said[:200])
    convo = ConvoState.objects.create(
        cliente=cliente,
        waba_account=waba,
        contact=contact,
        user_msisdn=event.address,
        slots_json={"visto": said},
        last_seq=1,
        last_inbound_at=timezone.now(),
    )
    log = ConversationLog.objects.create(
        cliente=cliente,
        waba_account=waba,
        convo=convo,
        event=event,
        seq=1,
        user_msisdn=event.address,
        direction=ConversationLog.Direction.IN,
        reason=said[:200],
        message_type="text",
        message_body=said,
        slots_json={"visto": said},
        content_json={"body": said},
        estado=ConversationLog.Estado.RECIBIDO,
        wamid=event.message_id,
        error_detail=said,
    )
    identity = ContactIdentity.objects.create(
        cliente=cliente, contact=contact, kind=ContactIdentity.Kind.WA_ID, value=event.address
    )
    lane = OutboundLane.objects.create(convo=convo, cliente=cliente)
    more = [
        *links(log, said=said),
        received_file(log, said=said),
        *pedido(convo, event, said=said),
        *webhook(log, said=said),
        consent(convo, event, said=said),
    ]
    return [contact, convo, log, identity, lane, *more]


def consent(convo: ConvoState, event: InboundEvent, *, said: str) -> ConsentEntry:
    return ConsentEntry.objects.create(
        cliente=convo.cliente,
        contact_id=convo.contact_id,
        convo_id=convo.pk,
        user_msisdn=convo.user_msisdn,
        kind=ConsentEntry.Kind.PUBLICIDAD,
        decision=ConsentEntry.Decision.ALTA,
        source=ConsentEntry.Source.CHAT,
        event_id=event.pk,
        words=said,
        said_at=timezone.now(),
    )


def links(log: ConversationLog, *, said: str) -> list[Model]:
    link = ShortLink.objects.create(
        cliente=log.cliente,
        code=new_code(),
        destination="javascript:alert(1)",
        intent="ecommerce.producto",
        skill="ecommerce",
        sku=said[:100],
        catalog_version=1,
        log=log,
    )
    click = LinkClick.objects.create(
        cliente=log.cliente,
        link=link,
        kind=LinkClick.Kind.HUMANO,
        user_agent=said[:200],
        visitor="a" * 32,
    )
    return [link, click]


def webhook(log: ConversationLog, *, said: str) -> list[Model]:
    event = HookEvent.objects.create(
        cliente=log.cliente,
        waba_account=log.waba_account,
        convo=log.convo,
        log=log,
        kind=HookEvent.Kind.RECEIVED,
        estado=HookEvent.Estado.MUERTO,
        error_detail=said,
        answered=500,
        trouble="respuesta_http",
    )
    lane = HookLane.objects.create(
        cliente=log.cliente, waba_account=log.waba_account, failures=7, trouble="respuesta_http"
    )
    return [event, lane]


def pedido(convo: ConvoState, event: InboundEvent, *, said: str) -> list[Model]:
    order = Pedido.objects.create(
        cliente=convo.cliente,
        convo=convo,
        contact=convo.contact,
        event=event,
        code="K7M2Q9",
        source=Pedido.Source.CHAT,
        catalog_version=1,
        totals_json={"ARS": "3000.00"},
        customer_name=said[:200],
        user_msisdn=convo.user_msisdn,
        note=said,
    )
    line = PedidoLinea.objects.create(
        cliente=convo.cliente,
        pedido=order,
        position=1,
        sku="MATE-1",
        title=said[:500],
        quantity=2,
        asked=2,
        price="1500.00",
        currency="ARS",
        available=True,
    )
    return [order, line]


def catalog(cliente: Cliente, *, said: str) -> list[Model]:
    sold = {"rows_count": 1, "in_stock": 1, "source": said[:120]}
    CatalogSnapshot.objects.create(
        cliente=cliente, version=1, checksum="b" * 64, estado="listo", **sold
    )
    snapshot = CatalogSnapshot.objects.create(
        cliente=cliente,
        version=2,
        checksum="a" * 64,
        estado="activo",
        replaced_version=1,
        **sold,
    )
    item = CatalogItem.objects.create(
        cliente=cliente,
        snapshot=snapshot,
        sku="MATE-1",
        title=said,
        description=said,
        price="1500.00",
        currency="ARS",
        url="javascript:alert(1)",
        image_url="https://tienda.example/mate.jpg",
        words="mate imperial mate 1",
    )
    active = CatalogActive.objects.create(cliente=cliente, version=2, rows_count=1, stock_pct=100)
    log = IngestLog.objects.create(
        cliente=cliente, snapshot=snapshot, errors_json=[{"fila": 2, "dice": said}]
    )
    rules = CatalogRules.objects.create(cliente=cliente)
    upload = CatalogUpload.objects.create(cliente=cliente, snapshot=snapshot)
    part = UploadPart.objects.create(cliente=cliente, upload=upload, place=0, packed=b"x")
    vocabulary = CatalogVocabulary.objects.create(cliente=cliente, snapshot=snapshot, words=said)
    promised = CatalogReservation.objects.create(
        cliente=cliente, version=1, sku="MATE-1", stock=5, reserved=2
    )
    return [snapshot, item, active, log, rules, upload, part, vocabulary, promised]


def simulator(*, number: int, said: str) -> list[Model]:
    message = SimulatorMessage.objects.create(
        phone_number_id="100000000000001",
        address=PHONE,
        name=said[:80],
        wamid=f"{WAMID}{number}",
        direction=SimulatorMessage.Direction.PERSON,
        kind="text",
        body={"text": {"body": said}},
        status=SimulatorMessage.Status.SENT,
    )
    media = SimulatorMedia.objects.create(
        id=f"media-{number}", mime_type="image/png", content=b"\x89PNG"
    )
    return [message, media, SimulatorFault.objects.create(kind=SimulatorFault.Kind.THROTTLED)]


def address(model: type[Model], view: str, *args: object) -> str:
    """Return the address of one of a model's admin pages: changelist, add, change…"""
    return reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_{view}", args=args)
