from typing import Any

import pytest
from django.db.models import Model
from django.test import Client

from accounts.models import Usuario
from liora.tests.admin_rows import one_of_each


@pytest.fixture
def operator(db: None) -> Client:
    """Return a browser in which an operator has signed in.

    Without a password, because making one takes longer than most tests.
    """
    client = Client()
    client.force_login(Usuario.objects.create_superuser("operadora@liora"))
    return client


@pytest.fixture
def rows(db: None) -> dict[type[Model], Any]:
    return one_of_each()
