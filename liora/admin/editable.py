from typing import Any

from django.forms import ModelForm
from django.http import HttpRequest

from liora.admin.pages import Page


class EditablePage(Page):
    """Rows that an operator may change and never delete: history hangs on them.

    Only the columns changed in the form are written. Workers write to the same rows, and a whole
    row saved from a page opened a minute ago would undo what they did since.
    """

    add_fieldsets: Any = ()
    """What a new row needs; the rest is known, or the database's to fill, once it exists."""

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Any:
        if obj is None and self.add_fieldsets:
            return self.add_fieldsets
        return super().get_fieldsets(request, obj)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def save_model(
        self, request: HttpRequest, obj: Any, form: "ModelForm[Any]", change: bool
    ) -> None:
        if change:
            obj.save(update_fields=self.changed_columns(obj, form))
        else:
            super().save_model(request, obj, form, change)

    def changed_columns(self, obj: Any, form: "ModelForm[Any]") -> list[str]:
        columns = (field.name for field in obj._meta.concrete_fields)
        return [name for name in columns if name in form.changed_data]
