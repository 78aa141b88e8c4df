from collections.abc import Callable

import pytest
from django_scopes import scope

from conversations.links.codes import new_code
from conversations.models import ShortLink
from tenants.models import Cliente

SHOP = "https://tienda.example/mate?utm_source=whatsapp"

MakeLink = Callable[..., ShortLink]


@pytest.fixture
def make_link(cliente: Cliente) -> MakeLink:
    """Return a function that stores a link as a turn would have."""

    def make(destination: str = SHOP, **columns: object) -> ShortLink:
        owner = columns.pop("cliente", cliente)
        with scope(cliente=owner):
            return ShortLink.objects.create(
                cliente=owner, code=new_code(), destination=destination, **columns
            )

    return make


@pytest.fixture
def link(make_link: MakeLink) -> ShortLink:
    return make_link()
