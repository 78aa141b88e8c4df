"""Rows of every Cliente, for a test that looks at what is there."""

from typing import Any, TypeVar

from django.db.models import Model, QuerySet
from django_scopes import scopes_disabled

Row = TypeVar("Row", bound=Model)


def all_of(model: type[Row]) -> QuerySet[Row]:
    with scopes_disabled():
        rows: Any = model._default_manager.all()
        return rows
