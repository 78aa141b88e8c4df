"""`column IN (list)` in a statement whose text never changes, whatever the length of the list."""

import json
from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.db.models import BooleanField, F, Func
from django.db.models.sql.compiler import SQLCompiler


class AnyOf(Func):
    """Condition for `filter()`: the column equals one of the values, all UUIDs or all text."""

    output_field = BooleanField()

    def __init__(self, column: str, values: Iterable[UUID | str]) -> None:
        super().__init__(F(column))
        self.values = list(values)

    def as_sql(  # type: ignore[override]  # the parameters may be lists and text
        self, compiler: SQLCompiler, connection: Any, **_: Any
    ) -> tuple[str, list[Any]]:
        column, parameters = compiler.compile(self.source_expressions[0])
        if connection.vendor == "postgresql":
            return f"{column} = ANY(%s)", [*parameters, self.values]
        plain = [value.hex if isinstance(value, UUID) else value for value in self.values]
        chosen = "SELECT value FROM json_each(%s)"
        return f"{column} IN ({chosen})", [*parameters, json.dumps(plain)]
