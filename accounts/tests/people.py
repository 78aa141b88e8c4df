"""People, businesses and their mail, for tests of letters and of the links in them."""

import re

from django.core import mail

from accounts.invitations import invite
from accounts.models import Letter, UserCliente, Usuario
from accounts.postman import Postman
from tenants.audit import SYSTEM
from tenants.models import AuditEntry, Cliente
from tenants.tests.factories import ClienteFactory

PASSWORD = "caballo correcto bateria"
NEW_PASSWORD = "otra clave larga y rara"
LINK = re.compile(r"https?://\S+/cuenta/\w+/(\S+)")


def person(email: str = "ana@tienda.com", password: str | None = PASSWORD) -> Usuario:
    return Usuario.objects.create_user(email, password, nombre="Ana")


def invited(email: str = "beto@tienda.com", cliente: Cliente | None = None) -> UserCliente:
    return invite(cliente or ClienteFactory(name="Aurora"), email, "agente", SYSTEM)


def deliver() -> None:
    """Let the postman take every letter that is due."""
    postman = Postman()
    while postman.step():
        pass


def letters() -> list[Letter]:
    return list(Letter._base_manager.order_by("id"))


def mailed_token() -> str:
    """Return the token in the last letter's link."""
    return LINK.search(mail.outbox[-1].body)[1]


def events() -> list[str]:
    return list(AuditEntry._base_manager.order_by("id").values_list("event", flat=True))
