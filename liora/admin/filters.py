from typing import Any

from django.contrib.admin import ModelAdmin, RelatedFieldListFilter
from django.db.models.fields.related import RelatedField
from django.http import HttpRequest


class FewRelated(RelatedFieldListFilter):
    """Filter by a foreign key that offers the first MOST rows, not the thousands there may be.

    The others are reached from their own page, through «ver también».
    """

    MOST = 30

    def field_choices(
        self,
        field: "RelatedField[Any, Any]",
        request: HttpRequest,
        model_admin: "ModelAdmin[Any]",
    ) -> list[tuple[str, Any]]:
        rows = field.related_model._default_manager.order_by(
            *self.field_admin_ordering(field, request, model_admin)
        )
        return [(str(row.pk), str(row)) for row in rows[: self.MOST]]
