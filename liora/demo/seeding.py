"""The demo's data: two shops, their numbers, their catalogs, and who may sign in.

Everything goes through the operations that real tenants use, and can be run again at any time:
what exists stays as it is.
"""

import csv
import io
import secrets
from dataclasses import dataclass

from django.conf import settings

from accounts.models import UserCliente, Usuario
from accounts.registration import join, register_operator, register_usuario
from catalog.models import CatalogSnapshot
from catalog.publish import publish, push_of
from liora.demo.products import demo_csv
from tenants.models import Cliente
from tenants.registration import register_cliente
from whatsapp.numbers import NumberTaken, connect

OWNER = "owner@demo"
OPERATOR = "operador@demo"
GENERATED_BYTES = 9
SIMULATED_TOKEN = "mock"  # noqa: S105  # the word that chooses the simulator, no secret


@dataclass(frozen=True, slots=True)
class Shop:
    slug: str
    name: str
    waba_id: str
    phone_number_id: str
    display_phone: str
    category: str = ""
    """Sells only this category of the demo catalog; "" sells everything."""


SHOPS = (
    Shop("demo", "Almacén Aurora", "200000000000001", "100000000000001", "+54 351 555-0101"),
    Shop(
        "demo-vivero",
        "Vivero Las Lilas",
        "200000000000002",
        "100000000000002",
        "+54 351 555-0102",
        category="Hogar y jardín",
    ),
)


@dataclass(frozen=True, slots=True)
class Seeded:
    """What there is now. `password` is "" where the accounts existed and kept theirs."""

    catalogs: tuple[tuple[Cliente, CatalogSnapshot], ...]
    password: str


def seed(*, password: str = "") -> Seeded:
    """Bring the demo's data up to date.

    `password` is given to both accounts, also when they exist; without one, new accounts get a
    generated password and existing ones keep theirs.
    """
    given = password or secrets.token_urlsafe(GENERATED_BYTES)
    owner, owner_is_new = _account(OWNER, given)
    _operator, operator_is_new = _account(OPERATOR, given)
    if password:
        _set_password(given)
    catalogs = tuple(_open(shop, owner) for shop in SHOPS)
    told = given if password or owner_is_new or operator_is_new else ""
    return Seeded(catalogs, told)


def _account(email: str, password: str) -> tuple[Usuario, bool]:
    existing = Usuario.objects.filter(email=email).first()
    if existing:
        return existing, False
    if email == OPERATOR:
        return register_operator(email=email, password=password, nombre="Operación"), True
    return register_usuario(email=email, password=password, nombre="Dueña de la demo"), True


def _set_password(password: str) -> None:
    for usuario in Usuario.objects.filter(email__in=(OWNER, OPERATOR)):
        usuario.set_password(password)
        usuario.save(update_fields=["password"])


def _open(shop: Shop, owner: Usuario) -> tuple[Cliente, CatalogSnapshot]:
    cliente = register_cliente(slug=shop.slug, name=shop.name, plan=Cliente.Plan.PRO)
    join(usuario=owner, cliente=cliente, rol=UserCliente.Rol.OWNER)
    _connect(shop, cliente)
    text = _sold_by(shop, demo_csv(settings.PUBLIC_URL))
    return cliente, publish(cliente, push_of(text.encode(), "demo"), at_once=True).snapshot


def _connect(shop: Shop, cliente: Cliente) -> None:
    try:
        connect(
            cliente=cliente,
            waba_id=shop.waba_id,
            phone_number_id=shop.phone_number_id,
            access_token=SIMULATED_TOKEN,
            display_phone=shop.display_phone,
        )
    except NumberTaken as taken:
        # Connected already, it keeps its token; elsewhere, it is not the demo's to take.
        if not taken.ours:
            raise


def _sold_by(shop: Shop, catalog: str) -> str:
    if not shop.category:
        return catalog
    rows = csv.DictReader(io.StringIO(catalog))
    kept = io.StringIO()
    writer = csv.DictWriter(kept, rows.fieldnames or [])
    writer.writeheader()
    writer.writerows(row for row in rows if row["category"] == shop.category)
    return kept.getvalue()
